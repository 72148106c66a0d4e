#pragma once

#include <Eigen/Core>

namespace ogsim {

/// HOW the server steps: plain gradient descent on the sum s that it holds.
///
///     theta^{k+1} = theta^k - alpha s^k
///
/// @param theta      theta^k, d entries.
/// @param sum        s^k, d entries: the sum, not the mean, of what the workers delivered.
/// @param step_size  alpha; for f = sum_m f_m that is L-smooth, 1/L at most.
[[nodiscard]] Eigen::VectorXd gradient_step(const Eigen::Ref<const Eigen::VectorXd>& theta,
                                            const Eigen::Ref<const Eigen::VectorXd>& sum, double step_size);

}  // namespace ogsim
