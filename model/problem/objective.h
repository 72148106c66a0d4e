#pragma once

#include <Eigen/Core>
#include <optional>
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

/// What the M workers minimise together: f = sum_m f_m, a SUM over workers, with
///
///     f_m(theta) = weight * l(theta; shard_m) + (l2_weight / (2 M)) ||theta||^2
///
/// weight = 1 gives the sum of the samples' losses, weight = 1 / (all samples) their mean.
struct Objective {
    const LossEntry* kind = nullptr;
    std::vector<Shard> shards = {};  ///< One a worker; all with the same features.
    int classes = 0;                 ///< Columns of theta for softmax; 0 or 1 elsewhere.
    double weight = 1.0;
    double l2_weight = 0.0;
    std::vector<NormalEquations> normal = {};  ///< One a worker, or none: see use_normal_equations().

    /// Lets gradients of the linear problem go by the normal equations where every worker has more samples than
    /// features; changes nothing elsewhere.
    void use_normal_equations();

    [[nodiscard]] int workers() const { return static_cast<int>(shards.size()); }
    /// Length of theta: features, times classes for softmax.
    [[nodiscard]] Eigen::Index dimension() const;
    /// f_m(theta).
    [[nodiscard]] double value(int worker, const Eigen::Ref<const Eigen::VectorXd>& theta) const;
    /// f(theta), added in the order of the workers.
    [[nodiscard]] double value(const Eigen::Ref<const Eigen::VectorXd>& theta) const;
    /// grad f_m(theta).
    [[nodiscard]] Eigen::VectorXd gradient(int worker, const Eigen::Ref<const Eigen::VectorXd>& theta) const;
    /// grad f(theta), added in the order of the workers.
    [[nodiscard]] Eigen::VectorXd gradient(const Eigen::Ref<const Eigen::VectorXd>& theta) const;
    /// Hessian of f.
    [[nodiscard]] Eigen::MatrixXd hessian(const Eigen::Ref<const Eigen::VectorXd>& theta) const;
    /// L_m = weight * curvature * lambda_max(X_m X_m') + l2_weight / M: a Lipschitz constant of grad f_m.
    [[nodiscard]] double smoothness(int worker) const;
    /// L = weight * curvature * lambda_max(sum_m X_m X_m') + l2_weight: a Lipschitz constant of grad f.
    [[nodiscard]] double smoothness() const;
    /// Floating-point operations of one gradient of worker m.
    [[nodiscard]] double gradient_flops(int worker) const;
};

/// Where f is least, and a certificate.
struct Optimum {
    Eigen::VectorXd theta = {};
    double value = 0.0;
    double gap_bound = 0.0;  ///< f(theta) - f* is at most this; see certificate() in optimum.cc for the derivation.
    int iterations = 0;      ///< Newton steps taken.
};

/// The least value of f by Newton's method with step halving, to a gap of 1e-12 (relative to max(1, |f*|)).
///
/// Starts at 0. Where least squares without l2 have many solutions: the one of least norm.
///
/// @return nothing where no finite optimum is found: separable classes without l2, or iterations exhausted.
[[nodiscard]] std::optional<Optimum> optimum(const Objective& objective);

/// Share of samples whose class theta predicts: argmax of the class scores, or the sign of x'theta.
/// @return nothing for real targets or an empty shard.
[[nodiscard]] std::optional<double> accuracy(const Objective& objective, const Eigen::Ref<const Eigen::VectorXd>& theta,
                                             const Shard& test);

}  // namespace ogsim
