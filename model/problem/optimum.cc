#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "model/problem/objective.h"

namespace ogsim {
namespace {

constexpr int kMostSteps = 100;    // assumed; damped Newton takes 5-15 on the bundled data
constexpr int kMostHalvings = 60;  // 2^-60 is below a double's resolution of a step
constexpr int kMostSpectra = 5;    // Newton is quadratic: what five steps at rounding level do not give, none will
constexpr double kArmijo = 1e-4;   // usual share of the promised fall that a step must deliver
constexpr double kRidge =
    1e-9;  // of the trace: flat directions get rounding / kRidge of a step, the others all but all
constexpr double kRounding = 1e-13;  // relative error of a sum of losses

/// Eigenvectors and eigenvalues of the Hessian that are above rounding; directions without curvature are left out.
struct Spectrum {
    Eigen::VectorXd curvatures;  ///< Ascending, > 0.
    Eigen::MatrixXd directions;  ///< One column each.
};

Spectrum spectrum(const Eigen::MatrixXd& hessian) {
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(hessian);
    const Eigen::VectorXd& values = solver.eigenvalues();
    const double rounding =
        std::numeric_limits<double>::epsilon() * static_cast<double>(values.size()) * values[values.size() - 1];
    const Eigen::Index kept = (values.array() > rounding).count();
    return {.curvatures = values.tail(kept), .directions = solver.eigenvectors().rightCols(kept)};
}

double longest_sample(const Objective& objective) {
    double longest = 0.0;
    for (const Shard& shard : objective.shards) {
        if (shard.samples() > 0) {
            longest = std::max(longest, shard.features.colwise().norm().maxCoeff());
        }
    }
    return longest;
}

/// A bound on f(theta) - f* from gradient g and Hessian H at theta.
///
/// Least squares: f - f* = g'H^+g / 2 exactly. Else, with r = 1 / (sqrt(2) max ||x_i||), the third derivative of the
/// losses gives H(theta + h) >= H(theta) / e for ||h|| <= r (|phi'''| <= range of the scores' change times phi'').
/// Where 2e ||g|| < mu r, mu the least positive eigenvalue of H, f on the sphere of radius r is above f(theta): the
/// minimiser lies inside, and f - f* <= e g'H^+g / 2. Gradients have no part in directions without curvature.
std::optional<double> certificate(const Objective& objective, const Eigen::VectorXd& gradient,
                                  const Spectrum& spectrum) {
    if (spectrum.curvatures.size() == 0) {
        return gradient.isZero(0.0) ? std::optional(0.0) : std::nullopt;
    }
    const Eigen::VectorXd parts = spectrum.directions.transpose() * gradient;
    const double newton_gap = 0.5 * (parts.array().square() / spectrum.curvatures.array()).sum();
    if (objective.kind->targets == Targets::kReal) {
        return newton_gap;
    }
    const double radius = 1.0 / (std::numbers::sqrt2 * longest_sample(objective));
    const bool inside = 2.0 * std::numbers::e * gradient.norm() < spectrum.curvatures[0] * radius;
    return inside ? std::optional(std::numbers::e * newton_gap) : std::nullopt;
}

/// -H^-1 g; of least norm for least squares without l2, for the other losses by a ridge.
Eigen::VectorXd newton_step(const Objective& objective, const Eigen::VectorXd& gradient, Eigen::MatrixXd hessian) {
    if (objective.l2_weight == 0.0 && objective.kind->targets == Targets::kReal) {
        const Spectrum curved = spectrum(hessian);
        const Eigen::VectorXd parts = curved.directions.transpose() * gradient;
        return -(curved.directions * parts.cwiseQuotient(curved.curvatures));
    }
    if (objective.l2_weight == 0.0) {
        hessian.diagonal().array() += kRidge * hessian.trace();
    }
    return -hessian.ldlt().solve(gradient);
}

/// The first of steps 1, 1/2, 1/4, ... that lowers f by a share of what the slope promises; rounding is forgiven.
std::optional<double> step_length(const Objective& objective, const Optimum& at, const Eigen::VectorXd& step,
                                  double slope) {
    const double slack = kRounding * std::max(1.0, std::abs(at.value));
    double length = 1.0;
    for (int halving = 0; halving < kMostHalvings; ++halving, length *= 0.5) {
        const double trial = objective.value(at.theta + length * step);
        if (trial <= at.value + kArmijo * length * slope + slack) {
            return length;
        }
    }
    return std::nullopt;
}

}  // namespace

std::optional<Optimum> optimum(const Objective& objective) {
    Optimum at{.theta = Eigen::VectorXd::Zero(objective.dimension())};
    at.value = objective.value(at.theta);
    int spectra = 0;
    while (at.iterations <= kMostSteps && std::isfinite(at.value)) {
        const double allowed = kOptimumGap * std::max(1.0, std::abs(at.value));
        const Eigen::VectorXd gradient = objective.gradient(at.theta);
        // f is l2-strongly convex everywhere: f - f* <= ||g||^2 / (2 l2).
        if (objective.l2_weight > 0.0 && gradient.squaredNorm() <= 2.0 * objective.l2_weight * allowed) {
            at.gap_bound = gradient.squaredNorm() / (2.0 * objective.l2_weight);
            return at;
        }
        const Eigen::MatrixXd hessian = objective.hessian(at.theta);
        const Eigen::VectorXd step = newton_step(objective, gradient, hessian);
        const double slope = gradient.dot(step);
        if (-slope <= allowed) {
            const std::optional<double> gap = certificate(objective, gradient, spectrum(hessian));
            if (gap && *gap <= allowed) {
                at.gap_bound = *gap;
                return at;
            }
            if (++spectra == kMostSpectra) {
                return std::nullopt;
            }
        }
        const std::optional<double> length = step_length(objective, at, step, slope);
        if (!length) {
            return std::nullopt;
        }
        at.theta += *length * step;
        at.value = objective.value(at.theta);
        ++at.iterations;
    }
    return std::nullopt;
}

}  // namespace ogsim
