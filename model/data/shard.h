#pragma once

#include <Eigen/Core>

namespace ogsim {

/// A data set in memory, or one worker's part of it: n samples of d features.
struct Shard {
    Eigen::MatrixXd features;  ///< d x n, a column a sample; an intercept, where wanted, is a row of ones.
    Eigen::VectorXd targets;   ///< n; regression: any real. Two classes: -1 or +1. More classes: 0 .. classes-1.

    [[nodiscard]] Eigen::Index samples() const { return features.cols(); }
    [[nodiscard]] Eigen::Index feature_count() const { return features.rows(); }
};

}  // namespace ogsim
