#pragma once

#include <Eigen/Core>
#include <memory>
#include <optional>
#include <utility>

#include "model/optimizer/optimizer.h"

/// The rows of the table of optimizers. s: the sum of what the workers delivered; alpha: step size; beta: momentum;
/// P = prox of alpha l1 ||.||_1. For f = sum_m f_m that is L-smooth, gradient descent wants alpha <= 1/L.
///
/// Each throws std::invalid_argument where s is not as long as theta, theta changes its length, or alpha is not finite
/// and > 0. Entries that are not finite pass through to the result, so that a diverged run shows.
namespace ogsim::optimizer {

/// What they share: the settings, and the checks.
class ProximalStep : public Optimizer {
 public:
    explicit ProximalStep(const OptimizerSettings& settings);
    [[nodiscard]] Eigen::VectorXd step(const Eigen::Ref<const Eigen::VectorXd>& theta,
                                       const Eigen::Ref<const Eigen::VectorXd>& sum, double step_size) final;
    [[nodiscard]] const std::optional<Eigen::VectorXd>& kept() const final { return earlier_; }
    void keep(std::optional<Eigen::VectorXd> kept) final { earlier_ = std::move(kept); }

 private:
    virtual Eigen::VectorXd next(const Eigen::Ref<const Eigen::VectorXd>& theta,
                                 const Eigen::Ref<const Eigen::VectorXd>& sum, double step_size) = 0;

 protected:
    OptimizerSettings settings_;
    std::optional<Eigen::VectorXd> earlier_ = {};  ///< What the row keeps of the last round; nothing before the first.
};

/// theta^{k+1} = P(theta^k - alpha s^k). Keeps nothing.
class Gradient final : public ProximalStep {
 public:
    using ProximalStep::ProximalStep;
    [[nodiscard]] std::unique_ptr<Optimizer> copy() const override { return std::make_unique<Gradient>(*this); }

 private:
    Eigen::VectorXd next(const Eigen::Ref<const Eigen::VectorXd>& theta, const Eigen::Ref<const Eigen::VectorXd>& sum,
                         double step_size) override;
};

/// theta^{k+1} = P(theta^k - alpha s^k + beta (theta^k - theta^{k-1})), theta^0 = theta^1. Keeps theta^{k-1}.
class HeavyBall final : public ProximalStep {
 public:
    /// @throws std::invalid_argument where the momentum is not in [0, 1).
    explicit HeavyBall(const OptimizerSettings& settings);
    [[nodiscard]] std::unique_ptr<Optimizer> copy() const override { return std::make_unique<HeavyBall>(*this); }

 private:
    Eigen::VectorXd next(const Eigen::Ref<const Eigen::VectorXd>& theta, const Eigen::Ref<const Eigen::VectorXd>& sum,
                         double step_size) override;
};

/// x^{k+1} = P(y^k - alpha s^k),  y^{k+1} = x^{k+1} + beta (x^{k+1} - x^k),  x^1 = y^1. Keeps x^k.
///
/// The point that is published, at which gradients are asked for and losses are reported, is y: the "theta" of the
/// budget tau and of the records too. x is never seen outside.
class Nesterov final : public ProximalStep {
 public:
    /// @throws std::invalid_argument where the momentum is not in [0, 1).
    explicit Nesterov(const OptimizerSettings& settings);
    [[nodiscard]] std::unique_ptr<Optimizer> copy() const override { return std::make_unique<Nesterov>(*this); }

 private:
    Eigen::VectorXd next(const Eigen::Ref<const Eigen::VectorXd>& theta, const Eigen::Ref<const Eigen::VectorXd>& sum,
                         double step_size) override;
};

/// argmin_x threshold ||x||_1 + 0.5 ||x - v||^2, entry by entry: v moved by the threshold towards 0, and 0 where that
/// would pass it. v itself, to the bit, at threshold 0. Source: Daubechies, Defrise, De Mol, CPAM 2004.
[[nodiscard]] Eigen::VectorXd soft_thresholded(Eigen::VectorXd v, double threshold);

}  // namespace ogsim::optimizer
