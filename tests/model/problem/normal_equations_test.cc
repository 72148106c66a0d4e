#include <gtest/gtest.h>

#include <random>

#include "model/problem/objective.h"

namespace ogsim {
namespace {

Objective random_least_squares(int samples, int features, unsigned seed) {
    std::mt19937_64 rng(seed);
    std::normal_distribution<double> normal;
    Objective objective{.kind = &loss_entry("linear"), .weight = 0.5, .l2_weight = 0.25};
    for (int worker = 0; worker < 3; ++worker) {
        objective.shards.push_back(
            {.features = Eigen::MatrixXd::NullaryExpr(features, samples, [&] { return normal(rng); }),
             .targets = Eigen::VectorXd::NullaryExpr(samples, [&] { return normal(rng); })});
    }
    return objective;
}

TEST(NormalEquations, GiveTheGradientOfTheSamples) {
    for (unsigned seed = 0; seed < 20; ++seed) {
        const Objective by_samples = random_least_squares(30, 7, seed);
        Objective by_equations = by_samples;
        by_equations.use_normal_equations();
        ASSERT_EQ(by_equations.normal.size(), 3U);
        const Eigen::VectorXd theta = Eigen::VectorXd::LinSpaced(7, -2.0, 3.0);
        for (int worker = 0; worker < 3; ++worker) {
            const Eigen::VectorXd expected = by_samples.gradient(worker, theta);
            EXPECT_LE((by_equations.gradient(worker, theta) - expected).norm(), 1e-12 * expected.norm())
                << "seed " << seed;
        }
    }
}

// 2 d^2 = 98 operations instead of 4 n d = 840.
TEST(NormalEquations, MakeAGradientCheaper) {
    Objective objective = random_least_squares(30, 7, 1);
    EXPECT_EQ(objective.gradient_flops(0), 840.0);
    objective.use_normal_equations();
    EXPECT_EQ(objective.gradient_flops(0), 98.0);
}

TEST(NormalEquations, AreNotUsedWhereTheyWouldBeLonger) {
    Objective few_samples = random_least_squares(7, 7, 1);
    few_samples.use_normal_equations();
    EXPECT_TRUE(few_samples.normal.empty());
    Objective logistic = random_least_squares(30, 7, 1);
    logistic.kind = &loss_entry("logistic");
    logistic.use_normal_equations();
    EXPECT_TRUE(logistic.normal.empty());
}

}  // namespace
}  // namespace ogsim
