#pragma once

#include <optional>

namespace ogsim {

/// Both ends belong to it; finite.
struct Interval {
    double low, high;
};

/// A figure, and where the true one lies with 95 % confidence; no interval where the sample does not carry one.
struct Estimate {
    double value;
    std::optional<Interval> interval;
};

inline constexpr double kConfidence = 0.95;

}  // namespace ogsim
