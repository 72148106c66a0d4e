#pragma once

#include <Eigen/Core>
#include <span>
#include <string_view>

#include "model/data/shard.h"

namespace ogsim {

/// A loss summed over samples: l(theta; X, y) = sum_i phi(theta; x_i, y_i). Stateless; one row of the catalogue each.
///
/// theta is a vector of `dimension` entries whatever its meaning; softmax holds its d x C matrix column by column.
class Loss {
 public:
    virtual ~Loss() = default;
    /// l(theta), a sum, not a mean.
    [[nodiscard]] virtual double value(const Eigen::Ref<const Eigen::VectorXd>& theta, const Shard& shard) const = 0;
    /// grad l(theta), of the length of theta.
    [[nodiscard]] virtual Eigen::VectorXd gradient(const Eigen::Ref<const Eigen::VectorXd>& theta,
                                                   const Shard& shard) const = 0;
    /// Hessian of l at theta, square of the length of theta.
    [[nodiscard]] virtual Eigen::MatrixXd hessian(const Eigen::Ref<const Eigen::VectorXd>& theta,
                                                  const Shard& shard) const = 0;
};

/// What the targets of a problem are.
enum class Targets { kReal, kSigns, kClasses };

/// One row of the catalogue of problems.
struct LossEntry {
    std::string_view name;     ///< Value of the key problem.kind.
    std::string_view formula;  ///< phi, in words a terminal can print.
    std::string_view source;   ///< Where the formula or its smoothness constant stands.
    Targets targets;           ///< What the data must hold.
    /// c in: Hessian of l <= c * lambda_max(X X') * I for every theta. linear 1, logistic 1/4, softmax 1/2.
    double curvature;
    /// Floating-point operations of one gradient on one sample, per entry of theta (2 multiply-adds: 4).
    double flops_per_entry;
    const Loss* loss;  ///< Never null.
};

/// All problems, in the order in which `ogsim describe problems` prints them.
[[nodiscard]] std::span<const LossEntry> loss_catalogue();

/// The row with that name. @throws std::invalid_argument naming the known ones.
[[nodiscard]] const LossEntry& loss_entry(std::string_view name);

}  // namespace ogsim
