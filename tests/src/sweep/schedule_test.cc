#include "src/sweep/schedule.h"

#include <gtest/gtest.h>

#include <set>
#include <vector>

namespace ogsim {
namespace {

std::vector<std::size_t> runs_in_order(Schedule& schedule) {
    std::vector<std::size_t> runs;
    while (const auto task = schedule.next()) {
        EXPECT_FALSE(task->explores);
        runs.push_back(task->run);
    }
    return runs;
}

TEST(Schedule, BeginsWithWhatTakesLongestAndThenGoesByPosition) {
    Schedule schedule({{.run = 0, .cost = 1.0, .problem = ""},
                       {.run = 1, .cost = 5.0, .problem = ""},
                       {.run = 4, .cost = 1.0, .problem = ""},
                       {.run = 7, .cost = 9.0, .problem = ""}},
                      2);
    EXPECT_EQ(runs_in_order(schedule), (std::vector<std::size_t>{7, 1, 0, 4}));
}

TEST(Schedule, ExploresASharedProblemOnceAndThenHandsItOn) {
    Schedule schedule({{.run = 0, .cost = 1.0, .problem = "p"},
                       {.run = 1, .cost = 3.0, .problem = "p"},
                       {.run = 2, .cost = 2.0, .problem = "p"}},
                      2);
    const auto first = schedule.next();
    ASSERT_TRUE(first);
    EXPECT_TRUE(first->explores);
    EXPECT_EQ(first->run, 1U);
    EXPECT_FALSE(schedule.next()) << "the runs wait for it";
    schedule.explored(1, "known");
    for (const std::size_t run : {1U, 2U, 0U}) {
        const auto task = schedule.next();
        ASSERT_TRUE(task);
        EXPECT_EQ(task->run, run);
        EXPECT_EQ(task->known, "known");
    }
    EXPECT_FALSE(schedule.next());
}

TEST(Schedule, DoesNotExploreForASingleRun) {
    Schedule schedule({{.run = 0, .cost = 1.0, .problem = "p"}, {.run = 1, .cost = 1.0, .problem = "q"}}, 2);
    EXPECT_EQ(runs_in_order(schedule), (std::vector<std::size_t>{0, 1}));
}

TEST(Schedule, LetsTheRunsGoWhereTheirProblemCouldNotBeExplored) {
    Schedule schedule({{.run = 0, .cost = 1.0, .problem = "p"}, {.run = 1, .cost = 1.0, .problem = "p"}}, 2);
    ASSERT_TRUE(schedule.next());
    schedule.explored(0, "");
    EXPECT_EQ(runs_in_order(schedule), (std::vector<std::size_t>{0, 1}));
}

// Two problems of three runs on two slots: the second is explored while runs of the first are still ready.
TEST(Schedule, ExploresBeforeTheReadyRunsGiveOut) {
    std::vector<WantedRun> wanted;
    for (std::size_t run = 0; run < 6; ++run) {
        wanted.push_back({.run = run, .cost = run < 3 ? 2.0 : 1.0, .problem = run < 3 ? "p" : "q"});
    }
    Schedule schedule(wanted, 2);
    ASSERT_TRUE(schedule.next()->explores);  // p
    schedule.explored(0, "p");
    ASSERT_FALSE(schedule.next()->explores);  // leaves two ready
    ASSERT_FALSE(schedule.next()->explores);  // leaves one
    const auto ahead = schedule.next();
    EXPECT_TRUE(ahead->explores);
    EXPECT_EQ(ahead->run, 3U);
    EXPECT_EQ(schedule.next()->run, 2U);
}

TEST(Schedule, GivesBackWhatCouldNotBegin) {
    Schedule schedule({{.run = 0, .cost = 1.0, .problem = ""}, {.run = 1, .cost = 2.0, .problem = ""}}, 1);
    const auto task = schedule.next();
    schedule.put_back(*task);
    EXPECT_EQ(schedule.next()->run, task->run);
}

}  // namespace
}  // namespace ogsim
