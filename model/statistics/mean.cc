#include "model/statistics/mean.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace ogsim {
namespace {

struct Moments {
    double mean;
    double error;  // s / sqrt(n)
};

Moments moments_of(std::span<const double> sample) {
    const auto n = static_cast<double>(sample.size());
    double sum = 0.0;
    for (const double value : sample) {
        if (!std::isfinite(value)) {
            throw std::invalid_argument("sample must be finite, got " + std::to_string(value));
        }
        sum += value;
    }
    const double mean = sum / n;
    double squares = 0.0;
    for (const double value : sample) {
        squares += (value - mean) * (value - mean);
    }
    return {.mean = mean, .error = sample.size() > 1 ? std::sqrt(squares / (n - 1.0) / n) : 0.0};
}

/// Whether nothing but rounding tells the values apart.
bool is_constant(std::span<const double> sample) {
    return std::all_of(sample.begin(), sample.end(), [&](double value) { return value == sample.front(); });
}

std::size_t index_below(std::mt19937_64& rng, std::size_t n) {
    // The high half of a 64 by 32 bit product: no division; its bias is below n / 2^32.
    return static_cast<std::size_t>(((rng() >> 32U) * static_cast<std::uint64_t>(n)) >> 32U);
}

/// (mean* - mean) / error* of resamples, sorted; those of equal values are left out.
std::vector<double> studentised(std::span<const double> sample, double mean, std::mt19937_64& rng, int resamples) {
    std::vector<double> pivots, drawn(sample.size());
    pivots.reserve(static_cast<std::size_t>(resamples));
    for (int resample = 0; resample < resamples; ++resample) {
        for (double& value : drawn) {
            value = sample[index_below(rng, sample.size())];
        }
        if (!is_constant(drawn)) {
            const Moments moments = moments_of(drawn);
            pivots.push_back((moments.mean - mean) / moments.error);
        }
    }
    std::sort(pivots.begin(), pivots.end());
    return pivots;
}

/// The k-th of m sorted values, k = p (m + 1), between two of them linearly.
double quantile(const std::vector<double>& sorted, double p) {
    const double last = static_cast<double>(sorted.size() - 1);
    const double place = std::clamp(p * static_cast<double>(sorted.size() + 1) - 1.0, 0.0, last);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

}  // namespace

std::optional<Estimate> mean_with_t(std::span<const double> sample) {
    if (sample.empty()) {
        return std::nullopt;
    }
    const Moments moments = moments_of(sample);
    if (sample.size() == 1) {
        return Estimate{moments.mean, std::nullopt};
    }
    if (is_constant(sample)) {
        return Estimate{sample.front(), Interval{sample.front(), sample.front()}};
    }
    const boost::math::students_t distribution(static_cast<double>(sample.size() - 1));
    const double reach = boost::math::quantile(distribution, 0.5 + kConfidence / 2.0) * moments.error;
    return Estimate{moments.mean, Interval{moments.mean - reach, moments.mean + reach}};
}

std::optional<Estimate> mean_with_bootstrap(std::span<const double> sample, std::mt19937_64& rng, int resamples) {
    if (resamples < 99) {
        throw std::invalid_argument("resamples must be >= 99, got " + std::to_string(resamples));
    }
    if (sample.size() < kLeastForBootstrap) {
        const auto plain = mean_with_t(sample);
        return plain ? std::optional(Estimate{plain->value, std::nullopt}) : std::nullopt;
    }
    const Moments moments = moments_of(sample);
    if (is_constant(sample)) {
        return Estimate{sample.front(), Interval{sample.front(), sample.front()}};
    }
    const std::vector<double> pivots = studentised(sample, moments.mean, rng, resamples);
    const double tail = (1.0 - kConfidence) / 2.0;
    return Estimate{moments.mean, Interval{moments.mean - quantile(pivots, 1.0 - tail) * moments.error,
                                           moments.mean - quantile(pivots, tail) * moments.error}};
}

}  // namespace ogsim
