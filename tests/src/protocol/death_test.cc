#include <gtest/gtest.h>

#include <random>

#include "tests/support/pencil_problems.h"
#include "tests/support/star.h"

namespace ogsim::test {
namespace {

constexpr std::array kMethods = {"gd", "lag-wk", "ordered-rx", "ordered-timer"};

StarSettings mortal(const PencilProblem& problem, const char* name, std::uint64_t seed) {
    StarSettings settings{.method = {.name = name, .step_size = 0.9 / problem.smoothness, .weight = 0.01},
                          .rounds = 40,
                          .losses = {.update = 0.1, .broadcast = 0.1, .acknowledgement = 0.1},
                          .seed = seed,
                          .airtime = std::chrono::milliseconds(1),
                          .sleep = seed % 2 == 0 ? SleepPolicy::kBetweenDuties : SleepPolicy::kAlwaysOn};
    settings.rules.clock.window = {0.05};
    settings.rules.deadline = std::chrono::milliseconds(200);
    settings.rules.guard = std::chrono::milliseconds(2);
    return settings;
}

/// All but worker 0 die, each at a moment drawn from the run's first second, on a grid so fine and so coarse that
/// deaths also coincide with what else happens.
void run_with_deaths(Star& star, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    for (std::size_t m = 1; m < star.workers.size(); ++m) {
        const std::int64_t grain = random() % 2 == 0 ? 1 : 1'000'000;
        const SimTime at{static_cast<std::int64_t>(random() % 1'000'000'000) / grain * grain};
        const bool is_radio_first = random() % 2 == 0;
        star.clock.call_at(at, [&star, m, is_radio_first] {
            const int node = static_cast<int>(m);
            if (is_radio_first) {
                star.medium.switch_off(node);
            }
            star.workers[m].die();
            star.medium.switch_off(node);
            star.diary.on(NodeDied{.node = node, .at = star.clock.now()});
        });
    }
    star.run();
}

TEST(Death, AtRandomTimesBreaksNothing) {
    const PencilProblem problem = least_squares(near_identical_shards(0.3, 6, 8, 12, 4));
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        for (const char* name : kMethods) {
            Star star(problem, mortal(problem, name, seed));
            run_with_deaths(star, seed);
            EXPECT_TRUE(star.server.is_finished()) << name << ", seed " << seed;
            EXPECT_EQ(star.closed.size(), 40U) << name << ", seed " << seed;
            EXPECT_EQ(star.diary.count(std::nullopt), 0) << name << ", seed " << seed << ": an update has no fate";
        }
    }
}

TEST(Death, IsTheLastThingAWorkerDoes) {
    const PencilProblem problem = least_squares(near_identical_shards(0.3, 6, 8, 12, 4));
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        Star star(problem, mortal(problem, "lag-wk", seed));
        run_with_deaths(star, seed);
        std::map<int, SimTime> died;
        for (const NodeDied& death : star.diary.all<NodeDied>()) {
            died[death.node] = death.at;
        }
        EXPECT_EQ(died.size(), 5U);
        for (const auto& offered : star.diary.all<UpdateOffered>()) {
            EXPECT_TRUE(!died.contains(offered.update.worker) || offered.at <= died[offered.update.worker]);
        }
        for (const auto& computed : star.diary.all<ComputeInterval>()) {
            EXPECT_TRUE(!died.contains(computed.node) || computed.end <= died[computed.node]);
        }
    }
}

}  // namespace
}  // namespace ogsim::test
