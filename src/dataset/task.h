#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "model/data/shard.h"
#include "model/problem/objective.h"

namespace ogsim {

/// What decides the problem to be learned: the keys problem.* and network.workers, which see for units and ranges.
struct TaskKeys {
    std::string kind = "softmax";
    std::string data = "digits";
    std::string split = "even";
    double dirichlet_alpha = 0.3;
    std::string loss_scale = "mean";  ///< mean | sum.
    double l2_weight = 1e-3;
    std::string scaling = "auto";  ///< auto | none | standard | min-max.
    bool intercept = true;
    double test_fraction = 0.2;  ///< 0: no test part.
    double sigma = 0.01;
    int features = 10;
    int samples_per_worker = 50;
    std::uint64_t seed = 1;
    int workers = 20;
    std::filesystem::path folder = ".";  ///< Relative paths of data files start here.
    std::filesystem::path bundled;       ///< Folder of the bundled data; data_folder() where empty.
};

/// A problem ready to be learned by its workers.
struct LearningTask {
    Objective objective;
    Shard test;               ///< Scaled and with intercept like the workers' shards; empty where there is none.
    std::string description;  ///< One line for people.
};

/// Reads or draws the data, holds the test part back, scales, splits, and adds the intercept, in this order.
///
/// Scaling `auto`: digits are divided by 16, their largest pixel; breast-cancer and CSV get mean 0 and variance 1;
/// synthetic data is left alone. Scales are fitted on the training part. Synthetic data has shards of its own (split
/// is ignored), no test part, no intercept; logistic takes the signs of its targets; LAG's sizes are fixed.
/// Random draws: streams "test part" and "split" of the seed; synthetic data uses the seed itself.
///
/// @throws std::invalid_argument with key, value and what is allowed, also for mixes that make no sense: softmax on
///         real targets, logistic on more than two classes, more workers than samples, an empty part.
[[nodiscard]] LearningTask build_task(const TaskKeys& keys);

}  // namespace ogsim
