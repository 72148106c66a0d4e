#include "src/ledger/battery.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace ogsim {
namespace {

/// Whole nanoseconds that surely fit into `span`, one at least, so that a look never repeats.
SimTime surely_within(Seconds span) {
    constexpr auto kMost = static_cast<double>(kCentury.count());
    return SimTime{static_cast<SimTime::rep>(std::clamp(1e9 * span.si, 1.0, kMost))};
}

}  // namespace

BatteryWatch::BatteryWatch(Clock& clock, BatteryAccount& account, Medium& medium, Sink& sink,
                           std::function<void(int node)> on_empty)
    : clock_(clock),
      account_(account),
      medium_(medium),
      sink_(sink),
      on_empty_(std::move(on_empty)),
      alive_(static_cast<std::size_t>(account.workers())) {
    std::iota(alive_.begin(), alive_.end(), 0);
    timer_ = clock_.call_at(clock_.now(), [this] { look(); });
}

BatteryWatch::~BatteryWatch() {
    if (timer_ != 0) {
        clock_.cancel(timer_);
    }
}

void BatteryWatch::look() {
    timer_ = 0;
    medium_.meter_up_to_now();
    bury_the_dead();
    arm();
}

void BatteryWatch::bury_the_dead() {
    const auto dead = std::stable_partition(alive_.begin(), alive_.end(),
                                            [this](int worker) { return !account_.battery(worker).is_empty(); });
    const std::vector<int> empty(dead, alive_.end());
    alive_.erase(dead, alive_.end());
    for (const int worker : empty) {
        account_.bury(worker);
        sink_.on(NodeDied{worker, clock_.now()});
        on_empty_(worker);
    }
}

void BatteryWatch::arm() {
    Seconds least{std::numeric_limits<double>::infinity()};
    for (const int worker : alive_) {
        least = std::min(least, account_.battery(worker).lasts(account_.peak()));
    }
    if (least < Seconds{std::numeric_limits<double>::infinity()}) {
        timer_ = clock_.call_at(clock_.now() + surely_within(least), [this] { look(); });
    }
}

}  // namespace ogsim
