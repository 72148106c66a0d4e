#include "model/problem/losses.h"

namespace ogsim {
namespace {

Eigen::VectorXd residuals(const Eigen::Ref<const Eigen::VectorXd>& theta, const Shard& shard) {
    Eigen::VectorXd residual = -shard.targets;
    residual.noalias() += shard.features.transpose() * theta;
    return residual;
}

}  // namespace

double LinearLoss::value(const Eigen::Ref<const Eigen::VectorXd>& theta, const Shard& shard) const {
    return 0.5 * residuals(theta, shard).squaredNorm();
}

Eigen::VectorXd LinearLoss::gradient(const Eigen::Ref<const Eigen::VectorXd>& theta, const Shard& shard) const {
    return shard.features * residuals(theta, shard);
}

Eigen::MatrixXd LinearLoss::hessian(const Eigen::Ref<const Eigen::VectorXd>& /*theta*/, const Shard& shard) const {
    return shard.features * shard.features.transpose();
}

}  // namespace ogsim
