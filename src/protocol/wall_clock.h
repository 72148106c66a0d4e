#pragma once

#include <algorithm>
#include <functional>

#include "src/protocol/ports.h"

namespace ogsim {

/// An OrderingClock that never stands still: a node's own clock, all it has while its radio sleeps.
class WallClock final : public OrderingClock {
 public:
    explicit WallClock(Clock& clock) : clock_(clock) {}
    [[nodiscard]] SimTime idle_time() const override { return clock_.now(); }
    TimerId call_at_idle(SimTime idle, std::function<void()> action) override {
        return clock_.call_at(std::max(idle, clock_.now()), std::move(action));
    }
    void cancel(TimerId id) override { clock_.cancel(id); }

 private:
    Clock& clock_;
};

/// A clock that is fast or slow: what should take t takes t (1 + error). now() stays true, so that all that is told of
/// it is told in one time.
class DriftingClock final : public Clock {
 public:
    DriftingClock(Clock& clock, double error) : clock_(clock), error_(error) {}
    [[nodiscard]] SimTime now() const override { return clock_.now(); }
    TimerId call_at(SimTime at, std::function<void()> action) override {
        const SimTime span = at - clock_.now();
        return clock_.call_at(clock_.now() + span + sim_time(error_ * seconds(span)), std::move(action));
    }
    void cancel(TimerId id) override { clock_.cancel(id); }

 private:
    Clock& clock_;
    double error_;
};

}  // namespace ogsim
