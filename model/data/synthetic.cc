#include "model/data/synthetic.h"

#include <Eigen/QR>
#include <cmath>
#include <random>
#include <stdexcept>
#include <string>

namespace ogsim {
namespace {

void check_at_least_one(const char* name, int value) {
    if (value < 1) {
        throw std::invalid_argument(std::string(name) + " must be >= 1, got " + std::to_string(value));
    }
}

/// One generator and one distribution, whose state (it draws in pairs) is part of the order of draws.
class NormalDraws {
 public:
    explicit NormalDraws(std::uint64_t seed) : rng_(seed) {}
    double operator()() { return normal_(rng_); }

 private:
    std::mt19937_64 rng_;
    std::normal_distribution<double> normal_;
};

/// A d x n matrix filled column by column: sample by sample where columns are samples.
Eigen::MatrixXd normal_matrix(Eigen::Index rows, Eigen::Index columns, NormalDraws& draw) {
    Eigen::MatrixXd matrix(rows, columns);
    for (double& entry : matrix.reshaped()) {
        entry = draw();
    }
    return matrix;
}

std::vector<Shard> lag_shards(std::uint64_t seed, int workers, double ratio) {
    if (workers < 1 || workers > kLagSize) {
        throw std::invalid_argument("network.workers = " + std::to_string(workers) +
                                    ": LAG's synthetic data is for 1 to " + std::to_string(kLagSize) + " workers");
    }
    NormalDraws draw(seed);
    const Eigen::MatrixXd gaussian = normal_matrix(kLagSize, kLagSize, draw).transpose();
    const Eigen::MatrixXd q = Eigen::HouseholderQR<Eigen::MatrixXd>(gaussian).householderQ();
    const Eigen::VectorXd targets = normal_matrix(kLagSize, 1, draw);
    std::vector<Shard> shards;
    double gain = 1.0;
    for (int m = 0; m < workers; ++m, gain *= ratio) {
        Eigen::MatrixXd features = gain * q.col(m) * q.col(m).transpose();
        features.diagonal().array() += 1.0;
        shards.push_back({.features = features, .targets = targets});
    }
    return shards;
}

}  // namespace

std::vector<Shard> near_identical_shards(std::uint64_t seed, int workers, int features, int samples, double sigma) {
    check_at_least_one("network.workers", workers);
    check_at_least_one("problem.features", features);
    check_at_least_one("problem.samples_per_worker", samples);
    if (!(std::isfinite(sigma) && sigma >= 0.0)) {
        throw std::invalid_argument("problem.sigma must be finite and >= 0, got " + std::to_string(sigma));
    }
    NormalDraws draw(seed);
    const Eigen::VectorXd truth = normal_matrix(features, 1, draw);
    Eigen::MatrixXd common = normal_matrix(features, samples, draw);
    for (Eigen::Index j = 0; j < features; ++j) {
        common.row(j) *= std::pow(0.8, static_cast<double>(j));
    }
    std::vector<Shard> shards(static_cast<std::size_t>(workers));
    for (Shard& shard : shards) {
        shard.features = common + sigma * normal_matrix(features, samples, draw);
        shard.targets = shard.features.transpose() * truth;
        for (double& target : shard.targets) {
            target += 0.1 * draw();
        }
    }
    return shards;
}

std::vector<Shard> lag_increasing_shards(std::uint64_t seed, int workers) {
    return lag_shards(seed, workers, 1.3);
}

std::vector<Shard> lag_uniform_shards(std::uint64_t seed, int workers) {
    return lag_shards(seed, workers, 1.0);
}

}  // namespace ogsim
