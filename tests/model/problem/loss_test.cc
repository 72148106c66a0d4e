#include "model/problem/loss.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "tests/model/problem/problems.h"

namespace ogsim {
namespace {

using test::normal_matrix;
using test::random_objective;

constexpr std::uint64_t kSeeds = 10;

// Central differences with h = 1e-5 err by h^2 f''' / 6 ~ 1e-10 and rounding 1e-16 f / h ~ 1e-10; f, f''' ~ 10 here.
TEST(LossCatalogue, GradientIsTheSlopeOfTheValueForEveryRow) {
    constexpr double kStep = 1e-5;
    for (const LossEntry& entry : loss_catalogue()) {
        for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
            const Objective objective = random_objective(entry, seed);
            std::mt19937_64 rng(100 + seed);
            const Eigen::VectorXd theta = normal_matrix(objective.dimension(), 1, rng);
            const Shard& shard = objective.shards[0];
            const Eigen::VectorXd gradient = entry.loss->gradient(theta, shard);
            for (Eigen::Index i = 0; i < theta.size(); ++i) {
                const Eigen::VectorXd e = kStep * Eigen::VectorXd::Unit(theta.size(), i);
                const double slope =
                    (entry.loss->value(theta + e, shard) - entry.loss->value(theta - e, shard)) / (2 * kStep);
                EXPECT_NEAR(gradient[i], slope, 1e-7) << entry.name << ", seed " << seed << ", entry " << i;
            }
        }
    }
}

TEST(LossCatalogue, HessianIsTheSlopeOfTheGradientForEveryRow) {
    constexpr double kStep = 1e-5;
    for (const LossEntry& entry : loss_catalogue()) {
        for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
            const Objective objective = random_objective(entry, seed);
            std::mt19937_64 rng(200 + seed);
            const Eigen::VectorXd theta = normal_matrix(objective.dimension(), 1, rng);
            const Shard& shard = objective.shards[0];
            const Eigen::MatrixXd hessian = entry.loss->hessian(theta, shard);
            for (Eigen::Index i = 0; i < theta.size(); ++i) {
                const Eigen::VectorXd e = kStep * Eigen::VectorXd::Unit(theta.size(), i);
                const Eigen::VectorXd slope =
                    (entry.loss->gradient(theta + e, shard) - entry.loss->gradient(theta - e, shard)) / (2 * kStep);
                EXPECT_LE((hessian.col(i) - slope).lpNorm<Eigen::Infinity>(), 1e-7) << entry.name << ", seed " << seed;
            }
        }
    }
}

// One sample x = 2, theta = 3, so x'theta = 6.
TEST(LinearLoss, IsHalfTheSquaredResidual) {
    const Shard shard{.features = Eigen::MatrixXd::Constant(1, 1, 2.0), .targets = Eigen::VectorXd::Constant(1, 1.0)};
    const Eigen::VectorXd theta = Eigen::VectorXd::Constant(1, 3.0);
    EXPECT_DOUBLE_EQ(loss_entry("linear").loss->value(theta, shard), 12.5);         // (6 - 1)^2 / 2
    EXPECT_DOUBLE_EQ(loss_entry("linear").loss->gradient(theta, shard)[0], 10.0);   // 2 (6 - 1)
    EXPECT_DOUBLE_EQ(loss_entry("linear").loss->hessian(theta, shard)(0, 0), 4.0);  // 2^2
}

// ln(1 + exp(z)) tends to z and to exp(-z) where exp(z) overflows or vanishes.
TEST(LogisticLoss, DoesNotOverflowAtLargeScores) {
    const Shard shard{.features = Eigen::MatrixXd::Constant(1, 1, 1.0), .targets = Eigen::VectorXd::Constant(1, 1.0)};
    const Loss& loss = *loss_entry("logistic").loss;
    const Eigen::VectorXd wrong = Eigen::VectorXd::Constant(1, -1e5);
    const Eigen::VectorXd right = Eigen::VectorXd::Constant(1, 1e5);
    const Eigen::VectorXd sure = Eigen::VectorXd::Constant(1, 40.0);
    EXPECT_DOUBLE_EQ(loss.value(wrong, shard), 1e5);
    EXPECT_DOUBLE_EQ(loss.gradient(wrong, shard)[0], -1.0);
    EXPECT_DOUBLE_EQ(loss.value(right, shard), 0.0);
    EXPECT_DOUBLE_EQ(loss.gradient(right, shard)[0], 0.0);
    EXPECT_NEAR(loss.value(sure, shard) / std::exp(-40.0), 1.0, 1e-12);
    EXPECT_NEAR(loss.gradient(sure, shard)[0] / -std::exp(-40.0), 1.0, 1e-12);
}

TEST(SoftmaxLoss, DoesNotOverflowAtLargeScores) {
    const Shard shard{.features = Eigen::MatrixXd::Constant(1, 1, 1.0), .targets = Eigen::VectorXd::Constant(1, 2.0)};
    const Loss& loss = *loss_entry("softmax").loss;
    const Eigen::Vector3d theta(1e5, 0.0, -1e5);  // class 0 is certain, class 2 is true
    EXPECT_DOUBLE_EQ(loss.value(theta, shard), 2e5);
    EXPECT_LE((loss.gradient(theta, shard) - Eigen::Vector3d(1.0, 0.0, -1.0)).norm(), 1e-300);
}

TEST(SoftmaxLoss, OfEqualScoresIsTheLogarithmOfTheClassesPerSample) {
    const Objective objective = random_objective(loss_entry("softmax"), 1);
    const double value = objective.kind->loss->value(Eigen::VectorXd::Zero(12), objective.shards[0]);
    EXPECT_NEAR(value, 8.0 * std::log(3.0), 1e-13);
}

// softmax over theta_0 = 0 and theta_1 = t is the logistic loss of t with y = -1, +1 for classes 0, 1.
TEST(SoftmaxLoss, OfTwoClassesIsTheLogisticLossOfTheirDifference) {
    for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
        const Objective logistic = random_objective(loss_entry("logistic"), seed);
        std::mt19937_64 rng(300 + seed);
        const Eigen::VectorXd difference = normal_matrix(4, 1, rng);
        Eigen::VectorXd theta(8);
        theta << Eigen::VectorXd::Zero(4), difference;
        Shard classes = logistic.shards[0];
        classes.targets = 0.5 * (classes.targets.array() + 1.0);
        EXPECT_NEAR(loss_entry("softmax").loss->value(theta, classes),
                    logistic.kind->loss->value(difference, logistic.shards[0]), 1e-12);
    }
}

TEST(SoftmaxLoss, RejectsThetaWhoseLengthIsNoMultipleOfTheFeatures) {
    const Objective objective = random_objective(loss_entry("softmax"), 1);
    try {
        static_cast<void>(objective.kind->loss->value(Eigen::VectorXd::Zero(5), objective.shards[0]));
        FAIL() << "five entries for four features were accepted";
    } catch (const std::invalid_argument& error) {
        EXPECT_STREQ(error.what(), "softmax: length of theta must be a multiple of 4 features, got 5");
    }
}

TEST(LossEntry, NamesTheKnownLossesWhereTheNameIsUnknown) {
    try {
        static_cast<void>(loss_entry("hinge"));
        FAIL() << "hinge was accepted";
    } catch (const std::invalid_argument& error) {
        EXPECT_STREQ(error.what(), "problem.kind must be one of linear, logistic, softmax, got \"hinge\"");
    }
}

}  // namespace
}  // namespace ogsim
