#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace ogsim {

/// A value that is known to lie in [low, high]; high may be infinite. A value that was seen: low = high. A run that did
/// not reach its target: low is what it had spent, high infinite (right-censored).
struct Bounds {
    double low, high;
};

/// A median and where the true one lies with 95 % confidence. Nothing stands for infinite, or for too few values.
struct MedianEstimate {
    std::optional<double> least, most;  ///< Between these the sample's median lies: equal where nothing is in doubt.
    std::optional<double> low, high;    ///< The interval; low alone: it is open upwards.
};

inline constexpr std::size_t kLeastForMedian = 6;

/// The median, with the interval between two order statistics, interpolated so that it covers 95 %:
///
///     low = (1 - w) x(d) + w x(d+1),   high = (1 - w) x(n-d+1) + w x(n-d),
///     w = (n - d) I / (d + (n - 2d) I),   I = (g(d) - 0.95) / (g(d) - g(d+1)),   g(d) = 1 - 2 P[Binomial(n, 1/2) < d],
///
/// d the largest with g(d) >= 0.95. It asks nothing of the distribution but that it is continuous, and is exact but for
/// the interpolation. Fewer than 6 values cannot cover 95 % (g(1) = 1 - 2^(1-n)): no interval.
///
/// Bounds: `low` is taken from the lower bounds of all values and `high` from the upper ones, so that the interval
/// holds that of the values themselves, whatever made a run stop. Where all censored values lie above the order
/// statistics that are used - runs that end at one budget - it is the same but where high is open. The Kaplan-Meier
/// curve, whose median is the usual one, is exact too only if a run's stopping says nothing of its cost, which a dead
/// battery or a divergence does; and its intervals (Brookmeyer & Crowley) cover 89 % at n = 10.
///
/// No value: nothing at all. One: itself, no interval. Ties: more is covered.
/// @throws std::invalid_argument where low is not finite or high < low.
/// Source: Hettmansperger & Sheather (1986), Statistics & Probability Letters 4, 75-79.
[[nodiscard]] MedianEstimate median_with_interval(std::span<const Bounds> sample);

/// The same of values that are known.
[[nodiscard]] MedianEstimate median_with_interval(std::span<const double> sample);

}  // namespace ogsim
