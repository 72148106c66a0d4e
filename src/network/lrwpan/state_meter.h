#pragma once

#include <algorithm>

#include "src/trace/events.h"

namespace ogsim::lrwpan {

/// Turns word of what a radio does from now on into RadioIntervals without gap or overlap, none of them in the future.
///
/// A radio that is idle counts as busy as long as there is strong energy on the channel.
class StateMeter {
 public:
    StateMeter(int node, Sink& sink) : node_(node), sink_(sink) {}

    /// From `now` on the radio is in `state`.
    void enter(RadioState state, SimTime now) {
        if (state != state_) {
            up_to(now);
            state_ = state;
        }
    }
    /// There is energy from `now` to `end`.
    void energy(SimTime now, SimTime end) {
        if (now > busy_end_) {
            up_to(now);
        }
        busy_end_ = std::max(busy_end_, end);
    }
    /// Emits all that is known up to now.
    void up_to(SimTime now) {
        if (state_ == RadioState::kIdle) {
            cover(RadioState::kBusy, std::min(busy_end_, now));
        }
        cover(state_, now);
    }

 private:
    void cover(RadioState state, SimTime end) {
        if (end > covered_) {
            sink_.on(RadioInterval{node_, state, covered_, end});
            covered_ = end;
        }
    }

    int node_;
    Sink& sink_;
    RadioState state_ = RadioState::kIdle;
    SimTime covered_{0};
    SimTime busy_end_{0};
};

}  // namespace ogsim::lrwpan
