#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include "src/trace/events.h"

namespace ogsim {

/// Makes netanim.xml of what happens: the nodes at their places and the frames between them, in the format of ns-3's
/// NetAnim (version 3.108), which plays it. Node 0 is the server, i + 1 worker i. A worker's frame flies to the server,
/// the server's to all workers; who decodes it is not shown.
class NetAnim final : public Sink {
 public:
    /// Records the frames of `rounds` rounds from round `first_round` on, both >= 1.
    /// @param places  x and y of each worker in metres, the server in the origin.
    /// @param write  is given the file piece by piece.
    NetAnim(const std::vector<std::pair<double, double>>& places, std::int64_t first_round, std::int64_t rounds,
            std::function<void(std::string_view)> write);
    void on(const Event& event) override;
    /// Completes the file: the run is over.
    void finish();

 private:
    void take(const FrameSent& frame);

    int workers_;
    std::int64_t first_round_, last_round_;
    std::function<void(std::string_view)> write_;
    std::int64_t round_ = 1;  // that is open
    std::int64_t frames_ = 0;
};

}  // namespace ogsim
