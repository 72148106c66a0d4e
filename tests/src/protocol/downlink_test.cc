/// The three downlinks: the same mathematics, and what happens to it when something is missed.
#include <gtest/gtest.h>

#include "model/method/method.h"
#include "tests/support/pencil_problems.h"
#include "tests/support/star.h"

namespace ogsim::test {
namespace {

using std::chrono::milliseconds;

constexpr std::array kDownlinks = {Downlink::kModel, Downlink::kChange, Downlink::kOverheard};

PencilProblem problem_of_six() {
    PencilProblem problem = least_squares(near_identical_shards(0.5, 6, 12, 30, 8));
    problem.worker_smoothness.assign(6, problem.smoothness);
    return problem;
}

StarSettings settings_for(const MethodParts& parts, const PencilProblem& problem, Downlink downlink,
                          Summation summation) {
    StarSettings settings{
        .method = {.name = "", .step_size = 0.5 / problem.smoothness, .weight = 0.01}, .rounds = 120, .parts = parts};
    settings.rules.downlink = downlink;
    settings.rules.summation = summation;
    settings.rules.patience = std::chrono::hours(1);
    return settings;
}

bool asks_by_name(const MethodParts& parts) {
    return parts.selection == "cyclic" || parts.selection == "proportional" || parts.selection == "random-subset" ||
           parts.selection == "lag-ps";
}

// Nothing is lost, so theta^k of every round, and who was heard when, are equal to the last bit.
TEST(Downlinks, GiveTheSameIteratesToTheLastBitForEveryMethod) {
    const PencilProblem problem = problem_of_six();
    for (const Method& row : method_catalogue()) {
        Star model(problem, settings_for(row.parts, problem, Downlink::kModel, Summation::kRunning));
        model.run();
        for (const Downlink downlink : {Downlink::kChange, Downlink::kOverheard}) {
            if (row.parts.selection == "genie" || (downlink == Downlink::kOverheard && asks_by_name(row.parts))) {
                continue;  // refused by the scenario: nobody overhears who is asked
            }
            Star other(problem, settings_for(row.parts, problem, downlink, Summation::kRunning));
            other.run();
            ASSERT_EQ(other.thetas.size(), model.thetas.size()) << row.name;
            for (std::size_t k = 0; k < model.thetas.size(); ++k) {
                ASSERT_EQ(other.closed[k].heard, model.closed[k].heard) << row.name << ", round " << k + 1;
                ASSERT_EQ(other.thetas[k], model.thetas[k]) << row.name << ", round " << k + 1;
            }
            EXPECT_EQ(other.diary.count(Fate::kDelivered), model.diary.count(Fate::kDelivered)) << row.name;
        }
    }
}

TEST(Downlinks, ModelAndChangeAgreeAlsoWhereTheSumIsAddedUpAnew) {
    const PencilProblem problem = problem_of_six();
    for (const char* name : {"gd", "lag-wk", "ordered-rx", "ordered-timer", "gd-sec", "hb"}) {
        const MethodParts parts = method_entry(name).parts;
        Star model(problem, settings_for(parts, problem, Downlink::kModel, Summation::kAnew));
        Star change(problem, settings_for(parts, problem, Downlink::kChange, Summation::kAnew));
        model.run();
        change.run();
        EXPECT_EQ(change.thetas, model.thetas) << name;
    }
}

// lag-wk's rounds are mostly silent on near-identical data: there the change takes no air, and overhearing none at all.
TEST(Downlinks, UseTheAirOnlyWhenSomebodyHasSomethingToSay) {
    const PencilProblem problem = problem_of_six();
    std::array<int, 3> broadcasts{};
    for (std::size_t i = 0; i < kDownlinks.size(); ++i) {
        Star star(problem,
                  settings_for(method_entry("ordered-timer").parts, problem, kDownlinks[i], Summation::kRunning));
        star.run();
        broadcasts[i] = star.medium.broadcasts();
        if (kDownlinks[i] == Downlink::kChange) {
            const auto speaking = std::count_if(star.closed.begin(), star.closed.end(),
                                                [](const ClosedRound& round) { return !round.heard.empty(); });
            // The first state, a change after each round in which somebody was heard, and the end, which is the last
            // of these where that round was one of them.
            EXPECT_GE(broadcasts[i], speaking + 1);
            EXPECT_LE(broadcasts[i], speaking + 2);
            EXPECT_LT(speaking, 110) << "hardly any round was silent: the test shows nothing";
        }
    }
    EXPECT_EQ(broadcasts[0], 121) << "120 models and the end";
    EXPECT_EQ(broadcasts[2], 2) << "the first state and the end";
}

// Whatever is lost, replicas that are in step have the server's iterate, to the bit, and those that are not find back:
// the loss falls as without losses.
TEST(Downlinks, FindBackFromLossesAndReachTheOptimum) {
    const PencilProblem problem = least_squares(near_identical_shards(0.5, 6, 4, 12, 4));
    for (const Downlink downlink : {Downlink::kChange, Downlink::kOverheard}) {
        for (const char* name : {"gd", "lag-wk", "ordered-timer"}) {
            StarSettings settings = settings_for(method_entry(name).parts, problem, downlink, Summation::kRunning);
            settings.method.step_size = 0.9 / problem.smoothness;
            settings.losses = {.update = 0.2, .broadcast = 0.2, .acknowledgement = 0.2};
            settings.rounds = 3000;
            settings.airtime = milliseconds(1);
            settings.rules.silence_guard = milliseconds(5);
            settings.rules.patience = std::chrono::seconds(2500);
            settings.rules.deadline = std::chrono::hours(2);
            Star star(problem, settings);
            star.run();
            ASSERT_EQ(star.closed.size(), 3000U) << name;
            EXPECT_EQ(star.diary.count(std::nullopt), 0) << name;
            Eigen::VectorXd gradient = Eigen::VectorXd::Zero(problem.dimension);
            for (int m = 0; m < problem.workers; ++m) {
                gradient += problem.gradient(m, star.thetas.back());
            }
            EXPECT_LT(gradient.norm(), 1e-3 * problem.smoothness)
                << name << (downlink == Downlink::kChange ? ", change" : ", overheard");
        }
    }
}

}  // namespace
}  // namespace ogsim::test
