#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "model/problem/objective.h"
#include "tests/model/problem/problems.h"

namespace ogsim {
namespace {

using test::normal_matrix;
using test::random_objective;

Shard logistic_points(std::initializer_list<double> features, std::initializer_list<double> signs) {
    Shard shard{.features = Eigen::MatrixXd(1, static_cast<Eigen::Index>(features.size())),
                .targets = Eigen::VectorXd(static_cast<Eigen::Index>(signs.size()))};
    std::copy(features.begin(), features.end(), shard.features.data());
    std::copy(signs.begin(), signs.end(), shard.targets.data());
    return shard;
}

TEST(Optimum, HasACertifiedGapAndNoLowerNeighboursForEveryLoss) {
    for (const LossEntry& entry : loss_catalogue()) {
        for (std::uint64_t seed = 0; seed < 10; ++seed) {
            const Objective objective = random_objective(entry, seed);
            const std::optional<Optimum> best = optimum(objective);
            ASSERT_TRUE(best.has_value()) << entry.name << ", seed " << seed;
            EXPECT_LE(best->gap_bound, 1e-12 * std::max(1.0, best->value));
            EXPECT_EQ(best->value, objective.value(best->theta));
            std::mt19937_64 rng(40 + seed);
            for (int trial = 0; trial < 20; ++trial) {
                const Eigen::VectorXd move = 1e-3 * normal_matrix(objective.dimension(), 1, rng);
                EXPECT_GT(objective.value(best->theta + move), best->value);
            }
        }
    }
}

// Least squares is its own quadratic model. (X X' w + l2 I) theta = w X y by hand: 4 theta + 0.5 theta = 9.
TEST(Optimum, OfLeastSquaresTakesOneStep) {
    const Shard shard{.features = Eigen::MatrixXd::Constant(1, 1, 2.0), .targets = Eigen::VectorXd::Constant(1, 4.5)};
    const Objective objective{.kind = &loss_entry("linear"), .shards = {shard}, .l2_weight = 0.5};
    const std::optional<Optimum> best = optimum(objective);
    ASSERT_TRUE(best.has_value());
    EXPECT_EQ(best->iterations, 1);
    EXPECT_NEAR(best->theta[0], 2.0, 1e-15);
}

// One sample x = (1, 1), y = 2: all theta with theta_1 + theta_2 = 2 fit; the shortest is (1, 1).
TEST(Optimum, OfSingularLeastSquaresIsTheOneOfLeastNorm) {
    const Shard shard{.features = Eigen::MatrixXd::Ones(2, 1), .targets = Eigen::VectorXd::Constant(1, 2.0)};
    const Objective objective{.kind = &loss_entry("linear"), .shards = {shard}};
    const std::optional<Optimum> best = optimum(objective);
    ASSERT_TRUE(best.has_value());
    EXPECT_LE((best->theta - Eigen::Vector2d(1.0, 1.0)).norm(), 1e-14);
    EXPECT_NEAR(best->value, 0.0, 1e-15);
    EXPECT_LE(best->gap_bound, 1e-12);
}

// Two +1 and one -1 at x = 1: the mean sign's odds are 2, so theta = ln 2, and f = ln(27/4).
TEST(Optimum, OfOverlappingClassesWithoutL2IsFoundAndCertified) {
    const Objective objective{.kind = &loss_entry("logistic"), .shards = {logistic_points({1, 1, 1}, {1, 1, -1})}};
    const std::optional<Optimum> best = optimum(objective);
    ASSERT_TRUE(best.has_value());
    EXPECT_NEAR(best->theta[0], std::log(2.0), 1e-7);
    EXPECT_NEAR(best->value, std::log(6.75), 1e-12);
    EXPECT_LE(best->gap_bound, 1e-12 * best->value);
}

TEST(Optimum, OfSeparableClassesWithoutL2DoesNotExist) {
    const Objective apart{.kind = &loss_entry("logistic"), .shards = {logistic_points({-1, 2}, {-1, 1})}};
    EXPECT_FALSE(optimum(apart).has_value());
    Objective softmax{.kind = &loss_entry("softmax"), .shards = {logistic_points({-1, 2}, {0, 1})}, .classes = 2};
    EXPECT_FALSE(optimum(softmax).has_value());
    softmax.l2_weight = 1e-3;
    EXPECT_TRUE(optimum(softmax).has_value());
}

// Adding one vector to all classes of softmax changes nothing: the Hessian is singular, the optimum still certified.
TEST(Optimum, OfOverlappingSoftmaxWithoutL2IsFoundDespiteItsFlatDirections) {
    const Objective objective{
        .kind = &loss_entry("softmax"), .shards = {logistic_points({1, 1, 1, 1}, {0, 0, 1, 2})}, .classes = 3};
    const std::optional<Optimum> best = optimum(objective);
    ASSERT_TRUE(best.has_value());
    // Shares 1/2, 1/4, 1/4: the entropy of the labels, 4 (ln 2 / 2 + ln 4 / 2) = 6 ln 2.
    EXPECT_NEAR(best->value, 6.0 * std::log(2.0), 1e-12);
    EXPECT_NEAR(best->theta.sum(), 0.0, 1e-6);
}

TEST(Optimum, IsTheStartWhereTheDataSaysNothing) {
    const Shard shard{.features = Eigen::MatrixXd::Zero(2, 3), .targets = Eigen::Vector3d(1.0, 2.0, 3.0)};
    const Objective objective{.kind = &loss_entry("linear"), .shards = {shard}};
    const std::optional<Optimum> best = optimum(objective);
    ASSERT_TRUE(best.has_value());
    EXPECT_EQ(best->value, 7.0);  // (1 + 4 + 9) / 2
    EXPECT_EQ(best->iterations, 0);
}

}  // namespace
}  // namespace ogsim
