#include "model/problem/gradient_pass.h"
#include "tests/perf/made_up_objective.h"

/// The sum of all workers' gradients, and of their losses, as a run computes them in each round.
namespace ogsim::perf {
namespace {

void measure(const Options& options) {
    const Objective objective = made_up_objective(options);
    GradientPass pass(objective, options.count("threads"));
    Evaluation all;
    print_speed(objective, options.number("seconds"), [&](const Eigen::VectorXd& theta) -> const Eigen::VectorXd& {
        pass.sum(theta, all);
        return all.gradient;
    });
}

}  // namespace
}  // namespace ogsim::perf

int main(int argc, char** argv) {
    using namespace ogsim::perf;
    return run(argc, argv, kObjectiveDefaults, measure);
}
