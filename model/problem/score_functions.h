#pragma once

#include <Eigen/Core>

#include "model/problem/loss.h"

namespace ogsim {

/// phi(z, y) of a score z = x'theta and a target y, and its derivatives in z: what makes a generalised linear loss.
/// Entry by entry on arrays, a sample an entry.
struct ScoreFunction {
    using Array = Eigen::Ref<const Eigen::ArrayXd>;
    using Map = Eigen::ArrayXd (*)(const Array& score, const Array& target, const LossShape& shape);
    /// Writes phi and phi' of `count` entries, whole packets of them (see packet.h); either may be null.
    using Sweep = void (*)(const double* score, const double* target, Eigen::Index count, const LossShape& shape,
                           double* phi, double* slope);

    Sweep sweep;
    Map curvature;  ///< phi''
    /// phi*(u) = max over z of u z - phi(z, y), for u = s phi'(z, y), 0 <= s <= 1; null where phi is not convex.
    Eigen::ArrayXd (*conjugate)(const Array& u, const Array& target);
};

/// r = z - y:  phi = r^2 / 2,   phi' = r,   phi'' = 1,   phi* = u^2 / 2 + u y.
[[nodiscard]] ScoreFunction squared_residual();

/// m = y z, y = -1 or +1:  phi = ln(1 + exp(-m)),   phi' = -y s(-m),   phi'' = s(m) s(-m),   s(m) = 1 / (1 + exp(-m)).
/// phi* = p ln p + (1 - p) ln(1 - p) with p = -u y in [0, 1]. Nothing overflows.
[[nodiscard]] ScoreFunction log_odds();

/// m = y z, y = -1 or +1:  phi = s(-m) = 1 / (1 + exp(m)),   phi' = -y s(m) s(-m),   phi'' = s(m) s(-m) (s(m) - s(-m)).
/// |phi''| is largest, 1 / (6 sqrt 3), where s(m) = 1/2 +- sqrt(3)/6.
[[nodiscard]] ScoreFunction sigmoid();

/// r = z - y, delta = shape.huber_delta:  phi = r^2 / 2 where |r| <= delta, else delta |r| - delta^2 / 2;
/// phi' = r cut to [-delta, delta];   phi'' = 1 where |r| <= delta, else 0;   phi* = u^2 / 2 + u y for |u| <= delta.
/// Source: Huber, Robust estimation of a location parameter, Ann. Math. Statist. 35 (1964).
[[nodiscard]] ScoreFunction huber();

}  // namespace ogsim
