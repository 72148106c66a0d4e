#pragma once

#include <cstddef>
#include <vector>

#include "src/trace/events.h"

namespace ogsim {

/// Who was on the air when, and from it each node's radio states, made only when somebody asks.
///
/// tx while the node sends, rx while anybody else does (a radio decodes a frame before it can know that it is for
/// somebody else), idle in between; sleep and off as told. Equal neighbours become one interval.
class IdealMeter {
 public:
    IdealMeter(int workers, Sink& sink);

    /// Spans come in order and do not overlap.
    void on_air(int node, SimTime start, SimTime end);
    /// The node rests in `state` (kIdle: awake, kSleep, kOff) from `now` on.
    void rest(int node, RadioState state, SimTime now);
    void up_to(SimTime now);

 private:
    struct Span {
        int node;
        SimTime start, end;
    };
    struct Node {
        RadioState resting = RadioState::kIdle;
        SimTime covered{0};
        std::size_t next = 0;  // first span that is not wholly covered
    };

    void cover(int node, SimTime now);
    void cover_awake(int node, SimTime now);
    void extend(int node, RadioState state, SimTime until);
    void emit_open();

    Sink& sink_;
    std::vector<Span> spans_;
    std::vector<Node> nodes_;  // server first, then the workers
    RadioInterval open_{};     // of the node being covered; empty where start == end
};

}  // namespace ogsim
