#include "model/optimizer/gradient_step.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace ogsim {
namespace {

TEST(GradientStep, GoesAgainstTheSumByTheStepSize) {
    EXPECT_EQ(gradient_step(Eigen::Vector2d(1, 2), Eigen::Vector2d(4, -8), 0.25), Eigen::Vector2d(0, 4));
}

// f = theta^2 / 2 per entry, L = 1: alpha = 1/L reaches the optimum in one step.
TEST(GradientStep, ReachesTheOptimumOfAParabolaInOneStepOfOneOverL) {
    const Eigen::Vector2d theta(3, -5);
    EXPECT_EQ(gradient_step(theta, theta, 1.0), Eigen::Vector2d(0, 0));
}

TEST(GradientStep, RejectsASumOfAnotherLength) {
    EXPECT_THROW((void)gradient_step(Eigen::Vector2d(1, 2), Eigen::Vector3d(1, 2, 3), 1.0), std::invalid_argument);
}

}  // namespace
}  // namespace ogsim
