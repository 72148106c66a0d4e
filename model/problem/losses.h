#pragma once

#include "model/problem/loss.h"

/// The losses behind loss_catalogue(). X is d x n, a column a sample; all sums are over the n samples.
namespace ogsim {

/// Least squares: phi = 0.5 r^2 with r = x'theta - y.
///
///     value 0.5 ||X'theta - y||^2,   gradient X (X'theta - y),   Hessian X X'
class LinearLoss final : public Loss {
 public:
    [[nodiscard]] double value(const Eigen::Ref<const Eigen::VectorXd>& theta, const Shard& shard) const override;
    [[nodiscard]] Eigen::VectorXd gradient(const Eigen::Ref<const Eigen::VectorXd>& theta,
                                           const Shard& shard) const override;
    [[nodiscard]] Eigen::MatrixXd hessian(const Eigen::Ref<const Eigen::VectorXd>& theta,
                                          const Shard& shard) const override;
};

/// Two classes, y = -1 or +1: phi = ln(1 + exp(-z)) with z = y x'theta, never overflowing.
///
///     gradient X (-y s(-z)),   Hessian X diag(s(z) s(-z)) X',   s(z) = 1 / (1 + exp(-z))
class LogisticLoss final : public Loss {
 public:
    [[nodiscard]] double value(const Eigen::Ref<const Eigen::VectorXd>& theta, const Shard& shard) const override;
    [[nodiscard]] Eigen::VectorXd gradient(const Eigen::Ref<const Eigen::VectorXd>& theta,
                                           const Shard& shard) const override;
    [[nodiscard]] Eigen::MatrixXd hessian(const Eigen::Ref<const Eigen::VectorXd>& theta,
                                          const Shard& shard) const override;
};

/// C classes, y = 0 .. C-1; theta is a d x C matrix, column by column: cross-entropy of p = softmax(theta'x).
///
///     value sum ln(sum_c exp(x'theta_c)) - x'theta_y,   gradient X (P - Y)'  (d x C),
///     Hessian block (a, b) = X diag(p_a ([a = b] - p_b)) X'
///
/// P, Y: C x n probabilities and indicators. Scores are shifted by their largest before exp, so nothing overflows.
/// C is theta's length over d; std::invalid_argument where d does not divide it.
class SoftmaxLoss final : public Loss {
 public:
    [[nodiscard]] double value(const Eigen::Ref<const Eigen::VectorXd>& theta, const Shard& shard) const override;
    [[nodiscard]] Eigen::VectorXd gradient(const Eigen::Ref<const Eigen::VectorXd>& theta,
                                           const Shard& shard) const override;
    [[nodiscard]] Eigen::MatrixXd hessian(const Eigen::Ref<const Eigen::VectorXd>& theta,
                                          const Shard& shard) const override;
};

}  // namespace ogsim
