#include "src/ledger/battery.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

namespace ogsim {
namespace {

/// Whole nanoseconds that surely fit into `span`, one at least, so that a look never repeats.
SimTime surely_within(Seconds span) {
    constexpr auto kMost = static_cast<double>(kCentury.count());
    return SimTime{static_cast<SimTime::rep>(std::clamp(1e9 * span.si, 1.0, kMost))};
}

}  // namespace

BatteryWatch::BatteryWatch(Clock& clock, const Ledger& ledger, Medium& medium, Sink& sink, Joules capacity, int workers,
                           std::function<void(int node)> on_empty)
    : clock_(clock),
      ledger_(ledger),
      medium_(medium),
      sink_(sink),
      capacity_(capacity),
      peak_(peak_power(ledger.device())),
      on_empty_(std::move(on_empty)),
      alive_(static_cast<std::size_t>(workers)) {
    if (!(capacity.si > 0.0) || !std::isfinite(capacity.si)) {
        throw std::invalid_argument("battery capacity must be finite and > 0 J, got " + std::to_string(capacity.si));
    }
    std::iota(alive_.begin(), alive_.end(), 0);
    timer_ = clock_.call_at(clock_.now(), [this] { look(); });
}

BatteryWatch::~BatteryWatch() {
    if (timer_ != 0) {
        clock_.cancel(timer_);
    }
}

Joules BatteryWatch::rest(int worker) const {
    return std::max(Joules{0.0}, capacity_ - joules(ledger_.times(worker), ledger_.device()).total());
}

void BatteryWatch::look() {
    timer_ = 0;
    medium_.meter_up_to_now();
    bury_the_dead();
    arm();
}

void BatteryWatch::bury_the_dead() {
    const auto dead =
        std::stable_partition(alive_.begin(), alive_.end(), [this](int worker) { return rest(worker) > Joules{0.0}; });
    const std::vector<int> empty(dead, alive_.end());
    alive_.erase(dead, alive_.end());
    for (const int worker : empty) {
        sink_.on(NodeDied{worker, clock_.now()});
        on_empty_(worker);
    }
}

void BatteryWatch::arm() {
    if (alive_.empty() || peak_ <= Watts{0.0}) {
        return;
    }
    Joules least = capacity_;
    for (const int worker : alive_) {
        least = std::min(least, rest(worker));
    }
    timer_ = clock_.call_at(clock_.now() + surely_within(least / peak_), [this] { look(); });
}

}  // namespace ogsim
