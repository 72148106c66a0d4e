#include "model/problem/objective.h"

#include <Eigen/Eigenvalues>
#include <algorithm>

namespace ogsim {
namespace {

/// lambda_max of sum_m X_m X_m', or of the n x n matrix of inner products of all samples where that is smaller:
/// both have the same positive eigenvalues.
double largest_gram_eigenvalue(std::span<const Shard> shards) {
    const Eigen::Index features = shards.empty() ? 0 : shards.front().feature_count();
    Eigen::Index samples = 0;
    for (const Shard& shard : shards) {
        samples += shard.samples();
    }
    if (samples == 0 || features == 0) {
        return 0.0;
    }
    Eigen::MatrixXd gram = Eigen::MatrixXd::Zero(std::min(features, samples), std::min(features, samples));
    if (features <= samples) {
        for (const Shard& shard : shards) {
            gram.noalias() += shard.features * shard.features.transpose();
        }
    } else {
        Eigen::MatrixXd all(features, samples);
        Eigen::Index column = 0;
        for (const Shard& shard : shards) {
            all.middleCols(column, shard.samples()) = shard.features;
            column += shard.samples();
        }
        gram.noalias() = all.transpose() * all;
    }
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(gram, Eigen::EigenvaluesOnly);
    return std::max(0.0, solver.eigenvalues()[gram.rows() - 1]);
}

}  // namespace

void Objective::use_normal_equations() {
    const bool pays = kind->name == "linear" && std::all_of(shards.begin(), shards.end(), [](const Shard& shard) {
                          return shard.samples() > shard.feature_count();
                      });
    normal.clear();
    for (std::size_t worker = 0; pays && worker < shards.size(); ++worker) {
        const Shard& shard = shards[worker];
        normal.push_back(
            {.gram = shard.features * shard.features.transpose(), .moment = shard.features * shard.targets});
    }
}

Eigen::Index Objective::dimension() const {
    return shards.empty() ? 0 : shards.front().feature_count() * std::max(1, classes);
}

double Objective::value(int worker, const Eigen::Ref<const Eigen::VectorXd>& theta) const {
    const Shard& shard = shards[static_cast<std::size_t>(worker)];
    return weight * kind->loss->value(theta, shard) + 0.5 * l2_weight / workers() * theta.squaredNorm();
}

double Objective::value(const Eigen::Ref<const Eigen::VectorXd>& theta) const {
    double sum = 0.0;
    for (int worker = 0; worker < workers(); ++worker) {
        sum += value(worker, theta);
    }
    return sum;
}

Eigen::VectorXd Objective::gradient(int worker, const Eigen::Ref<const Eigen::VectorXd>& theta) const {
    const auto index = static_cast<std::size_t>(worker);
    Eigen::VectorXd slope;
    if (normal.empty()) {
        slope = kind->loss->gradient(theta, shards[index]);
    } else {
        slope = normal[index].gram * theta - normal[index].moment;
    }
    slope = weight * slope + (l2_weight / workers()) * theta;
    return slope;
}

Eigen::VectorXd Objective::gradient(const Eigen::Ref<const Eigen::VectorXd>& theta) const {
    Eigen::VectorXd sum = Eigen::VectorXd::Zero(dimension());
    for (int worker = 0; worker < workers(); ++worker) {
        sum += gradient(worker, theta);
    }
    return sum;
}

Eigen::MatrixXd Objective::hessian(const Eigen::Ref<const Eigen::VectorXd>& theta) const {
    Eigen::MatrixXd sum = Eigen::MatrixXd::Zero(dimension(), dimension());
    for (const Shard& shard : shards) {
        sum += weight * kind->loss->hessian(theta, shard);
    }
    sum.diagonal().array() += l2_weight;
    return sum;
}

double Objective::smoothness(int worker) const {
    const std::span<const Shard> one(&shards[static_cast<std::size_t>(worker)], 1);
    return weight * kind->curvature * largest_gram_eigenvalue(one) + l2_weight / workers();
}

double Objective::smoothness() const {
    return weight * kind->curvature * largest_gram_eigenvalue(shards) + l2_weight;
}

double Objective::gradient_flops(int worker) const {
    if (!normal.empty()) {
        return 2.0 * static_cast<double>(dimension() * dimension());
    }
    const auto samples = static_cast<double>(shards[static_cast<std::size_t>(worker)].samples());
    return kind->flops_per_entry * static_cast<double>(dimension()) * samples;
}

std::optional<double> accuracy(const Objective& objective, const Eigen::Ref<const Eigen::VectorXd>& theta,
                               const Shard& test) {
    if (objective.kind->targets == Targets::kReal || test.samples() == 0) {
        return std::nullopt;
    }
    const Eigen::Map<const Eigen::MatrixXd> matrix(theta.data(), test.feature_count(), std::max(1, objective.classes));
    const Eigen::MatrixXd scores = matrix.transpose() * test.features;
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
