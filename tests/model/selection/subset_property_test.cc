#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <set>
#include <vector>

#include "model/selection/selection.h"

namespace ogsim {
namespace {

RoundRule round_of(int workers, double budget, Ordering ordering) {
    return {.workers = workers, .budget = budget, .clock = {.ordering = ordering}, .poll_slot = {0.001}};
}

/// Who is heard on a perfect medium: workers in the order of their due times until the selection closes the round.
std::vector<int> heard_workers(const Selection& selection, const RoundRule& round, const std::vector<double>& norms) {
    const auto due = [&](int m) { return selection.due(round, m, norms[static_cast<std::size_t>(m)]); };
    std::vector<int> order;
    for (int m = 0; m < round.workers; ++m) {
        if (due(m)) {
            order.push_back(m);
        }
    }
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return *due(a) < *due(b); });
    std::vector<int> heard;
    double quietest_norm = 0;
    for (const int m : order) {
        const Heard so_far{
            .count = static_cast<int>(heard.size()), .quietest_norm = quietest_norm, .unheard_norm_sum = {}};
        if (const auto closing = selection.closing(round, so_far); closing && *closing <= *due(m)) {
            break;
        }
        heard.push_back(m);
        quietest_norm = norms[static_cast<std::size_t>(m)];
    }
    return heard;
}

std::vector<double> random_norms(int workers, std::mt19937_64& random) {
    std::lognormal_distribution<double> norm(0, 1.5);
    std::vector<double> norms;
    for (int m = 0; m < workers; ++m) {
        norms.push_back(norm(random));
    }
    return norms;
}

// An ordered-timer speaker has (M - j) ||delta|| > tau, hence M ||delta|| > tau: a lag-wk speaker.
TEST(SubsetProperty, OrderedTimerSpeakersAreLagSpeakersAtTheSameState) {
    std::mt19937_64 random(11);
    int strictly_fewer = 0;
    for (int trial = 0; trial < 2000; ++trial) {
        const int workers = 1 + static_cast<int>(random() % 30);
        const std::vector<double> norms = random_norms(workers, random);
        const double budget = workers * random_norms(1, random)[0];
        for (const Ordering ordering : {Ordering::kReciprocal, Ordering::kLogarithmic}) {
            const RoundRule round = round_of(workers, budget, ordering);
            const auto lag = heard_workers(*selection_entry("lag-wk").selection, round, norms);
            const auto ordered = heard_workers(*selection_entry("ordered-timer").selection, round, norms);
            const std::set<int> allowed(lag.begin(), lag.end());
            for (const int m : ordered) {
                EXPECT_TRUE(allowed.contains(m)) << "trial " << trial << ", worker " << m;
            }
            strictly_fewer += ordered.size() < lag.size() ? 1 : 0;
        }
    }
    EXPECT_GT(strictly_fewer, 1000);
}

// Both keep what is left unsaid within the budget: the same guarantee for fewer uplinks.
TEST(SubsetProperty, BothLeaveAtMostTheBudgetUnsaid) {
    std::mt19937_64 random(12);
    for (int trial = 0; trial < 2000; ++trial) {
        const int workers = 1 + static_cast<int>(random() % 30);
        const std::vector<double> norms = random_norms(workers, random);
        const RoundRule round = round_of(workers, workers * random_norms(1, random)[0], Ordering::kReciprocal);
        for (const char* name : {"lag-wk", "ordered-timer", "ordered-rx"}) {
            double unsaid = std::accumulate(norms.begin(), norms.end(), 0.0);
            for (const int m : heard_workers(*selection_entry(name).selection, round, norms)) {
                unsaid -= norms[static_cast<std::size_t>(m)];
            }
            EXPECT_LE(unsaid, round.budget * (1 + 1e-12)) << name << ", trial " << trial;
        }
    }
}

// M = 20, all norms g = 1, tau = 7.5: lag-wk sends all since M g > tau; ordered-timer stops at the first j with
// (M - j) g <= tau, which is j = ceil(M - tau / g) = 13.
TEST(SubsetProperty, EqualNormsCostLagAllAndOrderedTimerOnlyWhatTheBudgetLacks) {
    const std::vector<double> norms(20, 1.0);
    const RoundRule round = round_of(20, 7.5, Ordering::kReciprocal);
    EXPECT_EQ(heard_workers(*selection_entry("lag-wk").selection, round, norms).size(), 20U);
    EXPECT_EQ(heard_workers(*selection_entry("ordered-timer").selection, round, norms).size(), 13U);
    for (double budget = 0.25; budget < 20; budget += 0.5) {
        const auto expected = static_cast<std::size_t>(std::ceil(20 - budget));
        const RoundRule other = round_of(20, budget, Ordering::kReciprocal);
        EXPECT_EQ(heard_workers(*selection_entry("ordered-timer").selection, other, norms).size(), expected);
    }
}

}  // namespace
}  // namespace ogsim
