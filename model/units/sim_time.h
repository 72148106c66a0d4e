#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>

#include "model/units/quantity.h"

namespace ogsim {

/// Simulated time since the start of a run, or a span of it: whole nanoseconds, as ns-3 counts them.
using SimTime = std::chrono::nanoseconds;

/// As far as times go: 100 years of 365 days. 64 bits hold 292 years, so that two of them can still be added.
inline constexpr SimTime kCentury = std::chrono::hours(24 * 365 * 100);

/// Span in seconds.
[[nodiscard]] constexpr Seconds seconds(SimTime span) {
    return {1e-9 * static_cast<double>(span.count())};
}

/// The nearest whole nanosecond; spans beyond kCentury, also infinite ones, become kCentury.
[[nodiscard]] inline SimTime sim_time(Seconds span) {
    constexpr auto kMost = static_cast<double>(kCentury.count());  // exact
    return SimTime{std::llround(std::clamp(1e9 * span.si, -kMost, kMost))};
}

}  // namespace ogsim
