#pragma once

#include <cstdint>
#include <vector>

#include "model/method/method.h"
#include "model/problem/objective.h"
#include "src/protocol/rules.h"
#include "src/protocol/worker.h"

/// What the workers learn from their own data, and what it costs them.
namespace ogsim {

/// f_m and grad f_m at the model of a round, computed once: the worker needs the gradient, and the report of the round
/// the loss and the gradient of all.
class Evaluations {
 public:
    explicit Evaluations(const Objective& objective);
    /// At theta, the model of `round`.
    [[nodiscard]] const Evaluation& at(int worker, std::int64_t round, const Eigen::VectorXd& theta);
    /// f and its gradient, added in the order of the workers; without the l1 term.
    [[nodiscard]] Evaluation all_at(std::int64_t round, const Eigen::VectorXd& theta);
    /// What all_at() would compute for this round, from who has computed it anyhow.
    void know(std::int64_t round, Evaluation all);
    [[nodiscard]] bool knows(std::int64_t round) const { return all_.round == round; }

 private:
    struct Known {
        std::int64_t round = 0;
        Evaluation evaluation;
    };
    const Objective& objective_;
    std::vector<Known> known_;  // by worker, once one was asked for
    Known all_;
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
