#pragma once

#include <Eigen/Core>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace ogsim {

/// HOW the server steps: from the sum s that it holds to the next point at which gradients are asked for. Holds what
/// it needs of earlier rounds. P = prox of alpha l1 ||.||_1 (soft thresholding); the identity at l1 = 0.
class Optimizer {
 public:
    virtual ~Optimizer() = default;
    /// The next published point. @param theta  the point published last, d entries. @param sum  s, d entries: a sum,
    /// not a mean. @param step_size  alpha of this round, > 0.
    [[nodiscard]] virtual Eigen::VectorXd step(const Eigen::Ref<const Eigen::VectorXd>& theta,
                                               const Eigen::Ref<const Eigen::VectorXd>& sum, double step_size) = 0;
    /// What the next step needs of earlier rounds; nothing before the first, or where the row keeps nothing.
    [[nodiscard]] virtual const std::optional<Eigen::VectorXd>& kept() const = 0;
    /// Goes on from what another of the same row kept.
    virtual void keep(std::optional<Eigen::VectorXd> kept) = 0;
    /// Another one with the same settings that has kept the same.
    [[nodiscard]] virtual std::unique_ptr<Optimizer> copy() const = 0;
};

struct OptimizerSettings {
    double momentum = 0.9;   ///< beta of heavy-ball and nesterov. In [0, 1).
    double l1_weight = 0.0;  ///< >= 0.
};

/// One row of the table of optimizers.
struct OptimizerEntry {
    std::string_view name;
    std::string_view formula;
    std::string_view source;
    std::string_view settings = "";  ///< Keys of [method] that it reads: "momentum".
    /// @throws std::invalid_argument naming a setting that is out of range.
    std::unique_ptr<Optimizer> (*make)(const OptimizerSettings& settings);
};

/// gradient, heavy-ball, nesterov. The rows and their formulas: steps.h. What nesterov publishes is its extrapolated
/// point y, so losses and movements are those of y.
[[nodiscard]] std::span<const OptimizerEntry> optimizer_catalogue();
/// The row with that name. @throws std::invalid_argument naming the known ones.
[[nodiscard]] const OptimizerEntry& optimizer_entry(std::string_view name);

}  // namespace ogsim
