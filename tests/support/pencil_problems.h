#pragma once

#include <Eigen/Dense>
#include <cmath>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

#include "tests/support/pencil_run.h"

/// Small problems for tests of the protocol, which knows gradients only.
namespace ogsim::test {

struct PencilShard {
    Eigen::MatrixXd rows;  ///< n x d.
    Eigen::VectorXd targets;
};

/// Row by row, so that the order of the draws is what the text says.
inline Eigen::MatrixXd normal_rows(Eigen::Index n, Eigen::Index d, std::mt19937_64& random,
                                   std::normal_distribution<double>& normal) {
    Eigen::MatrixXd rows(n, d);
    for (Eigen::Index i = 0; i < n; ++i) {
        for (Eigen::Index j = 0; j < d; ++j) {
            rows(i, j) = normal(random);
        }
    }
    return rows;
}

/// The near-identical data of the science note, section 6: theta0, C with column j times 0.8^j, then for each worker
/// X_m = C + sigma N and y_m = X_m theta0 + 0.1 N.
inline std::vector<PencilShard> near_identical_shards(double sigma, int workers, std::uint64_t seed = 7,
                                                      Eigen::Index samples = 50, Eigen::Index d = 10) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal;
    const Eigen::VectorXd theta0 = normal_rows(d, 1, random, normal);
    Eigen::MatrixXd common = normal_rows(samples, d, random, normal);
    for (Eigen::Index j = 0; j < d; ++j) {
        common.col(j) *= std::pow(0.8, static_cast<double>(j));
    }
    std::vector<PencilShard> shards;
    for (int m = 0; m < workers; ++m) {
        const Eigen::MatrixXd rows = common + sigma * normal_rows(samples, d, random, normal);
        const Eigen::VectorXd targets = rows * theta0 + 0.1 * normal_rows(samples, 1, random, normal);
        shards.push_back({rows, targets});
    }
    return shards;
}

inline double largest_curvature(const std::vector<PencilShard>& shards) {
    Eigen::MatrixXd gram = Eigen::MatrixXd::Zero(shards[0].rows.cols(), shards[0].rows.cols());
    for (const PencilShard& shard : shards) {
        gram += shard.rows.transpose() * shard.rows;
    }
    return Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(gram).eigenvalues().maxCoeff();
}

/// f_m = 0.5 ||X_m theta - y_m||^2, so L = lambda_max(sum X'X).
inline PencilProblem least_squares(std::vector<PencilShard> shards) {
    PencilProblem problem{.workers = static_cast<int>(shards.size()),
                          .dimension = shards[0].rows.cols(),
                          .gradient = {},
                          .value = {},
                          .smoothness = largest_curvature(shards)};
    std::vector<std::pair<Eigen::MatrixXd, Eigen::VectorXd>> normal_equations;
    for (const PencilShard& shard : shards) {
        normal_equations.emplace_back(shard.rows.transpose() * shard.rows, shard.rows.transpose() * shard.targets);
    }
    problem.gradient = [normal_equations](int m, const Eigen::VectorXd& theta) -> Eigen::VectorXd {
        const auto& [gram, right] = normal_equations[static_cast<std::size_t>(m)];
        return gram * theta - right;
    };
    problem.value = [shards = std::move(shards)](const Eigen::VectorXd& theta) {
        double value = 0;
        for (const PencilShard& shard : shards) {
            value += 0.5 * (shard.rows * theta - shard.targets).squaredNorm();
        }
        return value;
    };
    return problem;
}

/// The least value of the least squares above, by the normal equations.
inline double least_value(const std::vector<PencilShard>& shards) {
    const Eigen::Index d = shards[0].rows.cols();
    Eigen::MatrixXd gram = Eigen::MatrixXd::Zero(d, d);
    Eigen::VectorXd right = Eigen::VectorXd::Zero(d);
    for (const PencilShard& shard : shards) {
        gram += shard.rows.transpose() * shard.rows;
        right += shard.rows.transpose() * shard.targets;
    }
    return least_squares(shards).value(gram.ldlt().solve(right));
}

/// Nonconvex: f_m = sum_i 1 / (1 + exp(y_i x_i'theta)), y the sign of the target. |sigmoid''| <= 1 / (6 sqrt 3), so
/// L = lambda_max(sum X'X) / (6 sqrt 3) will do.
inline PencilProblem sigmoid_loss(std::vector<PencilShard> shards) {
    for (PencilShard& shard : shards) {
        shard.targets = shard.targets.unaryExpr([](double y) { return y < 0 ? -1.0 : 1.0; });
    }
    PencilProblem problem{.workers = static_cast<int>(shards.size()),
                          .dimension = shards[0].rows.cols(),
                          .gradient = {},
                          .value = {},
                          .smoothness = largest_curvature(shards) / (6 * std::sqrt(3.0))};
    const auto losses = [](const PencilShard& shard, const Eigen::VectorXd& theta) -> Eigen::ArrayXd {
        return 1 / (1 + (shard.targets.array() * (shard.rows * theta).array()).exp());
    };
    problem.gradient = [shards, losses](int m, const Eigen::VectorXd& theta) -> Eigen::VectorXd {
        const PencilShard& shard = shards[static_cast<std::size_t>(m)];
        const Eigen::ArrayXd loss = losses(shard, theta);
        return shard.rows.transpose() * (-shard.targets.array() * loss * (1 - loss)).matrix();
    };
    problem.value = [shards = std::move(shards), losses](const Eigen::VectorXd& theta) {
        double value = 0;
        for (const PencilShard& shard : shards) {
            value += losses(shard, theta).sum();
        }
        return value;
    };
    return problem;
}

}  // namespace ogsim::test
