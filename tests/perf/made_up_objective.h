#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "model/problem/objective.h"
#include "tests/perf/options.h"

namespace ogsim::perf {

inline const std::map<std::string, std::string> kObjectiveDefaults{
    {"kind", "logistic"}, {"workers", "20"}, {"samples", "20000"}, {"features", "250"},
    {"classes", "2"},     {"seconds", "1"},  {"threads", "1"}};

/// Entries in [-1, 1) by a hash of their position: quick to make, and never denormal.
inline double hashed(std::uint64_t place) {
    std::uint64_t bits = (place + 1) * 0x9E3779B97F4A7C15U;
    bits = (bits ^ (bits >> 29U)) * 0xBF58476D1CE4E5B9U;
    return static_cast<double>(static_cast<std::int64_t>(bits)) * 0x1p-63;
}

inline Shard made_up_shard(std::uint64_t place, const Options& options, Eigen::Index samples) {
    const Eigen::Index features = options.count("features");
    const int classes = options.count("classes");
    Shard shard{.features = Eigen::MatrixXd(features, samples), .targets = Eigen::VectorXd(samples)};
    for (Eigen::Index i = 0; i < shard.features.size(); ++i) {
        shard.features.data()[i] = hashed(place + static_cast<std::uint64_t>(i));
    }
    for (Eigen::Index i = 0; i < samples; ++i) {
        const bool is_softmax = options.text("kind") == "softmax";
        shard.targets[i] = is_softmax ? static_cast<double>(i % classes) : i % 2 == 0 ? 1.0 : -1.0;
    }
    return shard;
}

/// Of "samples" in all, evenly divided: the mean loss, with a little l2.
inline Objective made_up_objective(const Options& options) {
    const int workers = options.count("workers");
    const Eigen::Index samples = options.count("samples");
    Objective objective{.kind = &loss_entry(options.text("kind"))};
    objective.classes = options.text("kind") == "softmax" ? options.count("classes") : 0;
    objective.weight = 1.0 / static_cast<double>(samples);
    objective.l2_weight = 1e-3;
    for (Eigen::Index m = 0; m < workers; ++m) {
        const Eigen::Index mine = samples * (m + 1) / workers - samples * m / workers;
        objective.shards.push_back(made_up_shard(static_cast<std::uint64_t>(m) << 40U, options, mine));
    }
    return objective;
}

inline double bytes_of(const Objective& objective) {
    double bytes = 0.0;
    for (const Shard& shard : objective.shards) {
        bytes += 8.0 * static_cast<double>(shard.features.size() + shard.targets.size());
    }
    return bytes;
}

/// Operations of the two products with the data, which is what a gradient cannot do without.
inline double operations_of(const Objective& objective) {
    const Eigen::Index outputs = std::max(objective.classes, 1);
    double operations = 0.0;
    for (const Shard& shard : objective.shards) {
        operations += 4.0 * static_cast<double>(shard.features.size() * outputs);
    }
    return operations;
}

/// Calls gradient(theta), which returns the sum of all workers' gradients, again and again for about that long; prints
/// the best, and what it makes of the data.
template <class Gradient>
void print_speed(const Objective& objective, double seconds, const Gradient& gradient) {
    Eigen::VectorXd theta = Eigen::VectorXd::Zero(objective.dimension());
    double best = 1e300;
    const Stopwatch all;
    for (int call = 0; call < 3 || all.seconds() < seconds; ++call) {
        const Stopwatch watch;
        theta -= 1e-3 * gradient(theta);
        best = call == 0 ? best : std::min(best, watch.seconds());
    }
    print("seconds", best);
    print("gigabytes_per_s", 1e-9 * bytes_of(objective) / best);
    print("gigaflops", 1e-9 * operations_of(objective) / best);
    print("norm", theta.norm());
}

}  // namespace ogsim::perf
