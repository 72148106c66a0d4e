#include "src/run/verdict.h"

#include <gtest/gtest.h>

namespace ogsim {
namespace {

RoundRow row_with(std::int64_t round, double loss) {
    RoundRow row;
    row.round = round;
    row.loss = loss;
    row.gap = 0.01;
    row.accuracy = 0.9;
    return row;
}

constexpr RoundFacts kFine{.first_loss = 2.0, .can_step = true, .alive = 3, .is_heard = true};

TEST(Verdict, IsToGoOnWhileNothingEndsTheRun) {
    EXPECT_EQ(verdict({.rounds = 10}, row_with(9, 1.0), kFine), std::nullopt);
}

TEST(Verdict, TellsRoundsWithATargetFromRoundsWithout) {
    EXPECT_EQ(verdict({.rounds = 10}, row_with(10, 1.0), kFine), Status::kCompleted);
    RunKeys keys{.rounds = 10};
    keys.target_gap = 1e-6;
    EXPECT_EQ(verdict(keys, row_with(10, 1.0), kFine), Status::kRoundsExhausted);
}

TEST(Verdict, AsksForBothTargetsWhereBothAreSet) {
    RunKeys keys;
    keys.target_gap = 0.02;
    keys.target_accuracy = 0.95;
    EXPECT_EQ(verdict(keys, row_with(1, 1.0), kFine), std::nullopt);
    keys.target_accuracy = 0.9;
    EXPECT_EQ(verdict(keys, row_with(1, 1.0), kFine), Status::kTargetReached);
    keys.target_gap = 0.01;  // must be below, not at
    EXPECT_EQ(verdict(keys, row_with(1, 1.0), kFine), std::nullopt);
}

// The limit is diverged_above * max(1, f(theta^1)) = 10 * 2.
TEST(Verdict, CallsALossBeyondTheLimitDiverged) {
    RunKeys keys;
    keys.diverged_above = 10.0;
    EXPECT_EQ(verdict(keys, row_with(2, 20.0), kFine), std::nullopt);
    EXPECT_EQ(verdict(keys, row_with(2, 20.1), kFine), Status::kDiverged);
    RoundRow not_finite = row_with(2, 1.0);
    not_finite.loss.reset();
    EXPECT_EQ(verdict(keys, not_finite, kFine), Status::kDiverged);
    RoundFacts no_step = kFine;
    no_step.can_step = false;
    EXPECT_EQ(verdict(keys, row_with(2, 1.0), no_step), Status::kDiverged);
}

TEST(Verdict, NoticesThatNobodyIsLeftOrEverListened) {
    RoundFacts facts = kFine;
    facts.is_heard = false;
    EXPECT_EQ(verdict({}, row_with(9, 1.0), facts), std::nullopt);  // they may hear the next one
    EXPECT_EQ(verdict({}, row_with(10, 1.0), facts), Status::kNobodyHears);
    EXPECT_EQ(verdict({.rounds = 3}, row_with(3, 1.0), facts), Status::kNobodyHears);
    facts.alive = 0;
    EXPECT_EQ(verdict({}, row_with(1, 1.0), facts), Status::kAllWorkersDead);
}

}  // namespace
}  // namespace ogsim
