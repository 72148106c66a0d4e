#include "tests/perf/made_up_objective.h"
#include "tests/perf/threads.h"

/// The same sum of gradients as gradients.cc, the way one writes it with Eigen in an afternoon: worker after worker,
/// two products each, no blocks. With threads=2 each takes every second worker.
namespace ogsim::perf {
namespace {

Eigen::VectorXd linear(const Shard& shard, const Eigen::VectorXd& theta) {
    return shard.features * (shard.features.transpose() * theta - shard.targets);
}

Eigen::VectorXd logistic(const Shard& shard, const Eigen::VectorXd& theta) {
    const Eigen::ArrayXd margin = shard.targets.array() * (shard.features.transpose() * theta).array();
    return shard.features * (-shard.targets.array() / (1.0 + margin.exp())).matrix();
}

Eigen::VectorXd softmax(const Shard& shard, const Eigen::VectorXd& theta, Eigen::Index classes) {
    const Eigen::Map<const Eigen::MatrixXd> weights(theta.data(), theta.size() / classes, classes);
    Eigen::MatrixXd scores = weights.transpose() * shard.features;
    for (Eigen::Index i = 0; i < scores.cols(); ++i) {
        scores.col(i) = (scores.col(i).array() - scores.col(i).maxCoeff()).exp();
        scores.col(i) /= scores.col(i).sum();
        scores(static_cast<Eigen::Index>(shard.targets[i]), i) -= 1.0;
    }
    const Eigen::MatrixXd gradient = shard.features * scores.transpose();
    return gradient.reshaped();
}

Eigen::VectorXd gradient(const Objective& objective, const std::string& kind, int worker,
                         const Eigen::VectorXd& theta) {
    const Shard& shard = objective.shards[static_cast<std::size_t>(worker)];
    const Eigen::VectorXd of_data = kind == "linear"     ? linear(shard, theta)
                                    : kind == "logistic" ? logistic(shard, theta)
                                                         : softmax(shard, theta, objective.classes);
    return objective.weight * of_data + objective.l2_weight / objective.workers() * theta;
}

void measure(const Options& options) {
    const Objective objective = made_up_objective(options);
    const int threads = options.count("threads");
    print_speed(objective, options.number("seconds"), [&](const Eigen::VectorXd& theta) -> Eigen::VectorXd {
        Eigen::MatrixXd sums = Eigen::MatrixXd::Zero(theta.size(), threads);
        timed_on_threads(threads, [&](int t) {
            for (int worker = t; worker < objective.workers(); worker += threads) {
                sums.col(t) += gradient(objective, options.text("kind"), worker, theta);
            }
        });
        return sums.rowwise().sum();
    });
}

}  // namespace
}  // namespace ogsim::perf

int main(int argc, char** argv) {
    using namespace ogsim::perf;
    return run(argc, argv, kObjectiveDefaults, measure);
}
