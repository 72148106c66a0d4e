#pragma once

#include <cstdint>

#include "model/problem/gradient_pass.h"
#include "src/protocol/crowd.h"
#include "src/run/learner.h"

namespace ogsim {

/// A crowd's gradients, in one pass over the data that also leaves what the report of the round needs: f and its
/// gradient.
class CrowdEvaluations final : public CrowdGradients {
 public:
    /// @param objective  must outlive this.   @param known  is told the sums.
    CrowdEvaluations(const Objective& objective, Evaluations& known, int threads);
    void each_block(std::int64_t round, const Eigen::VectorXd& theta, const Use& use) override;
    /// Computes the sums of a round in which nobody computed anything.
    void report(std::int64_t round, const Eigen::VectorXd& theta);
    [[nodiscard]] Eigen::VectorXd of(int worker, const Eigen::VectorXd& theta) override {
        return objective_.gradient(worker, theta);
    }

 private:
    const Objective& objective_;
    Evaluations& known_;
    GradientPass pass_;
};

}  // namespace ogsim
