#pragma once

#include <Eigen/Core>
#include <optional>
#include <random>
#include <span>
#include <vector>

#include "model/data/shard.h"
#include "model/problem/loss.h"

namespace ogsim {

/// One worker's least-squares loss as a quadratic: grad l(theta) = G theta - b. Two d^2 operations a gradient instead
/// of four n d, and exact where G and b are: worth it where a worker has more samples than features.
struct NormalEquations {
    Eigen::MatrixXd gram;    ///< G = X X', d x d.
    Eigen::VectorXd moment;  ///< b = X y, d.
};

/// What the M workers minimise together: F = f + l1_weight ||theta||_1, f = sum_m f_m, a SUM over workers, with
///
///     f_m(theta) = weight * l(theta; shard_m) + (l2_weight / (2 M)) ||theta||^2
///
/// weight = 1 gives the sum of the samples' losses, weight = 1 / (all samples) their mean. Gradients, Hessians and
/// smoothness are those of the smooth parts f_m and f; a proximal step deals with the rest.
struct Objective {
    const LossEntry* kind = nullptr;
    std::vector<Shard> shards = {};  ///< One a worker; all with the same features.
    int classes = 0;                 ///< softmax, mlp: of the targets; 0 elsewhere.
    double weight = 1.0;
    double l2_weight = 0.0;
    double l1_weight = 0.0;
    int hidden = 0;                            ///< See LossShape.
    double huber_delta = 1.0;                  ///< See LossShape.
    std::vector<NormalEquations> normal = {};  ///< One a worker, or none: see use_normal_equations().

    /// Lets gradients of the linear problem go by the normal equations where every worker has more samples than
    /// features; changes nothing elsewhere.
    void use_normal_equations();

    [[nodiscard]] LossShape shape() const { return {.classes = classes, .hidden = hidden, .huber_delta = huber_delta}; }
    [[nodiscard]] int workers() const { return static_cast<int>(shards.size()); }
    /// Length of theta, see the losses.
    [[nodiscard]] Eigen::Index dimension() const;
    /// theta^1: zeros, except for mlp, whose weights are drawn.
    [[nodiscard]] Eigen::VectorXd start(std::mt19937_64& rng) const;
    /// f_m(theta).
    [[nodiscard]] double value(int worker, const Theta& theta) const;
    /// F(theta): the workers' values added in their order, then the l1 term.
    [[nodiscard]] double value(const Theta& theta) const;
    /// grad f_m(theta).
    [[nodiscard]] Eigen::VectorXd gradient(int worker, const Theta& theta) const;
    /// grad f(theta), added in the order of the workers.
    [[nodiscard]] Eigen::VectorXd gradient(const Theta& theta) const;
    /// value(worker, theta) and gradient(worker, theta), to the bit, for little more than the cost of the second.
    [[nodiscard]] Evaluation evaluate(int worker, const Theta& theta) const;
    /// value(theta) and gradient(theta), likewise.
    [[nodiscard]] Evaluation evaluate(const Theta& theta) const;
    /// Turns l and grad l of a worker's samples, in place, into f_m and grad f_m, as far as they are wanted. Where
    /// there are normal equations the gradient comes from them.
    void weigh(int worker, const Theta& theta, Wanted wanted, double& value,
               Eigen::Ref<Eigen::VectorXd> gradient) const;
    /// Unbiased estimate of grad f_m from samples drawn evenly: weight (n_m / b) times the sum of the gradients of the
    /// b samples in `batch`, plus the l2 part. An index may stand there more than once.
    /// @throws std::invalid_argument for an empty batch or an index that is no sample of that worker.
    [[nodiscard]] Eigen::VectorXd batch_gradient(int worker, const Theta& theta,
                                                 std::span<const Eigen::Index> batch) const;
    /// The element of least norm of the subdifferential of F, from gradient = grad f(theta): entry by entry g + l1
    /// sign(theta) where theta is not 0, else g drawn towards 0 by l1. Zero exactly at minima where F is convex.
    [[nodiscard]] Eigen::VectorXd least_subgradient(const Theta& theta, const Theta& gradient) const;
    /// Hessian of f.
    [[nodiscard]] Eigen::MatrixXd hessian(const Theta& theta) const;
    /// Hessian of f times a vector.
    [[nodiscard]] Eigen::VectorXd hessian_times(const Theta& theta, const Theta& direction) const;
    /// L_m = weight * curvature * lambda_max(X_m X_m') + l2_weight / M: a Lipschitz constant of grad f_m. For losses
    /// without a curvature an estimate, see smoothness().
    [[nodiscard]] double smoothness(int worker) const;
    /// L = weight * curvature * lambda_max(sum_m X_m X_m') + l2_weight: a Lipschitz constant of grad f.
    ///
    /// Where the loss has no curvature: the largest |eigenvalue| of the Hessian at a start() drawn with a seed of its
    /// own. It holds there, not everywhere: take it as a first guess of a step.
    [[nodiscard]] double smoothness() const;
    /// Floating-point operations of one gradient of worker m.
    [[nodiscard]] double gradient_flops(int worker) const;
    /// The same of batch_gradient() with b samples.
    [[nodiscard]] double batch_flops(int worker, Eigen::Index batch) const;
};

/// Share of samples whose class theta predicts: argmax of the class scores, or the sign of x'theta.
/// @return nothing for real targets or an empty shard.
[[nodiscard]] std::optional<double> accuracy(const Objective& objective, const Theta& theta, const Shard& test);

}  // namespace ogsim
