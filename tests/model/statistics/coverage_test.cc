#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "model/statistics/mean.h"
#include "model/statistics/median.h"
#include "model/statistics/ratio.h"
#include "tests/model/statistics/draws.h"

/// How often the 95 % intervals hold the truth: 10,000 samples each from fixed seeds. The share's own standard error is
/// sqrt(0.95 * 0.05 / 10000) = 0.2 %.
namespace ogsim {
namespace {

constexpr int kFewResamples = 299;  // kResamples: with the long tests
constexpr double kForever = std::numeric_limits<double>::infinity();

void expect_95(double share) {
    EXPECT_GE(share, 0.93);
    EXPECT_LE(share, 0.97);
}

/// An end that is not there is open.
bool holds(const MedianEstimate& estimate, double truth) {
    return estimate.low && *estimate.low <= truth && (!estimate.high || truth <= *estimate.high);
}

/// 5 where an interval is given at all: the bootstrap's needs 8 values, the median's 6.
class CoverageOfT : public ::testing::TestWithParam<int> {};
class CoverageOfBootstrap : public ::testing::TestWithParam<int> {};
class CoverageOfMedian : public ::testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Sizes, CoverageOfT, ::testing::Values(2, 5, 10, 30));
INSTANTIATE_TEST_SUITE_P(Sizes, CoverageOfBootstrap, ::testing::Values(8, 10, 30));
INSTANTIATE_TEST_SUITE_P(Sizes, CoverageOfMedian, ::testing::Values(6, 7, 10, 30));

TEST_P(CoverageOfT, IsThatOfAMeanOfNormalValues) {
    const int n = GetParam();
    expect_95(
        coverage("mean, t, normal", n, [n](auto& rng) { return holds(mean_with_t(sample_of(n, rng, normal)), 0.0); }));
}

TEST_P(CoverageOfBootstrap, IsThatOfAMeanOfNormalValues) {
    const int n = GetParam();
    expect_95(coverage("mean, bootstrap, normal", n, [n](auto& rng) {
        const std::vector<double> sample = sample_of(n, rng, normal);
        return holds(mean_with_bootstrap(sample, rng, kFewResamples), 0.0);
    }));
}

// The mean of the exponential distribution is 1. Student's interval covers 89.6 % at n = 10 here.
TEST_P(CoverageOfBootstrap, IsThatOfAMeanOfSkewedValues) {
    const int n = GetParam();
    expect_95(coverage("mean, bootstrap, exponential", n, [n](auto& rng) {
        const std::vector<double> sample = sample_of(n, rng, exponential);
        return holds(mean_with_bootstrap(sample, rng, kFewResamples), 1.0);
    }));
}

TEST_P(CoverageOfMedian, IsThatOfNormalValues) {
    const int n = GetParam();
    expect_95(coverage("median, normal", n,
                       [n](auto& rng) { return holds(median_with_interval(sample_of(n, rng, normal)), 0.0); }));
}

// Half of exponential values are above ln 2.
TEST_P(CoverageOfMedian, IsThatOfSkewedValues) {
    const int n = GetParam();
    expect_95(coverage("median, exponential", n, [n](auto& rng) {
        return holds(median_with_interval(sample_of(n, rng, exponential)), std::log(2.0));
    }));
}

Bounds within(double value, double budget) {
    return value > budget ? Bounds{budget, kForever} : Bounds{value, value};
}

// One exponential value in five is above ln 5: a budget for all that 20 % do not keep to.
TEST_P(CoverageOfMedian, IsThatOfValuesOfWhichABudgetCutsOneInFive) {
    const int n = GetParam();
    expect_95(coverage("median, one budget", n, [n](auto& rng) {
        std::vector<Bounds> sample;
        for (const double value : sample_of(n, rng, exponential)) {
            sample.push_back(within(value, std::log(5.0)));
        }
        return holds(median_with_interval(sample), std::log(2.0));
    }));
}

// Budgets of their own, exponential with mean 4: P[budget < value] = (1/4) / (1/4 + 1) = 20 %. Many lie below the
// median, where what they hide may be on either side of it: more than 95 % is covered, as the header promises.
TEST_P(CoverageOfMedian, IsAtLeastThatWhereEachValueHasABudgetOfItsOwn) {
    const int n = GetParam();
    const double share = coverage("median, own budgets", n, [n](auto& rng) {
        std::vector<Bounds> sample;
        for (const double value : sample_of(n, rng, exponential)) {
            const double budget = 4.0 * exponential(rng);
            sample.push_back(within(value, budget));
        }
        return holds(median_with_interval(sample), std::log(2.0));
    });
    EXPECT_GE(share, 0.93);
}

constexpr double kRatio = 0.6;

/// Costs in worlds that are as unlike as exp(normal), in which the two differ by 0.6 exp(0.3 (normal - normal)).
std::vector<CostPair> pairs_of(int n, std::mt19937_64& rng, double budget) {
    std::vector<CostPair> pairs;
    for (int pair = 0; pair < n; ++pair) {
        const double world = normal(rng);
        const double cost = kRatio * std::exp(world + 0.3 * normal(rng));
        const double baseline = std::exp(world + 0.3 * normal(rng));
        pairs.push_back({within(cost, budget), within(baseline, budget)});
    }
    return pairs;
}

TEST_P(CoverageOfT, IsThatOfARatioOfLognormalCosts) {
    const int n = GetParam();
    expect_95(coverage("ratio, t, lognormal", n,
                       [n](auto& rng) { return holds(geometric_mean_ratio(pairs_of(n, rng, kForever)), kRatio); }));
}

TEST_P(CoverageOfBootstrap, IsThatOfARatioOfLognormalCosts) {
    const int n = GetParam();
    expect_95(coverage("ratio, bootstrap, lognormal", n, [n](auto& rng) {
        const std::vector<CostPair> pairs = pairs_of(n, rng, kForever);
        return holds(geometric_mean_ratio_bootstrap(pairs, rng, kFewResamples), kRatio);
    }));
}

TEST_P(CoverageOfMedian, IsThatOfARatioOfLognormalCosts) {
    const int n = GetParam();
    expect_95(coverage("ratio, median, lognormal", n,
                       [n](auto& rng) { return holds(median_ratio(pairs_of(n, rng, kForever)), kRatio); }));
}

// A budget of 2.41 = exp(0.842 sqrt(1 + 0.3^2)) is passed by a fifth of the baselines. A ratio of which one half is
// known to be large only may lie on either side of the median: more than 95 % is covered, where there is an interval.
TEST_P(CoverageOfMedian, IsAtLeastThatOfARatioOfWhichABudgetCutsOneInFive) {
    const int n = GetParam();
    const double share = coverage("ratio, median, one budget", n, [n](auto& rng) {
        const MedianEstimate estimate = median_ratio(pairs_of(n, rng, 2.41));
        return !estimate.low || holds(estimate, kRatio);
    });
    EXPECT_GE(share, 0.93);
}

}  // namespace
}  // namespace ogsim
