#include "src/dataset/task.h"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>
#include <utility>

#include "model/data/scaling.h"
#include "model/data/split.h"
#include "model/data/synthetic.h"
#include "model/random/stream.h"
#include "src/dataset/labels.h"
#include "src/dataset/source.h"

namespace ogsim {
namespace {

constexpr double kLargestDigitPixel = 16.0;

void check_keys(const TaskKeys& keys) {
    if (keys.workers < 1) {
        throw std::invalid_argument(fmt::format("network.workers must be >= 1, got {}", keys.workers));
    }
    if (!(std::isfinite(keys.l2_weight) && keys.l2_weight >= 0.0)) {
        throw std::invalid_argument(fmt::format("problem.l2_weight must be finite and >= 0, got {}", keys.l2_weight));
    }
    if (keys.loss_scale != "mean" && keys.loss_scale != "sum") {
        throw std::invalid_argument(fmt::format("problem.loss_scale must be mean or sum, got \"{}\"", keys.loss_scale));
    }
}

/// The scaling asked for, fitted on the training part; what `auto` means depends on the file.
Scaling fitted_scaling(const std::string& name, DataOrigin origin, const Shard& training) {
    if (name == "none") {
        return division_by(1.0, training.feature_count());
    }
    if (name == "auto" && origin == DataOrigin::kDigits) {
        return division_by(kLargestDigitPixel, training.feature_count());
    }
    if (name == "auto" || name == "standard") {
        return standard_scaling(training);
    }
    if (name == "min-max") {
        return min_max_scaling(training);
    }
    throw std::invalid_argument(
        fmt::format("problem.scaling must be one of auto, none, standard, min-max, got \"{}\"", name));
}

std::vector<Shard> split_shards(const TaskKeys& keys, const Shard& training) {
    std::mt19937_64 rng = random_stream(keys.seed, "split");
    switch (split_named(keys.split)) {
        case Split::kEven:
            return cut(training, even_split(training.samples(), keys.workers, rng));
        case Split::kBlocks:
            return cut(training, block_split(training.samples(), keys.workers));
        case Split::kByLabel:
            return cut(training, label_split(training.targets, keys.workers));
        case Split::kDirichlet:
            return cut(training, dirichlet_split(training.targets, keys.workers, keys.dirichlet_alpha, rng));
        case Split::kNearIdentical:
            return near_identical_split(training, keys.workers, keys.samples_per_worker, keys.sigma, rng);
    }
    return {};
}

std::vector<Shard> drawn_shards(const TaskKeys& keys, DataOrigin origin) {
    if (origin == DataOrigin::kLagIncreasing) {
        return lag_increasing_shards(keys.seed, keys.workers);
    }
    if (origin == DataOrigin::kLagUniform) {
        return lag_uniform_shards(keys.seed, keys.workers);
    }
    return near_identical_shards(keys.seed, keys.workers, keys.features, keys.samples_per_worker, keys.sigma);
}

void build_synthetic(const TaskKeys& keys, DataOrigin origin, LearningTask& task) {
    if (task.objective.kind->targets == Targets::kClasses) {
        throw std::invalid_argument(fmt::format(
            "problem.kind = {} needs class labels, but problem.data = {} has real targets", keys.kind, keys.data));
    }
    if (keys.scaling != "auto" && keys.scaling != "none") {
        throw std::invalid_argument(fmt::format(
            "problem.scaling must be auto or none for problem.data = {}, got \"{}\"", keys.data, keys.scaling));
    }
    task.objective.shards = drawn_shards(keys, origin);
    if (task.objective.kind->targets == Targets::kSigns) {
        for (Shard& shard : task.objective.shards) {
            shard.targets = signs_of(shard.targets);
        }
    }
}

void build_real(const TaskKeys& keys, const DataSource& source, LearningTask& task) {
    Shard data = read_data(source);
    const Labels labels = labels_for(task.objective.kind->targets, data.targets);
    data.targets = labels.targets;
    task.objective.classes = labels.classes;
    HeldBack parts{.training = std::move(data), .test = {}};
    if (keys.test_fraction != 0.0) {
        std::mt19937_64 rng = random_stream(keys.seed, "test part");
        parts = hold_back(parts.training, keys.test_fraction, rng);
    }
    const Scaling scaling = fitted_scaling(keys.scaling, source.origin, parts.training);
    task.objective.shards = split_shards(keys, scaling(std::move(parts.training)));
    const bool tested = parts.test.samples() > 0;
    task.test = tested ? scaling(std::move(parts.test)) : Shard{};
    if (keys.intercept) {
        for (Shard& shard : task.objective.shards) {
            shard = with_intercept(std::move(shard));
        }
        task.test = tested ? with_intercept(std::move(task.test)) : Shard{};
    }
}

std::string described(const TaskKeys& keys, bool synthetic, const LearningTask& task, Eigen::Index samples) {
    const Objective& objective = task.objective;
    std::string text = fmt::format("{}: {} training samples x {} features over {} workers", keys.data, samples,
                                   objective.shards.front().feature_count(), objective.workers());
    text += synthetic ? "" : fmt::format(", split {}", keys.split);
    text += !synthetic && keys.split == "dirichlet" ? fmt::format(" ({})", keys.dirichlet_alpha) : "";
    text += task.test.samples() > 0 ? fmt::format(", {} test samples", task.test.samples()) : "";
    text += fmt::format("; {}", keys.kind);
    text += objective.classes > 0 ? fmt::format(", {} classes", objective.classes) : "";
    return text + fmt::format(", {} loss, l2 {}", keys.loss_scale, keys.l2_weight);
}

}  // namespace

LearningTask build_task(const TaskKeys& keys) {
    check_keys(keys);
    LearningTask task;
    task.objective.kind = &loss_entry(keys.kind);
    task.objective.l2_weight = keys.l2_weight;
    const DataSource source = data_source(keys.data, keys.folder, keys.bundled.empty() ? data_folder() : keys.bundled);
    const bool synthetic = is_synthetic(source.origin);
    if (synthetic) {
        build_synthetic(keys, source.origin, task);
    } else {
        build_real(keys, source, task);
    }
    Eigen::Index samples = 0;
    for (const Shard& shard : task.objective.shards) {
        samples += shard.samples();
    }
    task.objective.weight = keys.loss_scale == "mean" ? 1.0 / static_cast<double>(samples) : 1.0;
    task.objective.use_normal_equations();
    task.description = described(keys, synthetic, task, samples);
    return task;
}

}  // namespace ogsim
