#include "model/battery/harvest.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <stdexcept>
#include <vector>

namespace ogsim {
namespace {

using std::chrono::seconds;

TEST(Harvest, IsConstantWhereItHasNoSteps) {
    const Harvest harvest(Watts{0.25});
    EXPECT_EQ(harvest.power(SimTime{0}), Watts{0.25});
    EXPECT_EQ(harvest.power(std::chrono::hours(1000)), Watts{0.25});
    EXPECT_EQ(harvest.next_step(seconds(5)), kCentury);
    EXPECT_EQ(Harvest().power(seconds(1)), Watts{0.0});
}

// A day of 10 s: 1 W from 0, 0 W from 4 s on; then again.
TEST(Harvest, RepeatsItsStepsAfterEachPeriod) {
    const Harvest harvest({{seconds(0), Watts{1.0}}, {seconds(4), Watts{0.0}}}, seconds(10));
    EXPECT_EQ(harvest.power(SimTime{0}), Watts{1.0});
    EXPECT_EQ(harvest.power(seconds(4) - SimTime{1}), Watts{1.0});
    EXPECT_EQ(harvest.power(seconds(4)), Watts{0.0});
    EXPECT_EQ(harvest.power(seconds(10)), Watts{1.0});
    EXPECT_EQ(harvest.power(seconds(37)), Watts{0.0});
    EXPECT_EQ(harvest.next_step(SimTime{0}), seconds(4));
    EXPECT_EQ(harvest.next_step(seconds(4)), seconds(10));
    EXPECT_EQ(harvest.next_step(seconds(33)), seconds(34));
}

TEST(Harvest, RefusesStepsThatDoNotRiseAndPowersThatAreNone) {
    using Steps = std::vector<HarvestStep>;
    EXPECT_THROW(Harvest(Watts{-1.0}), std::invalid_argument);
    EXPECT_THROW(Harvest(Watts{std::nan("")}), std::invalid_argument);
    EXPECT_THROW(Harvest(Steps{}, seconds(1)), std::invalid_argument);
    EXPECT_THROW(Harvest(Steps{{seconds(1), Watts{1.0}}}, seconds(2)), std::invalid_argument);
    EXPECT_THROW(Harvest(Steps{{seconds(0), Watts{1.0}}}, seconds(0)), std::invalid_argument);
    EXPECT_THROW(Harvest(Steps{{seconds(0), Watts{1.0}}, {seconds(0), Watts{1.0}}}, seconds(2)), std::invalid_argument);
    EXPECT_THROW(Harvest(Steps{{seconds(0), Watts{1.0}}, {seconds(2), Watts{-1.0}}}, seconds(3)),
                 std::invalid_argument);
}

}  // namespace
}  // namespace ogsim
