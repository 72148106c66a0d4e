#include "model/statistics/median.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "model/statistics/interval.h"

namespace ogsim {
namespace {

std::optional<double> finite_or_nothing(double value) {
    return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

/// (1 - w) a + w b, also where a is infinite.
double mix(double a, double b, double weight) {
    return a == b ? a : (1.0 - weight) * a + weight * b;
}

double middle_of(const std::vector<double>& sorted) {
    const std::size_t n = sorted.size();
    return mix(sorted[(n - 1) / 2], sorted[n / 2], 0.5);
}

/// Which order statistics, and how much of the inner ones.
struct Place {
    std::size_t outer;  // d, from 1
    double weight;      // of x(d+1)
};

Place place_for(std::size_t n) {
    const auto count = static_cast<double>(n);
    double term = std::exp2(-count);  // P[Binomial(n, 1/2) = k], from k = 0
    double covered = 1.0 - 2.0 * term;
    for (std::size_t d = 1;; ++d) {
        term *= (count - static_cast<double>(d) + 1.0) / static_cast<double>(d);
        const double inner = covered - 2.0 * term;
        if (inner < kConfidence) {
            const double surplus = (covered - kConfidence) / (covered - inner);
            const auto outer = static_cast<double>(d);
            return {d, (count - outer) * surplus / (outer + (count - 2.0 * outer) * surplus)};
        }
        covered = inner;
    }
}

void check(const Bounds& bounds) {
    if (!std::isfinite(bounds.low) || !(bounds.high >= bounds.low)) {
        throw std::invalid_argument("bounds must be finite below and in order, got " + std::to_string(bounds.low) +
                                    " to " + std::to_string(bounds.high));
    }
}

}  // namespace

MedianEstimate median_with_interval(std::span<const Bounds> sample) {
    if (sample.empty()) {
        return {};
    }
    std::vector<double> lows, highs;
    for (const Bounds& bounds : sample) {
        check(bounds);
        lows.push_back(bounds.low);
        highs.push_back(bounds.high);
    }
    std::sort(lows.begin(), lows.end());
    std::sort(highs.begin(), highs.end());
    MedianEstimate estimate{
        .least = middle_of(lows), .most = finite_or_nothing(middle_of(highs)), .low = {}, .high = {}};
    const std::size_t n = sample.size();
    if (n >= kLeastForMedian) {
        const auto [outer, weight] = place_for(n);
        estimate.low = mix(lows[outer - 1], lows[outer], weight);
        estimate.high = finite_or_nothing(mix(highs[n - outer], highs[n - outer - 1], weight));
    }
    return estimate;
}

MedianEstimate median_with_interval(std::span<const double> sample) {
    std::vector<Bounds> bounds;
    bounds.reserve(sample.size());
    for (const double value : sample) {
        bounds.push_back({value, value});
    }
    return median_with_interval(std::span<const Bounds>(bounds));
}

}  // namespace ogsim
