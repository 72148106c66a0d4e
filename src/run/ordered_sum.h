#pragma once

#include <Eigen/Core>

#include "model/problem/loss.h"

namespace ogsim {

/// Values and gradients of many workers, added up in one order whatever the order in which they are given, and from
/// however many threads: within each run of kGrain workers one by one, then run by run.
class OrderedSum {
 public:
    static constexpr int kGrain = 64;

    OrderedSum(Eigen::Index dimension, int workers)
        : gradients_(Eigen::MatrixXd::Zero(dimension, runs(workers))), values_(Eigen::VectorXd::Zero(runs(workers))) {}

    /// Of workers first, first + 1, ..., a column each; `first` a multiple of kGrain unless it goes on where an earlier
    /// call of the same thread ended.
    void add(int first, const Eigen::Ref<const Eigen::MatrixXd>& gradients,
             const Eigen::Ref<const Eigen::VectorXd>& values) {
        for (Eigen::Index i = 0; i < gradients.cols(); ++i) {
            const Eigen::Index run = (first + i) / kGrain;
            gradients_.col(run) += gradients.col(i);
            values_[run] += values[i];
        }
    }
    [[nodiscard]] Evaluation total() const {
        Evaluation all{.value = 0.0, .gradient = Eigen::VectorXd::Zero(gradients_.rows())};
        for (Eigen::Index run = 0; run < gradients_.cols(); ++run) {
            all.value += values_[run];
            all.gradient += gradients_.col(run);
        }
        return all;
    }

 private:
    static Eigen::Index runs(int workers) { return (workers + kGrain - 1) / kGrain; }

    Eigen::MatrixXd gradients_;  // a column a run
    Eigen::VectorXd values_;
};

}  // namespace ogsim
