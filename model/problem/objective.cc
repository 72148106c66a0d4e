#include "model/problem/objective.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace ogsim {
namespace {

/// The parts of f_m that are wanted. With normal equations the gradient comes from them, the value from the samples.
Evaluation worker_part(const Objective& objective, int worker, const Theta& theta, Wanted wanted) {
    const bool by_equations = !objective.normal.empty();
    Evaluation part;
    if (!by_equations || wanted != Wanted::kGradient) {
        part = objective.kind->loss->evaluate(theta, objective.shards[static_cast<std::size_t>(worker)],
                                              objective.shape(), by_equations ? Wanted::kValue : wanted);
    }
    part.gradient.resize(wanted != Wanted::kValue ? theta.size() : 0);
    objective.weigh(worker, theta, wanted, part.value, part.gradient);
    return part;
}

Shard picked(const Shard& shard, std::span<const Eigen::Index> batch) {
    const auto count = static_cast<Eigen::Index>(batch.size());
    Shard samples{.features = Eigen::MatrixXd(shard.feature_count(), count), .targets = Eigen::VectorXd(count)};
    Eigen::Index column = 0;
    for (const Eigen::Index sample : batch) {
        if (sample < 0 || sample >= shard.samples()) {
            throw std::invalid_argument("batch: samples must be 0 .. " + std::to_string(shard.samples() - 1) +
                                        ", got " + std::to_string(sample));
        }
        samples.features.col(column) = shard.features.col(sample);
        samples.targets[column] = shard.targets[sample];
        ++column;
    }
    return samples;
}

}  // namespace

void Objective::use_normal_equations() {
    const bool pays = kind->convexity == Convexity::kQuadratic &&
                      std::all_of(shards.begin(), shards.end(),
                                  [](const Shard& shard) { return shard.samples() > shard.feature_count(); });
    normal.clear();
    for (std::size_t worker = 0; pays && worker < shards.size(); ++worker) {
        const Shard& shard = shards[worker];
        normal.push_back(
            {.gram = shard.features * shard.features.transpose(), .moment = shard.features * shard.targets});
    }
}

Eigen::Index Objective::dimension() const {
    return shards.empty() ? 0 : kind->loss->dimension(shards.front().feature_count(), shape());
}

Eigen::VectorXd Objective::start(std::mt19937_64& rng) const {
    return shards.empty() ? Eigen::VectorXd() : kind->loss->start(shards.front().feature_count(), shape(), rng);
}

void Objective::weigh(int worker, const Theta& theta, Wanted wanted, double& value,
                      Eigen::Ref<Eigen::VectorXd> gradient) const {
    if (wanted != Wanted::kGradient) {
        value = weight * value + 0.5 * l2_weight / workers() * theta.squaredNorm();
    }
    if (wanted == Wanted::kValue) {
        return;
    }
    if (!normal.empty()) {
        const NormalEquations& equations = normal[static_cast<std::size_t>(worker)];
        gradient = -equations.moment;
        gradient.noalias() += equations.gram * theta;
    }
    gradient = weight * gradient + (l2_weight / workers()) * theta;
}

double Objective::value(int worker, const Theta& theta) const {
    return worker_part(*this, worker, theta, Wanted::kValue).value;
}

double Objective::value(const Theta& theta) const {
    double sum = 0.0;
    for (int worker = 0; worker < workers(); ++worker) {
        sum += value(worker, theta);
    }
    return l1_weight > 0.0 ? sum + l1_weight * theta.lpNorm<1>() : sum;
}

Eigen::VectorXd Objective::gradient(int worker, const Theta& theta) const {
    return worker_part(*this, worker, theta, Wanted::kGradient).gradient;
}

Eigen::VectorXd Objective::gradient(const Theta& theta) const {
    Eigen::VectorXd sum = Eigen::VectorXd::Zero(dimension());
    for (int worker = 0; worker < workers(); ++worker) {
        sum += gradient(worker, theta);
    }
    return sum;
}

Evaluation Objective::evaluate(int worker, const Theta& theta) const {
    return worker_part(*this, worker, theta, Wanted::kBoth);
}

Evaluation Objective::evaluate(const Theta& theta) const {
    Evaluation sum{.gradient = Eigen::VectorXd::Zero(dimension())};
    for (int worker = 0; worker < workers(); ++worker) {
        const Evaluation part = evaluate(worker, theta);
        sum.value += part.value;
        sum.gradient += part.gradient;
    }
    if (l1_weight > 0.0) {
        sum.value += l1_weight * theta.lpNorm<1>();
    }
    return sum;
}

Eigen::VectorXd Objective::batch_gradient(int worker, const Theta& theta, std::span<const Eigen::Index> batch) const {
    if (batch.empty()) {
        throw std::invalid_argument("batch: must hold at least one sample, got none");
    }
    const Shard& shard = shards[static_cast<std::size_t>(worker)];
    const double scale = weight * static_cast<double>(shard.samples()) / static_cast<double>(batch.size());
    return scale * kind->loss->gradient(theta, picked(shard, batch), shape()) + (l2_weight / workers()) * theta;
}

Eigen::VectorXd Objective::least_subgradient(const Theta& theta, const Theta& gradient) const {
    Eigen::VectorXd least = gradient;
    for (Eigen::Index i = 0; l1_weight > 0.0 && i < theta.size(); ++i) {
        if (theta[i] != 0.0) {
            least[i] += std::copysign(l1_weight, theta[i]);
        } else {
            least[i] = std::copysign(std::max(0.0, std::abs(gradient[i]) - l1_weight), gradient[i]);
        }
    }
    return least;
}

Eigen::MatrixXd Objective::hessian(const Theta& theta) const {
    Eigen::MatrixXd sum = Eigen::MatrixXd::Zero(dimension(), dimension());
    for (const Shard& shard : shards) {
        sum += weight * kind->loss->hessian(theta, shard, shape());
    }
    sum.diagonal().array() += l2_weight;
    return sum;
}

Eigen::VectorXd Objective::hessian_times(const Theta& theta, const Theta& direction) const {
    Eigen::VectorXd sum = l2_weight * direction;
    for (const Shard& shard : shards) {
        sum += weight * kind->loss->hessian_times(theta, direction, shard, shape());
    }
    return sum;
}

double Objective::gradient_flops(int worker) const {
    if (!normal.empty()) {
        return 2.0 * static_cast<double>(dimension() * dimension());
    }
    return batch_flops(worker, shards[static_cast<std::size_t>(worker)].samples());
}

double Objective::batch_flops(int /*worker*/, Eigen::Index batch) const {
    return kind->flops_per_entry * static_cast<double>(dimension()) * static_cast<double>(batch);
}

std::optional<double> accuracy(const Objective& objective, const Theta& theta, const Shard& test) {
    if (objective.kind->targets == Targets::kReal || test.samples() == 0) {
        return std::nullopt;
    }
    const Eigen::MatrixXd scores = objective.kind->loss->scores(theta, test.features, objective.shape());
    Eigen::Index right = 0;
    for (Eigen::Index i = 0; i < test.samples(); ++i) {
        Eigen::Index predicted = 0;
        scores.col(i).maxCoeff(&predicted);
        const bool two_classes = objective.kind->targets == Targets::kSigns;
        const double label = two_classes ? (scores(0, i) >= 0.0 ? 1.0 : -1.0) : static_cast<double>(predicted);
        right += label == test.targets[i] ? 1 : 0;
    }
    return static_cast<double>(right) / static_cast<double>(test.samples());
}

}  // namespace ogsim
