#pragma once

#include <Eigen/Core>

#include "model/problem/loss.h"

namespace ogsim {

/// Targets as a loss wants them, and how many classes theta has columns for.
struct Labels {
    Eigen::VectorXd targets;
    int classes = 0;  ///< kClasses: how many different ones there are; else 0.
};

/// Labels of a data set, as read, turned into targets of that kind:
///
///     kReal     unchanged
///     kSigns    two different labels: the smaller becomes -1, the larger +1
///     kClasses  the k-th smallest of C different whole numbers becomes k = 0 .. C-1
///
/// @throws std::invalid_argument for other than two labels with kSigns; for a label that is no whole number, for less
///         than 2 or more than 1000 classes with kClasses.
[[nodiscard]] Labels labels_for(Targets wanted, const Eigen::Ref<const Eigen::VectorXd>& labels);

/// +1 where y >= 0, else -1: two classes out of made-up real targets.
[[nodiscard]] Eigen::VectorXd signs_of(const Eigen::Ref<const Eigen::VectorXd>& targets);

}  // namespace ogsim
