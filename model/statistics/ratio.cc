#include "model/statistics/ratio.h"

#include <cmath>
#include <vector>

namespace ogsim {
namespace {

bool is_known(const Bounds& cost) {
    return cost.low == cost.high && cost.low > 0.0;
}

/// Empty where a pair has none.
std::vector<double> logarithms(std::span<const CostPair> pairs) {
    std::vector<double> logs;
    for (const CostPair& pair : pairs) {
        if (!is_known(pair.cost) || !is_known(pair.baseline)) {
            return {};
        }
        logs.push_back(std::log(pair.cost.low / pair.baseline.low));
    }
    return logs;
}

std::optional<Estimate> raised(const std::optional<Estimate>& logs) {
    if (!logs) {
        return std::nullopt;
    }
    Estimate ratio{std::exp(logs->value), std::nullopt};
    if (logs->interval) {
        ratio.interval = Interval{std::exp(logs->interval->low), std::exp(logs->interval->high)};
    }
    return ratio;
}

bool is_open(const Bounds& cost) {
    return std::isinf(cost.high);
}

}  // namespace

std::optional<Estimate> geometric_mean_ratio(std::span<const CostPair> pairs) {
    return raised(mean_with_t(logarithms(pairs)));
}

std::optional<Estimate> geometric_mean_ratio_bootstrap(std::span<const CostPair> pairs, std::mt19937_64& rng,
                                                       int resamples) {
    return raised(mean_with_bootstrap(logarithms(pairs), rng, resamples));
}

MedianEstimate median_ratio(std::span<const CostPair> pairs) {
    std::vector<Bounds> ratios;
    for (const CostPair& pair : pairs) {
        if (pair.cost.low < 0.0 || pair.baseline.low < 0.0 || pair.cost.high == 0.0 || pair.baseline.high == 0.0) {
            return {};
        }
        if (!is_open(pair.cost) || !is_open(pair.baseline)) {
            ratios.push_back({pair.cost.low / pair.baseline.high, pair.cost.high / pair.baseline.low});
        }
    }
    return median_with_interval(ratios);
}

}  // namespace ogsim
