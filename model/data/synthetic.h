#pragma once

#include <cstdint>
#include <vector>

#include "model/data/shard.h"

/// Made-up data with known properties: one shard a worker, with real targets. All throw std::invalid_argument with
/// the name, the value and what is allowed.
namespace ogsim {

/// Workers whose samples are nearly the same.
///
/// Drawn from one std::mt19937_64(seed) and one std::normal_distribution<double> in this order, so that others can draw
/// the same data: theta0 (d); C (n rows by d, row by row, entry (i, j) times 0.8^j); then for each worker
/// X_m = C + sigma N(0,1) row by row (drawn also for sigma = 0), followed by y_m = X_m theta0 + 0.1 N(0,1).
/// A row of X_m is a column (a sample) of the shard.
[[nodiscard]] std::vector<Shard> near_identical_shards(std::uint64_t seed, int workers, int features, int samples,
                                                       double sigma);

/// Samples and features of a worker in LAG's problems.
inline constexpr int kLagSize = 50;

/// LAG's problem with increasing smoothness constants (n = d = 50, at most 50 workers):
///
///     X_m = 1.3^(m-1) q_m q_m' + I,   so that lambda_max(X_m'X_m) = (1.3^(m-1) + 1)^2
///
/// q_m: column m of Q in the QR of a 50 x 50 matrix of N(0,1), which is drawn row by row. y is one vector for all
/// workers, as in the authors' code, there the targets of a data set; here N(0,1), drawn after the matrix: ours.
/// Source: Chen, Giannakis, Sun, Yin, LAG, NeurIPS 2018, and its published code.
[[nodiscard]] std::vector<Shard> lag_increasing_shards(std::uint64_t seed, int workers);

/// The same with 1 in place of 1.3^(m-1), as in the authors' code: lambda_max(X_m'X_m) = 4 for every worker.
[[nodiscard]] std::vector<Shard> lag_uniform_shards(std::uint64_t seed, int workers);

}  // namespace ogsim
