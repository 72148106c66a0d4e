#pragma once

#include <Eigen/Core>
#include <functional>
#include <vector>

#include "model/problem/objective.h"

namespace ogsim {

/// Gradients of many workers at one theta, in one pass over their data, on several threads. All room is taken at first
/// use and then used again.
///
/// The same bits as Objective's own functions, whatever the number of threads and however the workers are grouped.
class GradientPass {
 public:
    /// @param objective  must outlive the pass and not change.
    /// @param threads  at most so many at work, >= 1; fewer where a pass is short.
    /// @throws std::invalid_argument for no threads.
    explicit GradientPass(const Objective& objective, int threads = 1);

    /// f_m(theta) and grad f_m(theta) of the workers m = first, first + 1, ...
    ///
    /// @param gradients  dimension x count, a column a worker: their gradients.
    /// @param values     count: their values.
    void evaluate(const Theta& theta, int first, Eigen::Ref<Eigen::MatrixXd> gradients,
                  Eigen::Ref<Eigen::VectorXd> values);

    /// What is done with a block of workers first, first + 1, ...: their gradients, a column each, and their values.
    using Use = std::function<void(int first, const Eigen::Ref<const Eigen::MatrixXd>& gradients,
                                   const Eigen::Ref<const Eigen::VectorXd>& values)>;
    /// All workers, block by block, where their gradients need not be kept: `use` gets each block as soon as it is
    /// there, and still in the cache. Each worker once; the blocks are the same whatever the number of threads, but
    /// come in any order and from several threads at once.
    void for_each_block(const Theta& theta, const Use& use);

    /// f(theta) and grad f(theta), added in the order of the workers; without the l1 term.
    void sum(const Theta& theta, Evaluation& all);

 private:
    const Objective& objective_;
    int threads_;
    Eigen::MatrixXd gradients_;
    Eigen::VectorXd values_;
};

}  // namespace ogsim
