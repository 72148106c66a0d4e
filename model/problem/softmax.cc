#include <stdexcept>
#include <string>

#include "model/problem/losses.h"

namespace ogsim {
namespace {

/// theta_c'x_i less the largest over c: C x n, every entry <= 0.
Eigen::MatrixXd shifted_scores(const Eigen::Ref<const Eigen::VectorXd>& theta, const Shard& shard) {
    const Eigen::Index features = shard.feature_count();
    if (features == 0 || theta.size() == 0 || theta.size() % features != 0) {
        throw std::invalid_argument("softmax: length of theta must be a multiple of " + std::to_string(features) +
                                    " features, got " + std::to_string(theta.size()));
    }
    const Eigen::Map<const Eigen::MatrixXd> matrix(theta.data(), features, theta.size() / features);
    Eigen::MatrixXd scores(matrix.cols(), shard.samples());
    scores.noalias() = matrix.transpose() * shard.features;
    for (Eigen::Index i = 0; i < scores.cols(); ++i) {
        scores.col(i).array() -= scores.col(i).maxCoeff();
    }
    return scores;
}

Eigen::Index class_of(const Shard& shard, Eigen::Index sample) {
    return static_cast<Eigen::Index>(shard.targets[sample]);
}

/// P: C x n, every column sums to 1.
Eigen::MatrixXd probabilities(const Eigen::Ref<const Eigen::VectorXd>& theta, const Shard& shard) {
    Eigen::MatrixXd share = shifted_scores(theta, shard);
    share.array() = share.array().exp();
    for (Eigen::Index i = 0; i < share.cols(); ++i) {
        share.col(i) /= share.col(i).sum();
    }
    return share;
}

}  // namespace

double SoftmaxLoss::value(const Eigen::Ref<const Eigen::VectorXd>& theta, const Shard& shard) const {
    const Eigen::MatrixXd scores = shifted_scores(theta, shard);
    double sum = scores.array().exp().matrix().colwise().sum().array().log().sum();
    for (Eigen::Index i = 0; i < scores.cols(); ++i) {
        sum -= scores(class_of(shard, i), i);
    }
    return sum;
}

Eigen::VectorXd SoftmaxLoss::gradient(const Eigen::Ref<const Eigen::VectorXd>& theta, const Shard& shard) const {
    Eigen::MatrixXd error = probabilities(theta, shard);
    for (Eigen::Index i = 0; i < error.cols(); ++i) {
        error(class_of(shard, i), i) -= 1.0;
    }
    Eigen::VectorXd gradient(theta.size());
    Eigen::Map<Eigen::MatrixXd>(gradient.data(), shard.feature_count(), error.rows()).noalias() =
        shard.features * error.transpose();
    return gradient;
}

Eigen::MatrixXd SoftmaxLoss::hessian(const Eigen::Ref<const Eigen::VectorXd>& theta, const Shard& shard) const {
    const Eigen::MatrixXd share = probabilities(theta, shard);
    const Eigen::Index features = shard.feature_count();
    Eigen::MatrixXd hessian(theta.size(), theta.size());
    for (Eigen::Index a = 0; a < share.rows(); ++a) {
        for (Eigen::Index b = 0; b <= a; ++b) {
            const Eigen::VectorXd weight = share.row(a).array() * ((a == b ? 1.0 : 0.0) - share.row(b).array());
            Eigen::Ref<Eigen::MatrixXd> block = hessian.block(a * features, b * features, features, features);
            block.noalias() = (shard.features * weight.asDiagonal()) * shard.features.transpose();
            if (a != b) {
                hessian.block(b * features, a * features, features, features) = block.transpose();
            }
        }
    }
    return hessian;
}

}  // namespace ogsim
