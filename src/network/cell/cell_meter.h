#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "src/trace/events.h"

namespace ogsim {

/// Who was on the air when, in one log for all nodes, and from it each node's radio states, made only when asked.
///
/// tx while the node sends; rx while one frame of somebody else is on the air (a radio decodes it before it can know
/// that it is for another); busy while frames collide or a foreign sender is on; idle in between; sleep, switch and off
/// as told. A transmission costs O(1) whatever N. Equal neighbours become one interval.
///
/// Told together, who only listens is told of at once (CrowdRadioTimes), and who sent, or rests apart, by RadioTimes:
/// O(spans + frames log frames) from one look to the next, whatever N.
class CellMeter {
 public:
    CellMeter(int workers, Sink& sink);
    /// From now on, before anything has happened.
    void tell_together() { is_together_ = true; }

    /// A node sends from now, `start`, to `end`. Starts never go back.
    void on_air(int node, SimTime start, SimTime end);
    /// A foreign sender is on from now, `start`, to `end`.
    void foreign(SimTime start, SimTime end) { energy(RadioState::kBusy, start, end); }
    /// The node rests in `state` (kIdle: awake, kSleep, kSwitch, kOff) from `now` on.
    void rest(int node, RadioState state, SimTime now);
    void up_to(SimTime now);

 private:
    struct Span {
        RadioState state;  // of who only listens: kRx or kBusy
        SimTime start, end;
    };
    struct Sent {
        int node;
        SimTime start, end;
    };
    struct Node {
        RadioState resting = RadioState::kIdle;
        SimTime covered{0};
        std::size_t span = 0, sent = 0;  // first ones that are not wholly covered
    };

    void energy(RadioState state, SimTime start, SimTime end);
    void cover(int node, SimTime now);
    void cover_awake(int node, SimTime now);
    void cover_listening(int node, SimTime until);
    void extend(int node, RadioState state, SimTime until);
    void emit_open();
    void forget(SimTime now);

    using Times = std::array<SimTime, kRadioStates>;
    void cover_together(SimTime now);
    void emit_senders(SimTime now, const Times& listening);
    void add_up_spans(SimTime now);
    /// What one who only listens has spent from together_ to `until`.
    [[nodiscard]] Times listened(SimTime until) const;
    void emit_together(int node, SimTime now, const Times& times);

    Sink& sink_;
    std::vector<Span> spans_;  // in order, not overlapping
    std::vector<Sent> sent_;   // by start
    std::vector<Node> nodes_;  // server first, then the workers
    RadioInterval open_{};     // of the node being covered; empty where start == end

    bool is_together_ = false;
    SimTime together_{0};          // all are covered up to here
    std::vector<Times> before_;    // what a listener has spent from together_ to the beginning of each span
    std::vector<int> told_apart_;  // workers, ascending, in the stretch being covered
    std::vector<int> resting_;     // workers that rest in another state than kIdle, ascending
};

}  // namespace ogsim
