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

Evaluations::Evaluations(const Objective& objective, int threads) : objective_(objective), pass_(objective, threads) {}

void Evaluations::pass(std::int64_t round, const Eigen::VectorXd& theta) {
    round_ = round;
    theta_ = theta;
    gradients_.resize(theta.size(), objective_.workers());
    values_.resize(objective_.workers());
    pass_.evaluate(theta, 0, gradients_, values_);
}

void Evaluations::gradient(int worker, std::int64_t round, const Eigen::VectorXd& theta, Eigen::VectorXd& gradient) {
    if (round > round_) {
        pass(round, theta);
    }
    if (round == round_ && theta == theta_) {
        gradient = gradients_.col(worker);
    } else {
        gradient = objective_.gradient(worker, theta);
    }
}

const Evaluation& Evaluations::all_at(std::int64_t round, const Eigen::VectorXd& theta) {
    if (knows(round)) {
        return all_;
    }
    if (round_ != round || theta_ != theta) {
        pass(round, theta);
    }
    all_round_ = round;
    all_.value = 0.0;
    all_.gradient.setZero(theta.size());
    for (int worker = 0; worker < objective_.workers(); ++worker) {
        all_.value += values_[worker];
        all_.gradient += gradients_.col(worker);
    }
    return all_;
}

void Evaluations::know(std::int64_t round, Evaluation all) {
    all_round_ = round;
    all_ = std::move(all);
}

Gradient learner(Evaluations& evaluations, const Objective& objective, const MethodParts& parts, const StepSizes& steps,
                 std::uint64_t seed, int worker, double share) {
    const std::uint64_t own_seed = stream_seed(seed, "minibatch", static_cast<std::uint64_t>(worker));
    const std::optional<Eigen::Index> batch = batch_of(objective, parts, worker);
    // Where a worker asks for one gradient a round, and that at the model, it shares the pass over all data.
    const bool is_shared = loudness_entry(parts.loudness).loudness != Loudness::kSameBatch;
    if (!batch && is_shared && parts.local_steps == 1) {
        return [&evaluations, worker](std::int64_t round, const Eigen::VectorXd& theta, Eigen::VectorXd& gradient) {
            evaluations.gradient(worker, round, theta, gradient);
        };
    }
    const auto one_gradient = [&evaluations, &objective, own_seed, batch, is_shared, worker](
                                  std::int64_t round, int step, const Eigen::VectorXd& point) -> Eigen::VectorXd {
        if (!batch && is_shared && step == 0) {
            Eigen::VectorXd gradient;
            evaluations.gradient(worker, round, point, gradient);
            return gradient;
        }
        if (!batch) {
            return objective.gradient(worker, point);
        }
        std::mt19937_64 rng = random_stream(stream_seed(own_seed, "round", static_cast<std::uint64_t>(round)), "step",
                                            static_cast<std::uint64_t>(step));
        const Eigen::Index samples = objective.shards[static_cast<std::size_t>(worker)].samples();
        return objective.batch_gradient(worker, point, drawn_samples(samples, *batch, rng));
    };
    LocalSteps local{.steps = parts.local_steps, .share = share, .proximal_weight = parts.proximal_weight};
    // On its own a worker shrinks by the whole l2 weight, p_m of it in f_m, where the gradients' sum wants 1/M.
    const double own_l2 = local.steps > 1 ? (local.share - 1.0 / objective.workers()) * objective.l2_weight : 0.0;
    return [one_gradient, local, own_l2, &steps](std::int64_t round, const Eigen::VectorXd& theta,
                                                 Eigen::VectorXd& gradient) mutable {
        local.step_size = steps.at(round);
        gradient = pseudo_gradient(local, theta, [&](int step, const Eigen::VectorXd& point) -> Eigen::VectorXd {
            const Eigen::VectorXd at_point = one_gradient(round, step, point);
            return own_l2 == 0.0 ? at_point : at_point + own_l2 * point;
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
