#pragma once

#include <optional>
#include <random>
#include <span>

#include "model/statistics/interval.h"

/// Means of samples that are known in full. A sample with values that are only bounded has no mean here: see median.h.
namespace ogsim {

inline constexpr int kResamples = 1999;
inline constexpr std::size_t kLeastForBootstrap = 8;

/// The mean with Student's interval,
///
///     mean +- t s / sqrt(n),   s^2 = sum (x - mean)^2 / (n - 1),   t the 97.5 % point with n - 1 degrees of freedom.
///
/// Exact for normal values; for others the better, the larger n and the less skewed they are.
/// No value: nothing. One value: no interval. All equal: an interval of no length.
/// @param sample  finite values.  @throws std::invalid_argument otherwise.
/// Source: Student (1908), The probable error of a mean, Biometrika 6.
[[nodiscard]] std::optional<Estimate> mean_with_t(std::span<const double> sample);

/// The mean with the studentised bootstrap's interval,
///
///     [mean - q(0.975) s / sqrt(n),  mean - q(0.025) s / sqrt(n)],
///
/// q the quantiles of (mean* - mean) sqrt(n) / s* over samples of n drawn with replacement. It follows a skewed sample,
/// as the t interval does not. Plain percentiles of mean* are too short for small n (90 % covered instead of 95 % at n
/// = 10), and so this is taken. Below 8 values resamples have too few different values: no interval. Resamples of equal
/// values have no s* and are left out; all values equal: an interval of no length.
/// @param rng  every resample draws n numbers from it, in order.  @param resamples  >= 99.
/// Source: Efron & Tibshirani (1993), An Introduction to the Bootstrap, section 12.5.
[[nodiscard]] std::optional<Estimate> mean_with_bootstrap(std::span<const double> sample, std::mt19937_64& rng,
                                                          int resamples = kResamples);

}  // namespace ogsim
