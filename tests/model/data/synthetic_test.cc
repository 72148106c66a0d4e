#include "model/data/synthetic.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <stdexcept>

namespace ogsim {
namespace {

// The draws in the order of the header, written out again as plain loops.
TEST(NearIdenticalShards, AreDrawnInTheStatedOrder) {
    constexpr int kFeatures = 3;
    constexpr int kSamples = 4;
    std::mt19937_64 rng(7);
    std::normal_distribution<double> normal;
    double truth[kFeatures];
    double common[kSamples][kFeatures];
    for (double& entry : truth) {
        entry = normal(rng);
    }
    for (auto& row : common) {
        for (int j = 0; j < kFeatures; ++j) {
            row[j] = normal(rng) * std::pow(0.8, j);
        }
    }
    for (const Shard& shard : near_identical_shards(7, 2, kFeatures, kSamples, 0.5)) {
        for (int i = 0; i < kSamples; ++i) {
            for (int j = 0; j < kFeatures; ++j) {
                EXPECT_NEAR(shard.features(j, i), common[i][j] + 0.5 * normal(rng), 1e-15);
            }
        }
        for (int i = 0; i < kSamples; ++i) {
            double product = 0.0;
            for (int j = 0; j < kFeatures; ++j) {
                product += shard.features(j, i) * truth[j];
            }
            EXPECT_NEAR(shard.targets[i], product + 0.1 * normal(rng), 1e-14);
        }
    }
}

TEST(NearIdenticalShards, OfSigmaZeroShareFeaturesButNotTargets) {
    const std::vector<Shard> shards = near_identical_shards(7, 2, 10, 50, 0.0);
    EXPECT_EQ(shards[0].features, shards[1].features);
    EXPECT_NE(shards[0].targets, shards[1].targets);
}

TEST(NearIdenticalShards, NameTheArgumentTheyReject) {
    try {
        static_cast<void>(near_identical_shards(7, 2, 10, 50, -1.0));
        FAIL() << "a negative sigma was accepted";
    } catch (const std::invalid_argument& error) {
        EXPECT_STREQ(error.what(), "problem.sigma must be finite and >= 0, got -1.000000");
    }
    EXPECT_THROW(static_cast<void>(near_identical_shards(7, 0, 10, 50, 0.0)), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(near_identical_shards(7, 2, 0, 50, 0.0)), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(near_identical_shards(7, 2, 10, 0, 0.0)), std::invalid_argument);
}

// X_m - I = 1.3^(m-1) q q' has rank one and trace 1.3^(m-1), and the q are orthogonal.
TEST(LagIncreasingShards, AreIdentityPlusOrthogonalRankOneParts) {
    const std::vector<Shard> shards = lag_increasing_shards(1, 3);
    const Eigen::MatrixXd identity = Eigen::MatrixXd::Identity(kLagSize, kLagSize);
    for (int m = 0; m < 3; ++m) {
        const Eigen::MatrixXd part = shards[static_cast<std::size_t>(m)].features - identity;
        const double gain = std::pow(1.3, m);
        EXPECT_NEAR(part.trace(), gain, 1e-13);
        EXPECT_LE((part * part - gain * part).norm(), 1e-13);
        EXPECT_EQ(shards[static_cast<std::size_t>(m)].targets, shards[0].targets);
    }
    EXPECT_LE(((shards[0].features - identity) * (shards[1].features - identity)).norm(), 1e-13);
}

TEST(LagShards, RejectMoreWorkersThanTheyHaveDirections) {
    EXPECT_EQ(lag_uniform_shards(1, 50).size(), 50U);
    try {
        static_cast<void>(lag_uniform_shards(1, 51));
        FAIL() << "51 workers were accepted";
    } catch (const std::invalid_argument& error) {
        EXPECT_STREQ(error.what(), "network.workers = 51: LAG's synthetic data is for 1 to 50 workers");
    }
}

}  // namespace
}  // namespace ogsim
