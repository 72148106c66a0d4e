#include "src/run/crowd_evaluations.h"

#include "src/run/ordered_sum.h"

namespace ogsim {
CrowdEvaluations::CrowdEvaluations(const Objective& objective, Evaluations& known, int threads)
    : objective_(objective), known_(known), pass_(objective, threads) {}

void CrowdEvaluations::each_block(std::int64_t round, const Eigen::VectorXd& theta, const Use& use) {
    OrderedSum sum(theta.size());
    pass_.for_each_block(theta, [&](int first, const auto& gradients, const auto& values) {
        sum.add(first, gradients, values);
        use(first, gradients);
    });
    known_.know(round, sum.take());
}

void CrowdEvaluations::report(std::int64_t round, const Eigen::VectorXd& theta) {
    if (!known_.knows(round)) {
        each_block(round, theta, [](int, const auto&) {});
    }
}

}  // namespace ogsim
