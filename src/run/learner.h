#pragma once

#include <cstdint>
#include <vector>

#include "model/method/method.h"
#include "model/problem/gradient_pass.h"
#include "model/problem/objective.h"
#include "src/protocol/rules.h"
#include "src/protocol/worker.h"

/// What the workers learn from their own data, and what it costs them.
namespace ogsim {

/// f_m and grad f_m at the model of a round, of all workers in one pass over the data: each worker needs its gradient,
/// and the report of the round the loss and the gradient of all. Allocates nothing after the first round.
class Evaluations {
 public:
    /// @param threads  at most so many share a pass, >= 1; the numbers do not depend on it.
    explicit Evaluations(const Objective& objective, int threads = 1);
    /// grad f_m at theta, the model of `round`. Whoever asks first pays for all; who is somewhere else in that round (a
    /// worker that follows by itself, and wrongly), or in an older one, for itself.
    void gradient(int worker, std::int64_t round, const Eigen::VectorXd& theta, Eigen::VectorXd& gradient);
    /// f and its gradient, added in the order of the workers; without the l1 term.
    [[nodiscard]] const Evaluation& all_at(std::int64_t round, const Eigen::VectorXd& theta);
    /// What all_at() would compute for this round, from who has computed it anyhow.
    void know(std::int64_t round, Evaluation all);
    [[nodiscard]] bool knows(std::int64_t round) const { return all_round_ == round; }

 private:
    void pass(std::int64_t round, const Eigen::VectorXd& theta);

    const Objective& objective_;
    GradientPass pass_;
    std::int64_t round_ = 0;  // of the last pass
    Eigen::VectorXd theta_;
    Eigen::MatrixXd gradients_;  // a column a worker
    Eigen::VectorXd values_;
    std::int64_t all_round_ = 0;
    Evaluation all_;
};

/// p_m: each worker's share of all training samples.
[[nodiscard]] std::vector<double> shares_of(const Objective& objective);

/// What worker `worker` computes when it hears a model: grad f_m, a minibatch's estimate, or local steps.
///
/// Minibatches are drawn without replacement from the stream (seed, "minibatch", worker, round, local step), so that
/// the same round at another theta sees the same samples. All arguments must outlive the result.
///
/// @param share  p_m.
[[nodiscard]] Gradient learner(Evaluations& evaluations, const Objective& objective, const MethodParts& parts,
                               const StepSizes& steps, std::uint64_t seed, int worker, double share);

/// Floating-point operations of that in one round, the second gradient of the same-batch loudness included.
[[nodiscard]] double learner_flops(const Objective& objective, const MethodParts& parts, int worker);

}  // namespace ogsim
