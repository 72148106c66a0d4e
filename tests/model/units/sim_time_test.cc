#include "model/units/sim_time.h"

#include <gtest/gtest.h>

#include <limits>

namespace ogsim {
namespace {

TEST(SimTime, IsTheNearestWholeNanosecond) {
    EXPECT_EQ(sim_time(Seconds{1.4e-9}).count(), 1);
    EXPECT_EQ(sim_time(Seconds{1.6e-9}).count(), 2);
    EXPECT_EQ(sim_time(Seconds{-1.6e-9}).count(), -2);
    EXPECT_EQ(sim_time(Seconds{0.1}).count(), 100'000'000);
}

TEST(SimTime, ComesBackAsTheSameSeconds) {
    EXPECT_DOUBLE_EQ(seconds(sim_time(Seconds{12.345678901})).si, 12.345678901);
}

// 100 years of 365 days: 3.1536e9 s. Two of them must still be added without overflow of int64.
TEST(SimTime, EndsAfterACenturySoThatTwoCanBeAdded) {
    const SimTime never = sim_time(Seconds{std::numeric_limits<double>::infinity()});
    EXPECT_EQ(never.count(), 3'153'600'000'000'000'000);
    EXPECT_EQ(sim_time(Seconds{1e300}), never);
    EXPECT_EQ(sim_time(Seconds{-1e300}), -never);
    EXPECT_GT(never + never, never);
}

}  // namespace
}  // namespace ogsim
