#include "src/ledger/lifetime.h"

#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <vector>

#include "model/random/stream.h"

namespace ogsim {
namespace {

using std::chrono::seconds;
using Deaths = std::vector<std::optional<SimTime>>;
using Samples = std::vector<std::int64_t>;

// Five workers; deaths at 3, 5, 9 s. Half of five is three dead: 9 s. Samples 10, 10, 10, 10, 60:
// the 60 of the last worker go at 5 s.
TEST(Lifetime, TellsFirstDeathHalfDeadAndCoverageLost) {
    const Deaths deaths{seconds(9), std::nullopt, seconds(3), std::nullopt, seconds(5)};
    const Samples samples{10, 10, 10, 10, 60};
    const Lifetime half = lifetime(deaths, samples, 0.5);
    EXPECT_EQ(half.first_death, seconds(3));
    EXPECT_EQ(half.half_dead, seconds(9));
    EXPECT_EQ(half.coverage_lost, seconds(5)) << "90 of 100 after 3 s, 30 after 5 s";
    EXPECT_EQ(lifetime(deaths, samples, 0.95).coverage_lost, seconds(3));
    EXPECT_EQ(lifetime(deaths, samples, 0.9).coverage_lost, seconds(5)) << "exactly the share is enough";
    EXPECT_EQ(lifetime(deaths, samples, 0.25).coverage_lost, seconds(9)) << "20 of 100";
    EXPECT_FALSE(lifetime(deaths, samples, 0.2).coverage_lost.has_value());
}

TEST(Lifetime, IsUnknownWhereNobodyDied) {
    const Lifetime none = lifetime(Deaths(4), Samples(4, 1), 1.0);
    EXPECT_FALSE(none.first_death || none.half_dead || none.coverage_lost);
}

TEST(Lifetime, OfAPairIsHalfOverWithTheFirstDeath) {
    EXPECT_EQ(lifetime(Deaths{std::nullopt, seconds(2)}, Samples{1, 1}, 0.5).half_dead, seconds(2));
    EXPECT_FALSE(lifetime(Deaths{std::nullopt, seconds(2)}, Samples{1, 1}, 0.5).coverage_lost.has_value());
}

// Property: the first death is the first of all, and a larger share of the samples is lost no later.
TEST(Lifetime, LosesALargerCoverageNoLater) {
    for (unsigned seed = 0; seed < 100; ++seed) {
        std::mt19937_64 random = random_stream(seed, "deaths");
        Deaths deaths(7);
        Samples samples(7);
        for (std::size_t worker = 0; worker < deaths.size(); ++worker) {
            samples[worker] = static_cast<std::int64_t>(random() % 50);
            if (random() % 3 != 0) {
                deaths[worker] = SimTime{static_cast<SimTime::rep>(random() % 1000)};
            }
        }
        SimTime before = SimTime::max();
        for (const double coverage : {0.0, 0.2, 0.5, 0.9, 1.0}) {
            const Lifetime result = lifetime(deaths, samples, coverage);
            const SimTime lost = result.coverage_lost.value_or(SimTime::max());
            EXPECT_LE(lost, before) << "seed " << seed;
            EXPECT_LE(result.first_death.value_or(SimTime::max()), lost) << "seed " << seed;
            before = lost;
        }
    }
}

}  // namespace
}  // namespace ogsim
