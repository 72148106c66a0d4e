#pragma once

#include <Eigen/Core>
#include <map>
#include <mutex>
#include <utility>

#include "model/problem/loss.h"

namespace ogsim {

/// Values and gradients of all workers, added one by one in their order, to the bit as in one loop over them, though
/// they are given in blocks, in any order and by several threads at once. A block that comes early waits in a copy.
class OrderedSum {
 public:
    explicit OrderedSum(Eigen::Index dimension) : all_{.value = 0.0, .gradient = Eigen::VectorXd::Zero(dimension)} {}

    /// Of workers first, first + 1, ..., a column each.
    void add(int first, const Eigen::Ref<const Eigen::MatrixXd>& gradients,
             const Eigen::Ref<const Eigen::VectorXd>& values);
    /// Once all have been added.
    [[nodiscard]] Evaluation take() { return std::move(all_); }

 private:
    struct Block {
        Eigen::MatrixXd gradients;
        Eigen::VectorXd values;
    };
    void add_next(const Eigen::Ref<const Eigen::MatrixXd>& gradients, const Eigen::Ref<const Eigen::VectorXd>& values);

    std::mutex mutex_;
    Evaluation all_;
    int next_ = 0;                // worker
    std::map<int, Block> early_;  // by first worker
};

}  // namespace ogsim
