#include "model/units/sim_time.h"

#include <gtest/gtest.h>

#include <limits>

namespace ogsim {
namespace {

using std::chrono::nanoseconds;

TEST(SimTime, IsTheNearestNanosecond) {
    EXPECT_EQ(sim_time({1.5}), nanoseconds(1'500'000'000));
    EXPECT_EQ(sim_time({1.4e-9}), nanoseconds(1));
    EXPECT_EQ(sim_time({1.6e-9}), nanoseconds(2));
    EXPECT_EQ(sim_time({-1.6e-9}), nanoseconds(-2));
}

TEST(SimTime, ComesBackFromSecondsUnchanged) {
    for (const std::int64_t count : {0LL, 1LL, 999'999'999LL, 3'600'000'000'001LL}) {
        EXPECT_EQ(sim_time(seconds(SimTime{count})), SimTime{count});
    }
    EXPECT_DOUBLE_EQ(seconds(nanoseconds(250)).si, 250e-9);
}

TEST(SimTime, StopsAtACenturySoThatTwoOfThemCanBeAdded) {
    EXPECT_EQ(sim_time({std::numeric_limits<double>::infinity()}), kCentury);
    EXPECT_EQ(sim_time({-std::numeric_limits<double>::infinity()}), -kCentury);
    EXPECT_EQ(sim_time({1e30}), kCentury);
    EXPECT_GT(kCentury + kCentury, kCentury) << "no overflow";
}

}  // namespace
}  // namespace ogsim
