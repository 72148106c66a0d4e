#pragma once

#include <chrono>
#include <cstddef>

#include "src/sweep/sweep.h"

namespace ogsim {

/// One line on a terminal that tells how far a study is, what failed, what its nodes have spent and how long it will
/// still take; silence in a pipe.
class SweepProgress {
 public:
    /// @param joules_before  of the runs that were done already.
    explicit SweepProgress(double joules_before);
    ~SweepProgress();
    SweepProgress(const SweepProgress&) = delete;
    SweepProgress& operator=(const SweepProgress&) = delete;
    void show(const SweepState& state);

 private:
    double joules_before_;
    bool is_terminal_;
    std::chrono::steady_clock::time_point started_;
    std::chrono::steady_clock::time_point shown_;
};

}  // namespace ogsim
