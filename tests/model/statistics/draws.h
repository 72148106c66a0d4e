#pragma once

#include <boost/math/constants/constants.hpp>
#include <cmath>
#include <cstdio>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "model/random/stream.h"
#include "model/statistics/interval.h"

/// Random samples with explicit formulas, and how often an interval holds the truth.
namespace ogsim {

inline constexpr int kRepetitions = 10000;

/// In (0, 1).
inline double uniform(std::mt19937_64& rng) {
    return (static_cast<double>(rng() >> 11U) + 0.5) * 0x1p-53;
}

inline double normal(std::mt19937_64& rng) {
    const double radius = std::sqrt(-2.0 * std::log(uniform(rng)));
    return radius * std::cos(boost::math::double_constants::two_pi * uniform(rng));
}

inline double exponential(std::mt19937_64& rng) {
    return -std::log(uniform(rng));
}

template <class Draw>
std::vector<double> sample_of(int n, std::mt19937_64& rng, Draw draw) {
    std::vector<double> sample;
    for (int value = 0; value < n; ++value) {
        sample.push_back(draw(rng));
    }
    return sample;
}

/// Share of repetitions in which `holds(rng)`.
template <class Holds>
double coverage(const std::string& stream, int n, Holds holds) {
    std::mt19937_64 rng = random_stream(20261123, stream, static_cast<std::uint64_t>(n));
    int held = 0;
    for (int repetition = 0; repetition < kRepetitions; ++repetition) {
        held += holds(rng) ? 1 : 0;
    }
    const double share = static_cast<double>(held) / kRepetitions;
    std::printf("  %-28s n = %2d: %.2f %%\n", stream.c_str(), n, 100.0 * share);
    return share;
}

inline bool holds(const std::optional<Estimate>& estimate, double truth) {
    return estimate && estimate->interval && estimate->interval->low <= truth && truth <= estimate->interval->high;
}

}  // namespace ogsim
