#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <utility>

#include "src/protocol/ports.h"

namespace ogsim {

/// An OrderingClock over a Clock and word of when the channel is busy. Keeps one timer of the Clock at most.
///
/// Idle time at t = the length of [0, t] minus the busy spans in it. Timers whose idle time has been reached act at
/// that instant, also where the channel has become busy at the same instant.
///
/// Where a Keeper is given, it hears of the channel only when somebody asks, and arms no timer: the keeper tells it
/// what it missed, in order, and calls act() in time.
class FreezingClock final : public OrderingClock {
 public:
    class Keeper {
     public:
        virtual ~Keeper() = default;
        /// Tell of all busy spans that began up to now.
        virtual void bring_up_to_date() = 0;
        /// next_act() has changed.
        virtual void changed() = 0;
    };

    explicit FreezingClock(Clock& clock) : clock_(clock) {}
    ~FreezingClock() override;
    FreezingClock(const FreezingClock&) = delete;
    FreezingClock& operator=(const FreezingClock&) = delete;

    /// The channel is busy from now to `end` at least. Spans may overlap; an end in the past says nothing.
    void busy_until(SimTime end);
    /// The channel is idle from now on, whatever was said before (a reception was broken off).
    void idle_now();

    /// Null: the clock hears of the channel itself from now on.
    void set_keeper(Keeper* keeper);
    /// The channel was busy from `from`, now or in the past, to `end` at least. Spans in the order of their beginnings;
    /// one told again says nothing new.
    void was_busy(SimTime from, SimTime end) {
        if (from > resumes_at_) {
            idle_before_ += from - resumes_at_;
            resumes_at_ = from;
        }
        resumes_at_ = std::max(resumes_at_, end);
    }
    /// Idle time until the first timer acts; 0 where its turn has come, nothing where there is none.
    [[nodiscard]] std::optional<SimTime> idle_until_act() const;
    /// When the first timer acts, unless the channel becomes busy before; nothing where there is none. >= now.
    [[nodiscard]] std::optional<SimTime> next_act() const;
    /// Now, or when time goes on.
    [[nodiscard]] SimTime runs_from() const { return std::max(resumes_at_, clock_.now()); }
    /// Whether time stands still now.
    [[nodiscard]] bool is_frozen() const { return resumes_at_ > clock_.now(); }
    /// All timers whose idle time has been reached act.
    void act();

    [[nodiscard]] SimTime idle_time() const override;
    TimerId call_at_idle(SimTime idle, std::function<void()> action) override;
    TimerId call_first_at_idle(SimTime idle, std::function<void()> action) override;
    void cancel(TimerId id) override;

 private:
    TimerId add(TimerId id, SimTime idle, std::function<void()> action);
    void arm();
    void fire();
    [[nodiscard]] SimTime counted() const;

    Clock& clock_;
    Keeper* keeper_ = nullptr;
    SimTime idle_before_{0};  // idle time counted up to resumes_at_
    SimTime resumes_at_{0};   // now or later: frozen until then
    static constexpr TimerId kFirstLater = TimerId{1} << 62U;
    TimerId next_id_ = kFirstLater;
    TimerId next_first_id_ = 1;  // below all others
    TimerId armed_ = 0;          // timer of clock_, 0 where none
    std::map<std::pair<SimTime, TimerId>, std::function<void()>> pending_;
    std::map<TimerId, SimTime> due_;
};

}  // namespace ogsim
