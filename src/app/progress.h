#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "src/record/rows.h"
#include "src/scenario/scenario.h"

namespace ogsim {

/// One line on a terminal that tells how far a run is and how long it will still take; silence in a pipe.
class Progress {
 public:
    /// @param label  what the line begins with.
    explicit Progress(const RunKeys& keys, std::string label = "");
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    void show(const RoundRow& row);

 private:
    std::int64_t rounds_;
    std::string label_;
    bool is_terminal_;
    std::chrono::steady_clock::time_point started_;
    std::chrono::steady_clock::time_point shown_;
};

}  // namespace ogsim
