#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "model/random/stream.h"
#include "model/statistics/gini.h"
#include "model/statistics/mean.h"
#include "model/statistics/median.h"
#include "model/statistics/pareto.h"
#include "model/statistics/ratio.h"

namespace ogsim {
namespace {

using ::testing::ElementsAre;
using Sample = std::vector<double>;

constexpr double kForever = std::numeric_limits<double>::infinity();

// 1, 2, 3, 4, 5: mean 3, s^2 = 10 / 4, s / sqrt(5) = 0.70711; the 97.5 % point of t with 4 degrees of freedom
// is 2.77645 in any table.
TEST(MeanWithT, IsThatOfTheTable) {
    const auto estimate = mean_with_t(Sample{1, 2, 3, 4, 5});
    EXPECT_DOUBLE_EQ(estimate->value, 3.0);
    EXPECT_NEAR(estimate->interval->low, 3.0 - 2.77645 * std::sqrt(0.5), 1e-5);
    EXPECT_NEAR(estimate->interval->high, 3.0 + 2.77645 * std::sqrt(0.5), 1e-5);
}

TEST(MeanWithT, HasNoIntervalOfOneValueAndNothingOfNone) {
    EXPECT_FALSE(mean_with_t(Sample{}));
    EXPECT_DOUBLE_EQ(mean_with_t(Sample{7})->value, 7.0);
    EXPECT_FALSE(mean_with_t(Sample{7})->interval);
}

TEST(MeanWithT, OfEqualValuesIsAPoint) {
    const auto estimate = mean_with_t(Sample{0.1, 0.1, 0.1});
    EXPECT_EQ(estimate->interval->low, 0.1);
    EXPECT_EQ(estimate->interval->high, 0.1);
}

TEST(MeanWithT, RefusesWhatIsNoNumber) {
    EXPECT_THROW((void)mean_with_t(Sample{1.0, kForever}), std::invalid_argument);
    EXPECT_THROW((void)mean_with_t(Sample{std::nan("")}), std::invalid_argument);
}

TEST(MeanWithBootstrap, IsTheSameForTheSameStream) {
    const Sample sample{1, 5, 2, 8, 3, 9, 4, 4};
    auto one = random_stream(1, "test"), two = random_stream(1, "test"), other = random_stream(2, "test");
    const auto first = mean_with_bootstrap(sample, one), again = mean_with_bootstrap(sample, two);
    EXPECT_EQ(first->interval->low, again->interval->low);
    EXPECT_NE(first->interval->low, mean_with_bootstrap(sample, other)->interval->low);
    EXPECT_DOUBLE_EQ(first->value, 4.5);
}

// On a large normal-like sample the two intervals agree: 0, 1, ..., 99 has mean 49.5 and s / sqrt(n) = 2.901.
TEST(MeanWithBootstrap, TendsToThatOfT) {
    Sample sample;
    for (int value = 0; value < 100; ++value) {
        sample.push_back(value);
    }
    auto rng = random_stream(1, "test");
    const auto bootstrap = mean_with_bootstrap(sample, rng), t = mean_with_t(sample);
    EXPECT_NEAR(bootstrap->interval->low, t->interval->low, 0.5);
    EXPECT_NEAR(bootstrap->interval->high, t->interval->high, 0.5);
}

TEST(MeanWithBootstrap, HasNoIntervalBelowEightValues) {
    auto rng = random_stream(1, "test");
    EXPECT_FALSE(mean_with_bootstrap(Sample{1, 2, 3, 4, 5, 6, 7}, rng)->interval);
    EXPECT_TRUE(mean_with_bootstrap(Sample{1, 2, 3, 4, 5, 6, 7, 8}, rng)->interval);
    EXPECT_FALSE(mean_with_bootstrap(Sample{}, rng));
}

TEST(MeanWithBootstrap, LeavesOutResamplesOfEqualValues) {
    auto rng = random_stream(1, "test");
    const auto estimate = mean_with_bootstrap(Sample{0, 0, 0, 0, 0, 0, 0, 1}, rng);  // a third of them are all 0
    EXPECT_TRUE(std::isfinite(estimate->interval->low) && std::isfinite(estimate->interval->high));
    EXPECT_THROW((void)mean_with_bootstrap(Sample{1, 2}, rng, 98), std::invalid_argument);
}

// n = 10: g(2) = 1 - 22 / 1024 = 0.978516, g(3) = 1 - 112 / 1024 = 0.890625; I = 0.028516 / 0.087891 = 0.324444,
// w = 8 I / (2 + 6 I) = 0.65767 so that low = 2 + w and high = 9 - w of 1, 2, ..., 10.
TEST(MedianWithInterval, IsThatOfTheFormulaByHand) {
    const Sample sample{10, 9, 8, 7, 6, 5, 4, 3, 2, 1};
    const MedianEstimate estimate = median_with_interval(sample);
    const double i = (1.0 - 22.0 / 1024.0 - 0.95) / (90.0 / 1024.0), w = 8.0 * i / (2.0 + 6.0 * i);
    EXPECT_NEAR(w, 0.6577, 1e-4);
    EXPECT_DOUBLE_EQ(*estimate.least, 5.5);
    EXPECT_DOUBLE_EQ(*estimate.most, 5.5);
    EXPECT_NEAR(*estimate.low, 2.0 + w, 1e-12);
    EXPECT_NEAR(*estimate.high, 9.0 - w, 1e-12);
}

TEST(MedianWithInterval, HasNoIntervalBelowSixValues) {
    EXPECT_FALSE(median_with_interval(Sample{}).least);
    EXPECT_EQ(median_with_interval(Sample{3}).least, 3.0);
    EXPECT_FALSE(median_with_interval(Sample{1, 2, 3, 4, 5}).low);
    EXPECT_TRUE(median_with_interval(Sample{1, 2, 3, 4, 5, 6}).low);
    EXPECT_EQ(median_with_interval(Sample{2, 2, 2, 2, 2, 2}).high, 2.0);
}

// Two of ten are cut at 8: the median is known, and so is the interval's lower end; its upper one needs the 9th.
TEST(MedianWithInterval, IsOpenWhereItsUpperEndWasNotReached) {
    std::vector<Bounds> sample;
    for (const double value : {1, 2, 3, 4, 5, 6, 7, 8}) {
        sample.push_back({value, value});
    }
    sample.insert(sample.end(), 2, {8.0, kForever});
    const MedianEstimate estimate = median_with_interval(sample);
    EXPECT_EQ(estimate.least, 5.5);
    EXPECT_EQ(estimate.most, 5.5);
    EXPECT_NEAR(*estimate.low, 2.6577, 1e-4);
    EXPECT_FALSE(estimate.high);
}

TEST(MedianWithInterval, IsNothingAboveWhereHalfNeverGetThere) {
    const std::vector<Bounds> sample{{1, 1}, {2, kForever}, {3, kForever}};
    EXPECT_EQ(median_with_interval(sample).least, 2.0);
    EXPECT_FALSE(median_with_interval(sample).most);
}

// A run whose battery was empty at 1 might have reached its target at any later cost: the median is 3 or 4.
TEST(MedianWithInterval, LiesBetweenBoundsWhereARunStoppedEarly) {
    const std::vector<Bounds> sample{{1, kForever}, {2, 2}, {3, 3}, {4, 4}, {5, 5}};
    EXPECT_EQ(median_with_interval(sample).least, 3.0);
    EXPECT_EQ(median_with_interval(sample).most, 4.0);
}

TEST(MedianWithInterval, RefusesBoundsThatAreNone) {
    EXPECT_THROW((void)median_with_interval(std::vector<Bounds>{{2, 1}}), std::invalid_argument);
    EXPECT_THROW((void)median_with_interval(Sample{std::nan("")}), std::invalid_argument);
}

CostPair known(double cost, double baseline) {
    return {{cost, cost}, {baseline, baseline}};
}

// Ratios 1/2, 1/8: logarithms -1 and -3 in base 2, mean -2: 1/4.
TEST(GeometricMeanRatio, IsTheInverseTheOtherWayRound) {
    const auto ratio = geometric_mean_ratio(std::vector{known(1, 2), known(2, 16)});
    const auto inverse = geometric_mean_ratio(std::vector{known(2, 1), known(16, 2)});
    EXPECT_DOUBLE_EQ(ratio->value, 0.25);
    EXPECT_DOUBLE_EQ(inverse->value, 4.0);
    EXPECT_NEAR(ratio->interval->low * inverse->interval->high, 1.0, 1e-9);
}

TEST(GeometricMeanRatio, IsNothingOfZerosAndOfWhatIsNotKnown) {
    EXPECT_FALSE(geometric_mean_ratio(std::vector<CostPair>{}));
    EXPECT_FALSE(geometric_mean_ratio(std::vector{known(1, 2), known(0, 1)}));
    EXPECT_FALSE(geometric_mean_ratio(std::vector{CostPair{{1, kForever}, {1, 1}}}));
    EXPECT_FALSE(geometric_mean_ratio(std::vector{known(1, 2)})->interval);
}

// 1 : 2 twice, at least 3 : 1 once (the cost was cut at 3), 1 : at least 4 once: between 0 and 1/4. The fifth pair, of
// which neither is known, is left out. Sorted lower bounds 0, 1/2, 1/2, 3: median 1/2; upper 1/4, 1/2, 1/2, infinite.
TEST(MedianRatio, KnowsTheSideOfWhatWasCut) {
    const std::vector<CostPair> pairs{
        known(1, 2), known(2, 4), {{3, kForever}, {1, 1}}, {{1, 1}, {4, kForever}}, {{1, kForever}, {1, kForever}}};
    EXPECT_EQ(median_ratio(pairs).least, 0.5);
    EXPECT_EQ(median_ratio(pairs).most, 0.5);
    EXPECT_FALSE(median_ratio(std::vector{known(0, 1)}).least);
}

// The cost of the second pair was cut before anything was spent: its ratio is anything. Sorted lower bounds 0, 1/2,
// 1/2.
TEST(MedianRatio, TakesWhatEndedBeforeItBegan) {
    const std::vector<CostPair> pairs{known(1, 2), {{0, kForever}, {1, 1}}, known(2, 4)};
    EXPECT_EQ(median_ratio(pairs).least, 0.5);
    EXPECT_EQ(median_ratio(pairs).most, 0.5);
    EXPECT_FALSE(median_ratio(std::vector<CostPair>{{{-1, kForever}, {1, 1}}, known(1, 2)}).least);
}

// Half the mean difference over the mean: 1, 3: differences 0, 2, 2, 0, mean 1; 1 / 2 / 2 = 1/4.
TEST(Gini, IsHalfTheMeanDifferenceOverTheMean) {
    EXPECT_DOUBLE_EQ(*gini(Sample{3, 1}), 0.25);
    EXPECT_DOUBLE_EQ(*gini(Sample{0, 0, 0, 1}), 0.75);
    EXPECT_DOUBLE_EQ(*gini(Sample{2, 2, 2}), 0.0);
}

TEST(Gini, HasAnAnswerAtTheEdges) {
    EXPECT_FALSE(gini(Sample{}));
    EXPECT_EQ(*gini(Sample{5}), 0.0);
    EXPECT_EQ(*gini(Sample{0, 0}), 0.0);
    EXPECT_THROW((void)gini(Sample{-1, 2}), std::invalid_argument);
    EXPECT_THROW((void)gini(Sample{kForever}), std::invalid_argument);
}

TEST(ParetoFront, IsWhatNothingElseBeats) {
    const std::array<Choice, 5> choices{{{1, 0.5}, {2, 0.9}, {2, 0.8}, {3, 0.9}, {2, 0.9}}};
    EXPECT_THAT(pareto_front(choices), ElementsAre(true, true, false, false, true));
    EXPECT_TRUE(pareto_front(std::vector<Choice>{}).empty());
    EXPECT_THAT(pareto_front(std::vector<Choice>{{1, 0}}), ElementsAre(true));
}

}  // namespace
}  // namespace ogsim
