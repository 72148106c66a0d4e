#include "model/problem/gradient_pass.h"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "model/problem/lanes.h"
#include "model/problem/pieces.h"

namespace ogsim {
namespace {

constexpr double kItemFlops = 1e6;             // assumed: far more than it costs to take the next item
constexpr double kFlopsWorthAThread = 2e7;     // assumed: a thread begins in less than 0.1 ms
constexpr Eigen::Index kBlockBytes = 1 << 17;  // gradients that stay in the second cache beside the data
constexpr Eigen::Index kSumBytes = 1 << 26;    // gradients that sum() holds at once

int columns_in(Eigen::Index bytes, Eigen::Index dimension, int workers) {
    const Eigen::Index column = static_cast<Eigen::Index>(sizeof(double)) * std::max<Eigen::Index>(1, dimension);
    return static_cast<int>(std::clamp<Eigen::Index>(bytes / column, 1, std::max(1, workers)));
}

}  // namespace

GradientPass::GradientPass(const Objective& objective, int threads)
    : objective_(objective),
      threads_(threads),
      features_(objective.shards.empty() ? 0 : objective.shards.front().feature_count()),
      shape_(objective.shape()) {
    if (threads < 1) {
        throw std::invalid_argument("threads must be >= 1, got " + std::to_string(threads));
    }
    lanes_.resize(static_cast<std::size_t>(threads));
}

void GradientPass::evaluate(const Theta& theta, int first, Eigen::Ref<Eigen::MatrixXd> gradients,
                            Eigen::Ref<Eigen::VectorXd> values) {
    const auto count = static_cast<int>(gradients.cols());
    cut(first, count);
    Job job{.theta = theta, .first = first, .gradients = gradients, .values = values};
    in_lanes(threads_for(first, count), items_.size(), [this, &job](int lane, std::size_t item) {
        do_item(job, items_[item], lanes_[static_cast<std::size_t>(lane)]);
    });
    add_parts(job);
}

void GradientPass::for_each_block(const Theta& theta, const Use& use) {
    const int workers = objective_.workers();
    const int block = columns_in(kBlockBytes, theta.size(), workers);
    const auto visit = [&](int index, std::size_t item) {
        Lane& lane = lanes_[static_cast<std::size_t>(index)];
        const int first = static_cast<int>(item) * block;
        const int count = std::min(block, workers - first);
        lane.gradients.resize(theta.size(), count);
        lane.values.resize(count);
        Job job{.theta = theta, .first = first, .gradients = lane.gradients, .values = lane.values};
        do_block(job, first, count, lane);
        use(first, lane.gradients, lane.values);
    };
    const auto blocks = static_cast<std::size_t>((workers + block - 1) / block);
    in_lanes(threads_for(0, workers), blocks, [&visit](int lane, std::size_t item) { visit(lane, item); });
}

void GradientPass::sum(const Theta& theta, Evaluation& all) {
    all.value = 0.0;
    all.gradient.setZero(theta.size());
    const int workers = objective_.workers();
    const int most = columns_in(kSumBytes, theta.size(), workers);
    for (int first = 0; first < workers; first += most) {
        const int count = std::min(most, workers - first);
        gradients_.resize(theta.size(), count);
        values_.resize(count);
        evaluate(theta, first, gradients_, values_);
        for (Eigen::Index i = 0; i < count; ++i) {
            all.value += values_[i];
            all.gradient += gradients_.col(i);
        }
    }
}

/// Items of the workers first .. first + count - 1, by the sizes of their data alone.
void GradientPass::cut(int first, int count) {
    if (!items_.empty() && cut_first_ == first && cut_count_ == count) {
        return;
    }
    items_.clear();
    cut_first_ = first;
    cut_count_ = count;
    Eigen::Index columns = 0;
    double flops = 0.0;
    for (int worker = first; worker < first + count; ++worker) {
        const Shard& shard = objective_.shards[static_cast<std::size_t>(worker)];
        const Eigen::Index parts = parts_of(shard);
        for (Eigen::Index part = 0; parts > 1 && part < parts; ++part) {
            items_.push_back({.first = worker, .count = 0, .part = part, .column = columns++});
        }
        if (parts > 1) {
            continue;
        }
        const bool goes_on = !items_.empty() && items_.back().first + items_.back().count == worker &&
                             items_.back().count > 0 && flops < kItemFlops;
        if (!goes_on) {
            items_.push_back({.first = worker});
            flops = 0.0;
        }
        ++items_.back().count;
        flops += objective_.batch_flops(worker, shard.samples());
    }
    part_gradients_.resize(objective_.dimension(), columns);
    part_values_.resize(columns);
}

int GradientPass::threads_for(int first, int count) const {
    if (threads_ == 1) {
        return 1;
    }
    double flops = 0.0;
    for (int worker = first; worker < first + count && flops < threads_ * kFlopsWorthAThread; ++worker) {
        flops += objective_.batch_flops(worker, objective_.shards[static_cast<std::size_t>(worker)].samples());
    }
    return std::clamp(static_cast<int>(flops / kFlopsWorthAThread), 1, threads_);
}

/// Where a loss shall put a gradient: nowhere, where normal equations give it.
double* GradientPass::wanted(Eigen::Ref<Eigen::VectorXd> gradient) const {
    return objective_.normal.empty() ? gradient.data() : nullptr;
}

void GradientPass::do_item(Job& job, const Item& item, Lane& lane) {
    if (item.count > 0) {
        do_workers(job, item.first, item.count, lane);
        return;
    }
    part_gradients_.col(item.column).setZero();
    part_values_[item.column] = 0.0;
    const Shard& shard = objective_.shards[static_cast<std::size_t>(item.first)];
    Gatherer pieces(*objective_.kind->loss, job.theta, features_, shape_, lane.room);
    pieces.take(part_of(shard, item.part, wanted(part_gradients_.col(item.column)), &part_values_[item.column]));
    pieces.flush();
}

/// Workers of one part each.
void GradientPass::do_workers(Job& job, int first, int count, Lane& lane) const {
    Gatherer pieces(*objective_.kind->loss, job.theta, features_, shape_, lane.room);
    job.gradients.middleCols(first - job.first, count).setZero();
    job.values.segment(first - job.first, count).setZero();
    for (int worker = first; worker < first + count; ++worker) {
        pieces.take(part_of(objective_.shards[static_cast<std::size_t>(worker)], 0,
                            wanted(job.gradients.col(worker - job.first)), &job.values[worker - job.first]));
    }
    pieces.flush();
    for (int worker = first; worker < first + count; ++worker) {
        objective_.weigh(worker, job.theta, Wanted::kBoth, job.values[worker - job.first],
                         job.gradients.col(worker - job.first));
    }
}

/// Workers of any number of parts, all in this thread.
void GradientPass::do_block(Job& job, int first, int count, Lane& lane) const {
    int small = 0;  // workers of one part that wait
    for (int worker = first; worker < first + count; ++worker) {
        if (parts_of(objective_.shards[static_cast<std::size_t>(worker)]) == 1) {
            ++small;
            continue;
        }
        do_workers(job, worker - small, small, lane);
        do_worker_in_parts(job, worker, lane);
        small = 0;
    }
    do_workers(job, first + count - small, small, lane);
}

/// A worker of several parts, all in this thread.
void GradientPass::do_worker_in_parts(Job& job, int worker, Lane& lane) const {
    const Shard& shard = objective_.shards[static_cast<std::size_t>(worker)];
    Eigen::Ref<Eigen::VectorXd> gradient = job.gradients.col(worker - job.first);
    double& value = job.values[worker - job.first];
    gradient.setZero();
    value = 0.0;
    for (Eigen::Index part = 0; part < parts_of(shard); ++part) {
        double part_value = 0.0;
        lane.part.setZero(gradient.size());
        Gatherer pieces(*objective_.kind->loss, job.theta, features_, shape_, lane.room);
        pieces.take(part_of(shard, part, wanted(lane.part), &part_value));
        pieces.flush();
        value += part_value;
        gradient += lane.part;
    }
    objective_.weigh(worker, job.theta, Wanted::kBoth, value, gradient);
}

/// The sums of the workers of several parts, added in the order of the parts.
void GradientPass::add_parts(Job& job) {
    for (const Item& item : items_) {
        if (item.count > 0) {
            continue;
        }
        Eigen::Ref<Eigen::VectorXd> gradient = job.gradients.col(item.first - job.first);
        double& value = job.values[item.first - job.first];
        if (item.part == 0) {
            gradient.setZero();
            value = 0.0;
        }
        gradient += part_gradients_.col(item.column);
        value += part_values_[item.column];
        if (item.part + 1 == parts_of(objective_.shards[static_cast<std::size_t>(item.first)])) {
            objective_.weigh(item.first, job.theta, Wanted::kBoth, value, gradient);
        }
    }
}

}  // namespace ogsim
