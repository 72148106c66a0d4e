#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>

#include "model/units/quantity.h"

namespace ogsim {

/// Simulated time since the start of a run, or a span of it: whole nanoseconds, as ns-3 counts them.
using SimTime = std::chrono::nanoseconds;

/// Span in seconds.
constexpr Seconds seconds(SimTime span) {
    return {1e-9 * static_cast<double>(span.count())};
}

/// The nearest whole nanosecond; spans beyond 100 years, also infinite ones, become 100 years.
inline SimTime sim_time(Seconds span) {
    constexpr double kCentury = 3.1536e18;  // ns; int64 holds 292 years, so that two of them can still be added
    return SimTime{std::llround(std::clamp(1e9 * span.si, -kCentury, kCentury))};
}

}  // namespace ogsim
