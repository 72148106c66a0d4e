#include "src/protocol/server.h"

#include <gtest/gtest.h>

#include <limits>

#include "tests/support/star.h"

namespace ogsim::test {
namespace {

using std::chrono::milliseconds;

/// A server of 4 workers and two entries, alpha = 0.5, whose updates the test brings by hand. Closing times count
/// from 10 ms after each broadcast. xi = 1 and D = 1: tau_k = ||theta^k - theta^{k-1}|| / 0.5 = ||s^{k-1}||.
struct ServerTest : ::testing::Test {
    ServerTest() {
        rules.selection = tools.selection.get();
        rules.compression = tools.compression.get();
        rules.memory = tools.memory;
        rules.steps.first = 0.5;
        rules.clock.window = {0.1};
        rules.poll_slot = {0.01};
        rules.compute_allowance = milliseconds(10);
        rules.deadline = milliseconds(1000);
    }

    Server& start() {
        Server::Settings settings{.workers = 4,
                                  .start = Eigen::VectorXd::Zero(2),
                                  .optimizer = tools.optimizer.get(),
                                  .smoothness = {},
                                  .memory_depth = 1,
                                  .memory_weight = 1.0,
                                  .oracle = {},
                                  .on_closed = {}};
        settings.on_closed = [this](const ClosedRound& round) {
            closed.push_back(round);
            return round.round >= last_round ? GoOn::kNo : GoOn::kYes;
        };
        server.emplace(settings, rules, clock, medium.server(), diary);
        medium.server().listen(*server);
        server->start();
        return *server;
    }

    [[nodiscard]] std::vector<std::byte> encoded(const Eigen::VectorXd& innovation) const {
        std::mt19937_64 rng;
        return rules.compression->encode(innovation, {.rng = rng});
    }
    void bring(int worker, std::int64_t round, const Eigen::VectorXd& innovation) {
        bring_bytes({.worker = worker, .round = round},
                    to_bytes(UpdateMessage{.update = {.worker = worker, .round = round}, .body = encoded(innovation)}));
    }
    void bring_bytes(UpdateId update, Payload bytes) {
        diary.fates.emplace(update, std::nullopt);
        server->on_update(update, bytes);
    }
    void at(SimTime when, std::function<void()> action) { clock.call_at(when, std::move(action)); }

    FakeClock clock;
    FakeMedium medium{clock, 0};
    Diary diary;
    MethodTools tools = make_tools({.selection = "ordered-timer", .compression = "float64"});
    ProtocolRules rules;
    std::int64_t last_round = 1;
    std::vector<ClosedRound> closed;
    std::optional<Server> server;
};

// Round 1 polls: with all four heard it closes at once, and theta^2 = -0.5 * (4, 8).
TEST_F(ServerTest, StepsByTheSumOfWhatItHeard) {
    start();
    for (int m = 0; m < 4; ++m) {
        at(milliseconds(20 + m), [=, this] { bring(m, 1, Eigen::Vector2d(1, 2)); });
    }
    clock.run_until_empty();
    ASSERT_EQ(closed.size(), 1U);
    EXPECT_EQ(closed[0].at, milliseconds(23));
    EXPECT_EQ(closed[0].heard, (std::vector<int>{0, 1, 2, 3}));
    EXPECT_EQ(server->theta(), Eigen::Vector2d(-2, -4));
    EXPECT_EQ(server->accepted(), std::vector<bool>(4, true));
    EXPECT_TRUE(server->is_finished());
    EXPECT_EQ(medium.broadcasts(), 2);
}

// Nobody comes: the poll's four slots and a window, 140 ms after the opening at 10 ms, and the guard. The extra
// nanosecond lets a worker that is due at that very instant speak first.
TEST_F(ServerTest, ClosesAtTheClosingTimePlusGuardAndANanosecond) {
    rules.guard = milliseconds(5);
    start();
    clock.run_until_empty();
    ASSERT_EQ(closed.size(), 1U);
    EXPECT_EQ(closed[0].at, milliseconds(10 + 140 + 5) + SimTime{1});
}

TEST_F(ServerTest, EndsARoundAtTheDeadlineWhateverTheRule) {
    rules.deadline = milliseconds(70);
    start();
    clock.run_until_empty();
    ASSERT_EQ(closed.size(), 1U);
    EXPECT_EQ(closed[0].at, milliseconds(70));
}

TEST_F(ServerTest, AddsAnUpdateThatComesBeforeTheOpening) {
    start();
    at(milliseconds(1), [this] { bring(2, 1, Eigen::Vector2d(1, 2)); });
    clock.run_until_empty();
    EXPECT_EQ(closed[0].heard, std::vector<int>{2});
    EXPECT_EQ(diary.count(Fate::kDelivered), 1);
}

TEST_F(ServerTest, AddsAnUpdateOnceHoweverOftenItComes) {
    start();
    for (int copy = 0; copy < 3; ++copy) {
        at(milliseconds(20 + copy), [this] { bring(2, 1, Eigen::Vector2d(1, 2)); });
    }
    clock.run_until_empty();
    EXPECT_EQ(server->sum(), Eigen::Vector2d(1, 2));
    EXPECT_TRUE(server->accepted()[2]);
    EXPECT_EQ(diary.all<UpdateEnded>().size(), 1U);
}

TEST_F(ServerTest, CallsWhatComesAfterTheClosingLate) {
    last_round = 2;
    start();
    at(milliseconds(160), [this] { bring(0, 1, Eigen::Vector2d(1, 2)); });  // round 1 closed at 150 ms
    at(milliseconds(900), [this] { bring(1, 2, Eigen::Vector2d(1, 2)); });  // the run is over
    clock.run_until_empty();
    EXPECT_EQ(diary.count(Fate::kLate), 2);
    EXPECT_EQ(server->sum(), Eigen::Vector2d(0, 0));
    EXPECT_EQ(server->accepted(), std::vector<bool>(4, false));
}

TEST_F(ServerTest, CountsWhatItCannotReadAsLostAndGoesOn) {
    start();
    at(milliseconds(20), [this] {
        bring_bytes({.worker = 0, .round = 1}, {});
        bring(1, 1, Eigen::Vector3d(1, 2, 3));
        bring(2, 1, Eigen::Vector2d(1, std::numeric_limits<double>::quiet_NaN()));
        bring(4, 1, Eigen::Vector2d(1, 2));  // workers are 0 to 3
        bring_bytes({.worker = 3, .round = 1}, to_bytes(UpdateMessage{.update = {.worker = 2, .round = 1},
                                                                      .body = encoded(Eigen::Vector2d(1, 2))}));
    });
    clock.run_until_empty();
    EXPECT_EQ(diary.count(Fate::kLost), 5);
    EXPECT_EQ(server->sum(), Eigen::Vector2d(0, 0));
    EXPECT_EQ(closed.size(), 1U);
}

/// Round 1 ends with s = (1, 0), so tau_2 = 1 in round 2, which is published at 23 ms and opens at 33 ms.
struct OrderedRound : ServerTest {
    OrderedRound() {
        last_round = 2;
        start();
        for (int m = 0; m < 4; ++m) {
            at(milliseconds(20 + m), [=, this] { bring(m, 1, Eigen::Vector2d(0.25, 0)); });
        }
    }
};

// No word: silence certifies all at phi(tau / 4) = T_c = 100 ms.
TEST_F(OrderedRound, ClosesBySilenceAfterTheWindow) {
    clock.run_until_empty();
    ASSERT_EQ(closed.size(), 2U);
    EXPECT_DOUBLE_EQ(closed[1].budget, 1.0);
    EXPECT_EQ(closed[1].at, milliseconds(33 + 100) + SimTime{1});
}

// After one of norm 0.5 (due at 50 ms) three may hold up to tau / 3: phi = 75 ms.
TEST_F(OrderedRound, ReconsidersAfterEachReception) {
    at(milliseconds(33 + 50), [this] { bring(0, 2, Eigen::Vector2d(0.5, 0)); });
    clock.run_until_empty();
    EXPECT_EQ(closed[1].at, milliseconds(33 + 75) + SimTime{1});
}

// 0.3 is due at 100 ms * 0.25 / 0.3 = 83.3 ms, when phi(tau / 3) = 75 ms has passed: all that are louder were due.
TEST_F(OrderedRound, ClosesAtOnceWhereEverybodyLouderWasDueBefore) {
    at(milliseconds(33 + 84), [this] { bring(0, 2, Eigen::Vector2d(0.3, 0)); });
    clock.run_until_empty();
    EXPECT_EQ(closed[1].at, milliseconds(33 + 84));
}

// The same at 7 ms, out of order: 3 * 0.3 <= 1, but it bounds nobody, for a louder one may be due until 75 ms.
TEST_F(OrderedRound, TakesNoQuietOneThatCameTooEarlyForACertificate) {
    at(milliseconds(40), [this] { bring(0, 2, Eigen::Vector2d(0.3, 0)); });
    clock.run_until_empty();
    EXPECT_EQ(closed[1].at, milliseconds(33 + 75) + SimTime{1});
}

// 0.5 heard late, at 80 ms, after 75 ms had passed: whoever was due before may still be queued, so the guard runs on.
TEST_F(OrderedRound, KeepsTheGuardWhereTheClosingTimeHasPassedAlready) {
    rules.guard = milliseconds(8);
    at(milliseconds(33 + 80), [this] { bring(0, 2, Eigen::Vector2d(0.5, 0)); });
    clock.run_until_empty();
    EXPECT_EQ(closed[1].at, milliseconds(33 + 75 + 8) + SimTime{1});
}

// A norm just above tau / 3 is due just before 75 ms, at the same whole nanosecond as the closing: it must be heard.
TEST_F(OrderedRound, HearsAWorkerWhoseDueTimeRoundsOntoTheClosingTime) {
    at(milliseconds(33 + 50), [this] { bring(0, 2, Eigen::Vector2d(0.5, 0)); });
    const double just_above = (1 + 1e-12) / 3;
    const SimTime due = sim_time(rules.clock.due(just_above, 4, 1.0));
    EXPECT_EQ(due, milliseconds(75));
    at(milliseconds(60),
       [=, this] { at(milliseconds(33) + due, [=, this] { bring(1, 2, Eigen::Vector2d(just_above, 0)); }); });
    clock.run_until_empty();
    EXPECT_EQ(closed[1].heard, (std::vector<int>{0, 1}));
}

// s = 4 * 0.9e154, so theta would move by 1.8e154, whose square is beyond the largest double, 1.8e308: tau_2 would be
// infinite. The step is not taken, and the run ends with numbers.
TEST_F(ServerTest, EndsARunThatLeavesTheFiniteNumbers) {
    last_round = 1000;
    start();
    for (int m = 0; m < 4; ++m) {
        at(milliseconds(20), [=, this] { bring(m, 1, Eigen::Vector2d(0.9e154, 0)); });
    }
    clock.run_until_empty();
    EXPECT_TRUE(server->has_diverged());
    EXPECT_TRUE(server->is_finished());
    EXPECT_EQ(server->theta(), Eigen::Vector2d(0, 0));
    EXPECT_EQ(closed.size(), 1U);
}

TEST_F(ServerTest, RejectsSettingsOutOfRange) {
    Server::Settings settings{.workers = 0,
                              .start = Eigen::VectorXd::Zero(2),
                              .optimizer = tools.optimizer.get(),
                              .smoothness = {},
                              .oracle = {},
                              .on_closed = {}};
    EXPECT_THROW(Server(settings, rules, clock, medium.server(), diary), std::invalid_argument);
    settings.workers = 1;
    settings.memory_depth = 0;
    EXPECT_THROW(Server(settings, rules, clock, medium.server(), diary), std::invalid_argument);
}

}  // namespace
}  // namespace ogsim::test
