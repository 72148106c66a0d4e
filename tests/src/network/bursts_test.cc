#include "src/network/bursts.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace ogsim {
namespace {

using std::chrono::milliseconds;

using Kind = Interference::Kind;

constexpr Interference kBursts{.kind = Kind::kBursts, .bursts_per_second = 50.0, .mean_burst = Seconds{0.005}};

TEST(Bursts, AreNoneWhereNobodyElseIsOnTheBand) {
    EXPECT_FALSE(Bursts({}, 1).next().has_value());
}

TEST(Bursts, OfAJammerAreOneFromItsBeginningToItsEnd) {
    Bursts jammer({.kind = Kind::kJammer, .from = Seconds{0.01}, .until = Seconds{0.06}}, 1);
    const auto span = jammer.next();
    ASSERT_TRUE(span.has_value());
    EXPECT_EQ(span->start, milliseconds(10));
    EXPECT_EQ(span->end, milliseconds(60));
    EXPECT_FALSE(jammer.next().has_value());
}

TEST(Bursts, OfAJammerThatDoesNotStopLastACentury) {
    const auto span = Bursts({.kind = Kind::kJammer}, 1).next();
    ASSERT_TRUE(span.has_value());
    EXPECT_EQ(span->start, SimTime{0});
    EXPECT_EQ(span->end, kCentury);
}

// The mean of n exponential times of mean m has the standard deviation m / sqrt(n), and the share of those above m is
// 1/e. Gaps have the mean 1 / 50 s.
TEST(Bursts, AndTheGapsBetweenThemAreExponential) {
    constexpr int kCount = 20'000;
    Bursts bursts(kBursts, 7);
    double gaps = 0.0;
    double lengths = 0.0;
    int long_gaps = 0;
    SimTime last{0};
    for (int i = 0; i < kCount; ++i) {
        const auto span = bursts.next();
        ASSERT_TRUE(span.has_value());
        ASSERT_GE(span->start, last);
        ASSERT_GE(span->end, span->start);
        gaps += seconds(span->start - last).si;
        lengths += seconds(span->end - span->start).si;
        long_gaps += span->start - last > milliseconds(20) ? 1 : 0;
        last = span->end;
    }
    EXPECT_NEAR(gaps / kCount, 0.02, 4.0 * 0.02 / std::sqrt(kCount));
    EXPECT_NEAR(lengths / kCount, 0.005, 4.0 * 0.005 / std::sqrt(kCount));
    EXPECT_NEAR(static_cast<double>(long_gaps) / kCount, std::exp(-1.0), 4.0 * 0.5 / std::sqrt(kCount));
}

TEST(Bursts, BeginAfterTheBeginningAndEndWithTheEnd) {
    Interference some = kBursts;
    some.mean_burst = Seconds{10.0};
    some.from = Seconds{3.0};
    some.until = Seconds{4.0};
    Bursts bursts(some, 3);
    const auto span = bursts.next();
    ASSERT_TRUE(span.has_value());
    EXPECT_GT(span->start, milliseconds(3000));
    EXPECT_EQ(span->end, milliseconds(4000)) << "cut off";
    EXPECT_FALSE(bursts.next().has_value());
    EXPECT_FALSE(bursts.next().has_value());
}

TEST(Bursts, AreTheSameAgainAndOthersWithAnotherSeed) {
    Bursts one(kBursts, 1);
    Bursts two(kBursts, 1);
    Bursts other(kBursts, 2);
    const auto first = one.next();
    EXPECT_EQ(first->start, two.next()->start);
    EXPECT_NE(first->start, other.next()->start);
}

TEST(Bursts, RefuseRatesAndLengthsThatAreNone) {
    for (const double wrong : {0.0, -1.0, std::nan(""), std::numeric_limits<double>::infinity()}) {
        Interference rate = kBursts;
        rate.bursts_per_second = wrong;
        EXPECT_THROW(Bursts(rate, 1), std::invalid_argument) << wrong;
        Interference length = kBursts;
        length.mean_burst = Seconds{wrong};
        EXPECT_THROW(Bursts(length, 1), std::invalid_argument) << wrong;
    }
    Interference backwards = kBursts;
    backwards.from = Seconds{2.0};
    backwards.until = Seconds{2.0};
    EXPECT_THROW(Bursts(backwards, 1), std::invalid_argument);
    backwards.from = Seconds{-1.0};
    EXPECT_THROW(Bursts(backwards, 1), std::invalid_argument);
}

}  // namespace
}  // namespace ogsim
