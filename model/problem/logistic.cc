#include "model/problem/losses.h"

namespace ogsim {
namespace {

/// z_i = y_i x_i'theta.
Eigen::ArrayXd margins(const Eigen::Ref<const Eigen::VectorXd>& theta, const Shard& shard) {
    Eigen::VectorXd score(shard.samples());
    score.noalias() = shard.features.transpose() * theta;
    return score.array() * shard.targets.array();
}

/// s(-z) = 1 / (1 + exp(z)), by the exponential that is at most 1.
Eigen::ArrayXd doubt(const Eigen::ArrayXd& margin) {
    const Eigen::ArrayXd small = (-margin.abs()).exp();
    return (margin >= 0.0).select(small, 1.0) / (1.0 + small);
}

}  // namespace

double LogisticLoss::value(const Eigen::Ref<const Eigen::VectorXd>& theta, const Shard& shard) const {
    const Eigen::ArrayXd margin = margins(theta, shard);
    return ((-margin).max(0.0) + (-margin.abs()).exp().log1p()).sum();
}

Eigen::VectorXd LogisticLoss::gradient(const Eigen::Ref<const Eigen::VectorXd>& theta, const Shard& shard) const {
    const Eigen::VectorXd pull = -shard.targets.array() * doubt(margins(theta, shard));
    return shard.features * pull;
}

Eigen::MatrixXd LogisticLoss::hessian(const Eigen::Ref<const Eigen::VectorXd>& theta, const Shard& shard) const {
    const Eigen::ArrayXd margin = margins(theta, shard);
    const Eigen::VectorXd curvature = doubt(margin) * doubt(-margin);
    return (shard.features * curvature.asDiagonal()) * shard.features.transpose();
}

}  // namespace ogsim
