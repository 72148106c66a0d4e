#include "src/run/learner.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <optional>
#include <random>
#include <utility>

#include "model/method/loudness.h"
#include "model/optimizer/local_steps.h"
#include "model/random/stream.h"

namespace ogsim {
namespace {

using Samples = std::vector<Eigen::Index>;

/// `count` of the first `total` numbers, ascending, each set as likely.
Samples drawn_samples(Eigen::Index total, Eigen::Index count, std::mt19937_64& rng) {
    Samples all(static_cast<std::size_t>(total));
    std::iota(all.begin(), all.end(), Eigen::Index{0});
    Samples drawn;
    drawn.reserve(static_cast<std::size_t>(count));
    std::sample(all.begin(), all.end(), std::back_inserter(drawn), count, rng);
    return drawn;
}

/// Samples of a minibatch of this worker; nothing where it takes all.
std::optional<Eigen::Index> batch_of(const Objective& objective, const MethodParts& parts, int worker) {
    const Eigen::Index samples = objective.shards[static_cast<std::size_t>(worker)].samples();
    return parts.batch_size > 0 && parts.batch_size < samples ? std::optional<Eigen::Index>(parts.batch_size)
                                                              : std::nullopt;
}

}  // namespace

std::vector<double> shares_of(const Objective& objective) {
    Eigen::Index all = 0;
    for (const Shard& shard : objective.shards) {
        all += shard.samples();
    }
    std::vector<double> shares;
    for (const Shard& shard : objective.shards) {
        shares.push_back(static_cast<double>(shard.samples()) / static_cast<double>(all));
    }
    return shares;
}

Evaluations::Evaluations(const Objective& objective) : objective_(objective) {}

const Evaluation& Evaluations::at(int worker, std::int64_t round, const Eigen::VectorXd& theta) {
    known_.resize(objective_.shards.size());
    Known& known = known_[static_cast<std::size_t>(worker)];
    if (known.round != round) {
        known = {.round = round, .evaluation = objective_.evaluate(worker, theta)};
    }
    return known.evaluation;
}

Evaluation Evaluations::all_at(std::int64_t round, const Eigen::VectorXd& theta) {
    if (knows(round)) {
        return all_.evaluation;
    }
    Evaluation all{.value = 0.0, .gradient = Eigen::VectorXd::Zero(theta.size())};
    for (int worker = 0; worker < objective_.workers(); ++worker) {
        const Evaluation& one = at(worker, round, theta);
        all.value += one.value;
        all.gradient += one.gradient;
    }
    return all;
}

void Evaluations::know(std::int64_t round, Evaluation all) {
    all_ = {.round = round, .evaluation = std::move(all)};
}

Gradient learner(Evaluations& evaluations, const Objective& objective, const MethodParts& parts, const StepSizes& steps,
                 std::uint64_t seed, int worker, double share) {
    const std::uint64_t own_seed = stream_seed(seed, "minibatch", static_cast<std::uint64_t>(worker));
    const std::optional<Eigen::Index> batch = batch_of(objective, parts, worker);
    // Where a worker asks for one gradient a round, and that at the model, the report of the round can use it too.
    const bool is_shared = loudness_entry(parts.loudness).loudness != Loudness::kSameBatch;
    const auto one_gradient = [&evaluations, &objective, own_seed, batch, is_shared, worker](
                                  std::int64_t round, int step, const Eigen::VectorXd& point) -> Eigen::VectorXd {
        if (!batch) {
            return is_shared && step == 0 ? evaluations.at(worker, round, point).gradient
                                          : objective.gradient(worker, point);
        }
        std::mt19937_64 rng = random_stream(stream_seed(own_seed, "round", static_cast<std::uint64_t>(round)), "step",
                                            static_cast<std::uint64_t>(step));
        const Eigen::Index samples = objective.shards[static_cast<std::size_t>(worker)].samples();
        return objective.batch_gradient(worker, point, drawn_samples(samples, *batch, rng));
    };
    LocalSteps local{.steps = parts.local_steps, .share = share, .proximal_weight = parts.proximal_weight};
    // On its own a worker shrinks by the whole l2 weight, p_m of it in f_m, where the gradients' sum wants 1/M.
    const double own_l2 = local.steps > 1 ? (local.share - 1.0 / objective.workers()) * objective.l2_weight : 0.0;
    return [one_gradient, local, own_l2, &steps](std::int64_t round, const Eigen::VectorXd& theta) mutable {
        local.step_size = steps.at(round);
        return pseudo_gradient(local, theta, [&](int step, const Eigen::VectorXd& point) -> Eigen::VectorXd {
            const Eigen::VectorXd gradient = one_gradient(round, step, point);
            return own_l2 == 0.0 ? gradient : gradient + own_l2 * point;
        });
    };
}

double learner_flops(const Objective& objective, const MethodParts& parts, int worker) {
    const std::optional<Eigen::Index> batch = batch_of(objective, parts, worker);
    const double one = batch ? objective.batch_flops(worker, *batch) : objective.gradient_flops(worker);
    const int calls = loudness_entry(parts.loudness).loudness == Loudness::kSameBatch ? 2 : 1;
    return one * parts.local_steps * calls;
}

}  // namespace ogsim
