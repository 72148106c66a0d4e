/// Radios that sleep, clocks that do not stand still, levels: the fake medium throws where a sleeping radio is to send.
#include <gtest/gtest.h>

#include "tests/support/pencil_problems.h"
#include "tests/support/star.h"

namespace ogsim::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

StarSettings settings_for(const char* name, const PencilProblem& problem, OrderingKind ordering, SleepPolicy sleep) {
    StarSettings settings{
        .method = {.name = name, .step_size = 0.9 / problem.smoothness, .weight = 0.01}, .rounds = 150, .sleep = sleep};
    settings.rules.ordering = ordering;
    settings.rules.patience = seconds(5000);
    if (sleep == SleepPolicy::kOnSchedule) {
        settings.rules.schedule =
            RoundSchedule{.period = seconds(2100), .poll_period = seconds(1100), .early = milliseconds(1)};
    }
    return settings;
}

// Updates take no time here, so a wall clock orders as one that stands still does, and nothing is lost by sleeping.
TEST(Sleep, WallClocksGiveTheRoundsOfClocksThatStandStill) {
    const PencilProblem problem = least_squares(near_identical_shards(0.5, 6, 4, 12, 4));
    for (const char* name : {"gd", "lag-wk"}) {
        Star freeze(problem, settings_for(name, problem, OrderingKind::kFreeze, SleepPolicy::kAlwaysOn));
        freeze.run();
        for (const SleepPolicy sleep :
             {SleepPolicy::kAlwaysOn, SleepPolicy::kBetweenDuties, SleepPolicy::kOnSchedule}) {
            Star wall(problem, settings_for(name, problem, OrderingKind::kWall, sleep));
            wall.run();
            EXPECT_EQ(wall.thetas, freeze.thetas) << name << ", sleep " << static_cast<int>(sleep);
        }
    }
}

// Nobody can hear that a round is over, so ordered-timer's workers speak like lag-wk's ...
TEST(Sleep, OnScheduleWithoutLevelsOrderedTimerIsLagWk) {
    const PencilProblem problem = least_squares(near_identical_shards(0.1, 6, 4, 12, 4));
    Star lag(problem, settings_for("lag-wk", problem, OrderingKind::kWall, SleepPolicy::kOnSchedule));
    Star ordered(problem, settings_for("ordered-timer", problem, OrderingKind::kWall, SleepPolicy::kOnSchedule));
    lag.run();
    ordered.run();
    EXPECT_EQ(ordered.thetas, lag.thetas);
    EXPECT_EQ(ordered.diary.count(Fate::kDelivered), lag.diary.count(Fate::kDelivered));
}

// ... but who wakes for the count of its level need not speak, with the same certificate; those of one level all do.
TEST(Sleep, LevelsSpareUplinksAndKeepThePromise) {
    const PencilProblem problem = least_squares(near_identical_shards(0.01, 6, 4, 12, 4));
    Star lag(problem, settings_for("lag-wk", problem, OrderingKind::kWall, SleepPolicy::kOnSchedule));
    StarSettings settings = settings_for("ordered-timer", problem, OrderingKind::kLevels, SleepPolicy::kOnSchedule);
    settings.rules.levels = 64;
    Star levels(problem, settings);
    levels.on_closed = [&](const ClosedRound& round) {
        Eigen::VectorXd gradient = Eigen::VectorXd::Zero(problem.dimension);
        for (int m = 0; m < problem.workers; ++m) {
            gradient += problem.gradient(m, *round.theta);
        }
        ASSERT_LE((gradient - *round.sum).norm(), round.budget * (1 + 1e-9) + 1e-9) << "round " << round.round;
    };
    lag.run();
    levels.run();
    EXPECT_LT(levels.diary.count(Fate::kDelivered), lag.diary.count(Fate::kDelivered));
}

TEST(Sleep, ChangesOnScheduleNeedNoBroadcastAfterASilentRound) {
    const PencilProblem problem = least_squares(near_identical_shards(0.5, 6, 4, 12, 4));
    StarSettings settings = settings_for("lag-wk", problem, OrderingKind::kWall, SleepPolicy::kOnSchedule);
    Star model(problem, settings);
    settings.rules.downlink = Downlink::kChange;
    settings.rules.silence_guard = milliseconds(10);
    Star change(problem, settings);
    model.run();
    change.run();
    EXPECT_EQ(change.thetas, model.thetas);
    EXPECT_LT(change.medium.broadcasts(), model.medium.broadcasts());
}

}  // namespace
}  // namespace ogsim::test
