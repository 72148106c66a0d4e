#pragma once

#include "model/problem/loss.h"
#include "model/problem/score_functions.h"

/// The losses behind loss_catalogue(). X is d x n, a column a sample; all sums are over the n samples.
namespace ogsim {

/// A function phi of one score z_i = x_i'theta a sample; theta is of length d.
///
///     value sum phi(z_i, y_i),   gradient X phi',   Hessian X diag(phi'') X'
class GeneralisedLinearLoss final : public Loss {
 public:
    explicit GeneralisedLinearLoss(const ScoreFunction& phi) : phi_(phi) {}

    [[nodiscard]] Eigen::Index dimension(Eigen::Index features, const LossShape& shape) const override;
    [[nodiscard]] Eigen::MatrixXd scores(const Theta& theta, const Eigen::Ref<const Eigen::MatrixXd>& features,
                                         const LossShape& shape) const override;
    void add_up(const Theta& theta, std::span<const Piece> pieces, Eigen::Index features, const LossShape& shape,
                Room& room) const override;
    [[nodiscard]] Eigen::VectorXd hessian_times(const Theta& theta, const Theta& direction, const Shard& shard,
                                                const LossShape& shape) const override;
    [[nodiscard]] Eigen::MatrixXd hessian(const Theta& theta, const Shard& shard,
                                          const LossShape& shape) const override;
    [[nodiscard]] Eigen::VectorXd sample_curvature(const Theta& theta, const Shard& shard,
                                                   const LossShape& shape) const override;
    [[nodiscard]] std::optional<double> conjugate_at_slope(const Theta& theta, const Shard& shard,
                                                           const LossShape& shape, double scale) const override;

 private:
    ScoreFunction phi_;
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
    [[nodiscard]] Eigen::Index dimension(Eigen::Index features, const LossShape& shape) const override;
    [[nodiscard]] Eigen::MatrixXd scores(const Theta& theta, const Eigen::Ref<const Eigen::MatrixXd>& features,
                                         const LossShape& shape) const override;
    void add_up(const Theta& theta, std::span<const Piece> pieces, Eigen::Index features, const LossShape& shape,
                Room& room) const override;
    [[nodiscard]] Eigen::VectorXd hessian_times(const Theta& theta, const Theta& direction, const Shard& shard,
                                                const LossShape& shape) const override;
    [[nodiscard]] Eigen::MatrixXd hessian(const Theta& theta, const Shard& shard,
                                          const LossShape& shape) const override;
    /// Mean over the classes of p_c (1 - p_c).
    [[nodiscard]] Eigen::VectorXd sample_curvature(const Theta& theta, const Shard& shard,
                                                   const LossShape& shape) const override;
};

/// A multilayer perceptron, H hidden units, C classes: cross-entropy of softmax(W'[a; 1]) with a = tanh(V'x).
///
/// theta is V (d x H) and then W ((H + 1) x C, the last row the bias), each column by column. The hidden units' bias is
/// the weight of the data's intercept, where there is one. With E = P - Y (C x n) and A = tanh(V'X):
///
///     dl/dW = [A; 1] E',   dl/dV = X ((W_H E) .* (1 - A .* A))',   W_H: the first H rows of W
///
/// Hessian times a vector: the derivative of these along it. Source: Pearlmutter, Fast exact multiplication by the
/// Hessian, Neural Computation 6 (1994).
class MlpLoss final : public Loss {
 public:
    [[nodiscard]] Eigen::Index dimension(Eigen::Index features, const LossShape& shape) const override;
    /// Weights uniform in +-sqrt(6 / (inputs + outputs)) of their layer, biases 0; at zeros all units would stay equal.
    /// Source: Glorot & Bengio, Understanding the difficulty of training deep feedforward neural networks, AISTATS
    /// 2010, equation 16.
    [[nodiscard]] Eigen::VectorXd start(Eigen::Index features, const LossShape& shape,
                                        std::mt19937_64& rng) const override;
    [[nodiscard]] Eigen::MatrixXd scores(const Theta& theta, const Eigen::Ref<const Eigen::MatrixXd>& features,
                                         const LossShape& shape) const override;
    void add_up(const Theta& theta, std::span<const Piece> pieces, Eigen::Index features, const LossShape& shape,
                Room& room) const override;
    [[nodiscard]] Eigen::VectorXd hessian_times(const Theta& theta, const Theta& direction, const Shard& shard,
                                                const LossShape& shape) const override;
};

}  // namespace ogsim
