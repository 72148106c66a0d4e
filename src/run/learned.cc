#include "src/run/learned.h"

#include <algorithm>
#include <cmath>

namespace ogsim {
namespace {

std::optional<double> if_finite(double value) {
    return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

}  // namespace

RoundRow learned(const Workload& load, Evaluations& evaluations, const ClosedRound& closed) {
    const Objective& objective = load.task.objective;
    const Eigen::VectorXd& theta = *closed.theta;
    const Evaluation& all = evaluations.all_at(closed.round, theta);
    RoundRow row;
    row.round = closed.round;
    row.loss = if_finite(all.value + objective.l1_weight * theta.lpNorm<1>());
    row.gradient_norm = if_finite(objective.least_subgradient(theta, all.gradient).norm());
    row.unsaid_norm = if_finite((all.gradient - *closed.sum).norm());
    row.budget = closed.budget;
    row.at_deadline = closed.at_deadline ? 1 : 0;
    if (row.loss && load.optimum) {
        row.gap = std::max(0.0, *row.loss - load.optimum->value);
    }
    if (row.loss) {
        row.accuracy = accuracy(objective, theta, load.task.test);
    }
    return row;
}

}  // namespace ogsim
