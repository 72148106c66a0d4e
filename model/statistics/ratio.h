#pragma once

#include <optional>
#include <random>
#include <span>

#include "model/statistics/interval.h"
#include "model/statistics/mean.h"
#include "model/statistics/median.h"

/// What one thing costs as a multiple of another, from pairs that saw the same world (common random numbers): what both
/// share cancels in each pair's ratio.
namespace ogsim {

/// Two costs of the same replica.
struct CostPair {
    Bounds cost, baseline;
};

/// The geometric mean of cost / baseline, with Student's interval on the logarithms of the ratios:
///
///     exp(mean_with_t(log(cost_i / baseline_i))).
///
/// Exact where the ratios are lognormal. The baseline's ratio to the cost is the inverse, ends of the interval too (it
/// is not so for a mean of ratios). Nothing where there is no pair, or a cost that is not known or not > 0.
[[nodiscard]] std::optional<Estimate> geometric_mean_ratio(std::span<const CostPair> pairs);

/// The same with the studentised bootstrap on the logarithms; see mean_with_bootstrap().
[[nodiscard]] std::optional<Estimate> geometric_mean_ratio_bootstrap(std::span<const CostPair> pairs,
                                                                     std::mt19937_64& rng, int resamples = kResamples);

/// The median of cost / baseline where some runs did not reach their target: the ratio of a pair lies between
/// cost.low / baseline.high and cost.high / baseline.low; see median_with_interval(). Pairs of which neither cost is
/// known say nothing and are left out, so that it speaks of worlds in which at least one of the two gets there. Covers
/// more than 95 % (98 % where a budget cuts one cost in five): it assumes nothing of what it was not shown. Nothing
/// where a cost is 0, or a bound below it; a run that did not get there may have spent nothing.
[[nodiscard]] MedianEstimate median_ratio(std::span<const CostPair> pairs);

}  // namespace ogsim
