#pragma once

#include <Eigen/Core>
#include <functional>
#include <vector>

#include "model/problem/objective.h"

namespace ogsim {

/// Gradients of many workers at one theta, in one pass over their data, on several threads. All room is taken at first
/// use and then used again: what one thread computes allocates nothing from the second pass on.
///
/// The same bits as Objective's own functions, whatever the number of threads and however the workers are grouped.
class GradientPass {
 public:
    /// @param objective  must outlive the pass and not change.
    /// @param threads  at most so many at work, >= 1; one where a pass is short.
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
    /// What one thread does at a time: `count` workers as a whole; or part `part` of a worker of several parts, whose
    /// sums go to column `column` of part_gradients_.
    struct Item {
        int first = 0;
        int count = 0;
        Eigen::Index part = 0;
        Eigen::Index column = 0;
    };
    /// What a thread works in.
    struct Lane {
        Room room;
        Eigen::MatrixXd gradients;
        Eigen::VectorXd values;
        Eigen::VectorXd part;
    };
    /// Where the gradients and values of the workers from `first` on go.
    struct Job {
        const Theta& theta;
        int first;
        Eigen::Ref<Eigen::MatrixXd> gradients;
        Eigen::Ref<Eigen::VectorXd> values;
    };

    void cut(int first, int count);
    [[nodiscard]] int threads_for(int first, int count) const;
    void do_item(Job& job, const Item& item, Lane& lane);
    void do_workers(Job& job, int first, int count, Lane& lane) const;
    void do_block(Job& job, int first, int count, Lane& lane) const;
    void do_worker_in_parts(Job& job, int worker, Lane& lane) const;
    void add_parts(Job& job);
    [[nodiscard]] double* wanted(Eigen::Ref<Eigen::VectorXd> gradient) const;

    const Objective& objective_;
    int threads_;
    Eigen::Index features_;
    LossShape shape_;
    std::vector<Lane> lanes_;
    int cut_first_ = 0;  // what items_ are of
    int cut_count_ = 0;
    std::vector<Item> items_;
    Eigen::MatrixXd part_gradients_;
    Eigen::VectorXd part_values_;
    Eigen::MatrixXd gradients_;  // of sum()
    Eigen::VectorXd values_;
};

}  // namespace ogsim
