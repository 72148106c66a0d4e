#pragma once

#include <Eigen/Core>
#include <optional>
#include <random>
#include <span>
#include <string_view>

#include "model/data/shard.h"
#include "model/problem/room.h"

namespace ogsim {

/// What decides, beside the data, which function a loss is; each loss reads what concerns it.
struct LossShape {
    int classes = 0;           ///< softmax, mlp: C >= 2.
    int hidden = 0;            ///< mlp: units of the hidden layer, >= 1.
    double huber_delta = 1.0;  ///< huber: the residual at which the square turns into a line; finite and > 0.
};

/// A value and a gradient at one theta.
struct Evaluation {
    double value = 0.0;
    Eigen::VectorXd gradient = {};
};

/// Which parts of an Evaluation to compute; the others stay as they are by default.
enum class Wanted { kValue, kGradient, kBoth };

using Theta = Eigen::Ref<const Eigen::VectorXd>;

/// A loss summed over samples: l(theta; X, y) = sum_i phi(theta; x_i, y_i). Stateless; one row of the catalogue each.
///
/// theta is a vector of dimension() entries; what they mean stands with each loss in losses.h.
/// All throw std::invalid_argument where theta has no length that the loss can have.
class Loss {
 public:
    virtual ~Loss() = default;
    /// Length of theta.
    [[nodiscard]] virtual Eigen::Index dimension(Eigen::Index features, const LossShape& shape) const = 0;
    /// Where learning starts: zeros, except where they are a saddle point.
    [[nodiscard]] virtual Eigen::VectorXd start(Eigen::Index features, const LossShape& shape,
                                                std::mt19937_64& rng) const;
    /// What a sample's class is read from, a column a sample: one row (its sign) or a row a class (the largest).
    [[nodiscard]] virtual Eigen::MatrixXd scores(const Theta& theta, const Eigen::Ref<const Eigen::MatrixXd>& features,
                                                 const LossShape& shape) const = 0;
    /// Adds l and grad l of each piece to where it points; sums, not means. The pieces are few enough to stay in the
    /// cache. What is added is the same, to the bit, whatever else is wanted and with whatever other pieces.
    ///
    /// @param features  of each sample.   @param room  to work in; nothing else is allocated once that is large enough.
    virtual void add_up(const Theta& theta, std::span<const Piece> pieces, Eigen::Index features,
                        const LossShape& shape, Room& room) const = 0;
    /// Hessian of l at theta, times a vector of the length of theta.
    [[nodiscard]] virtual Eigen::VectorXd hessian_times(const Theta& theta, const Theta& direction, const Shard& shard,
                                                        const LossShape& shape) const = 0;
    /// The Hessian itself, square: column by column where the loss knows nothing better.
    [[nodiscard]] virtual Eigen::MatrixXd hessian(const Theta& theta, const Shard& shard, const LossShape& shape) const;

    /// l and grad l in one pass over the data.
    [[nodiscard]] Evaluation evaluate(const Theta& theta, const Shard& shard, const LossShape& shape,
                                      Wanted wanted) const;
    [[nodiscard]] double value(const Theta& theta, const Shard& shard, const LossShape& shape) const {
        return evaluate(theta, shard, shape, Wanted::kValue).value;
    }
    [[nodiscard]] Eigen::VectorXd gradient(const Theta& theta, const Shard& shard, const LossShape& shape) const {
        return evaluate(theta, shard, shape, Wanted::kGradient).gradient;
    }
    /// About how much each sample curves l: w in X diag(w) X', which for one column of theta stands in for the Hessian
    /// where that is too large. Exact for losses of one score; ones where the loss knows nothing better.
    [[nodiscard]] virtual Eigen::VectorXd sample_curvature(const Theta& theta, const Shard& shard,
                                                           const LossShape& shape) const;
    /// sum_i phi*(scale phi'(z_i, y_i), y_i): phi* the convex conjugate in the score z = x'theta, 0 <= scale <= 1;
    /// nothing where the loss is not a convex function of one score. For duality gaps.
    [[nodiscard]] virtual std::optional<double> conjugate_at_slope(const Theta& theta, const Shard& shard,
                                                                   const LossShape& shape, double scale) const;
};

/// What the targets of a problem are.
enum class Targets { kReal, kSigns, kClasses };

/// What is known of a loss as a function of theta, whatever the data.
enum class Convexity { kQuadratic, kConvex, kNonconvex };

/// One row of the catalogue of problems.
struct LossEntry {
    std::string_view name;     ///< Value of the key problem.kind.
    std::string_view formula;  ///< phi, in words a terminal can print.
    std::string_view source;   ///< Where the formula or its smoothness constant stands.
    Targets targets;           ///< What the data must hold.
    Convexity convexity;
    /// c in: Hessian of l <= c * lambda_max(X X') * I for every theta; nothing where there is no such constant.
    std::optional<double> curvature;
    std::string_view smoothness;       ///< L of the whole problem, in words.
    std::string_view strongly_convex;  ///< When it is, and with which constant.
    std::string_view optimum;          ///< How f* is found, and what certifies it.
    /// Floating-point operations of one gradient on one sample, per entry of theta (2 multiply-adds: 4).
    double flops_per_entry;
    const Loss* loss;  ///< Never null.
};

/// All problems, in the order in which `ogsim describe problems` prints them.
[[nodiscard]] std::span<const LossEntry> loss_catalogue();

/// The row with that name. @throws std::invalid_argument naming the known ones.
[[nodiscard]] const LossEntry& loss_entry(std::string_view name);

}  // namespace ogsim
