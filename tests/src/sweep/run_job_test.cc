#include "src/sweep/run_job.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <stdexcept>
#include <string>

#include "src/dataset/kept_tables.h"
#include "src/run/known_problem.h"

namespace ogsim {
namespace {

Scenario small_scenario() {
    Scenario scenario;
    scenario.problem.kind = "logistic";
    scenario.problem.data = "breast-cancer";
    scenario.problem.l2_weight = 0.01;
    scenario.network.medium = "ideal";
    scenario.network.workers = 3;
    scenario.run.rounds = 4;
    return scenario;
}

Study study_of(const Scenario& scenario) {
    Study study;
    study.runs.resize(1);
    study.runs[0].scenario = scenario;
    return study;
}

TEST(RunRecordBytes, ComeBackAsTheyWere) {
    const RunRecord record{.summary_json = "{}\n",
                           .rounds_csv = std::string("a,b\n1,\0\n", 8),
                           .workers_csv = "",
                           .activity_csv = std::string(100'000, 'x')};
    const RunRecord back = run_record(to_bytes(record));
    EXPECT_EQ(back.summary_json, record.summary_json);
    EXPECT_EQ(back.rounds_csv, record.rounds_csv);
    EXPECT_EQ(back.workers_csv, record.workers_csv);
    EXPECT_EQ(back.activity_csv, record.activity_csv);
}

TEST(RunRecordBytes, AreRefusedWhereSomeAreMissing) {
    const std::string bytes =
        to_bytes(RunRecord{.summary_json = "{}", .rounds_csv = "r", .workers_csv = "w", .activity_csv = "a"});
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        EXPECT_THROW(static_cast<void>(run_record(bytes.substr(0, size))), std::invalid_argument) << size;
    }
}

TEST(TaskOrder, ComesBackAsItWas) {
    for (const bool explores : {false, true}) {
        const Task task{.run = 4711, .explores = explores, .known = std::string(" 7\0 8", 5)};
        const Task back = task_of(order_of(task));
        EXPECT_EQ(back.run, task.run);
        EXPECT_EQ(back.explores, task.explores);
        EXPECT_EQ(back.known, task.known);
    }
}

TEST(LeavesNothingBehind, ARunWithoutNs3sRadios) {
    Study study = study_of(small_scenario());
    for (const char* medium : {"ideal", "cell", "wifi", "lrwpan"}) {
        study.runs[0].scenario.network.medium = medium;
        const bool has_radios = std::string(medium) == "wifi" || std::string(medium) == "lrwpan";
        EXPECT_EQ(leaves_nothing_behind(study, {.run = 0, .explores = false, .known = {}}), !has_radios) << medium;
        EXPECT_TRUE(leaves_nothing_behind(study, {.run = 0, .explores = true, .known = {}})) << medium;
    }
}

// As in a process that takes orders.
TEST(DoneTask, GivesTheSameBytesAfterOtherRuns) {
    Study study = study_of(small_scenario());
    study.runs.push_back(study.runs[0]);
    study.runs[1].scenario.network.medium = "cell";
    study.runs[1].scenario.network.workers = 5;
    const auto done = [&study](std::size_t run) {
        return done_task(study, {.run = run, .explores = false, .known = {}});
    };
    const std::string first = done(0);
    const KeptTables tables;
    const std::string second = done(1);
    EXPECT_EQ(done(0), first);
    EXPECT_EQ(done(0), first);
    EXPECT_EQ(done(1), second);
}

TEST(DoneTask, GivesTheSameBytesWithAndWithoutWhatIsShared) {
    const Study study = study_of(small_scenario());
    const std::string alone = done_task(study, {.run = 0, .explores = false, .known = {}});
    const KeptTables tables;
    const std::string known = done_task(study, {.run = 0, .explores = true, .known = {}});
    EXPECT_EQ(done_task(study, {.run = 0, .explores = false, .known = known}), alone);
}

TEST(KnownProblem, ComesBackToTheBit) {
    const KnownProblem found = explore(small_scenario());
    ASSERT_TRUE(found.optimum);
    const KnownProblem back = known_problem(to_bytes(found));
    EXPECT_EQ(back.name, found.name);
    EXPECT_EQ(back.smoothness, found.smoothness);
    EXPECT_EQ(back.optimum->theta, found.optimum->theta);
    EXPECT_EQ(back.optimum->value, found.optimum->value);
    EXPECT_EQ(back.optimum->iterations, found.optimum->iterations);
    const std::string bytes = to_bytes(found);
    EXPECT_THROW(static_cast<void>(known_problem(bytes.substr(0, bytes.size() - 1))), std::invalid_argument);
}

TEST(KnownProblem, IsUsedWhereItIsTheRunsProblemAndNowhereElse) {
    const Scenario scenario = small_scenario();
    KnownProblem wrong = explore(scenario);
    wrong.smoothness *= 2.0;  // so that its use shows
    remember(wrong);
    ASSERT_NE(recall(scenario), nullptr);
    EXPECT_EQ(recall(scenario)->smoothness, wrong.smoothness);
    for (const auto& change : {+[](Scenario& s) { s.network.workers = 4; }, +[](Scenario& s) { s.run.seed = 2; },
                               +[](Scenario& s) { s.problem.l2_weight = 0.02; },
                               +[](Scenario& s) { s.run.target_gap = 1e-3; }, +[](Scenario& s) { s.folder = "/"; }}) {
        Scenario other = scenario;
        change(other);
        EXPECT_EQ(recall(other), nullptr);
    }
    Scenario method = scenario;  // what changes nothing of the problem
    method.method.name = "gd";
    method.run.rounds = 9;
    EXPECT_NE(recall(method), nullptr);
    remember({});
}

TEST(KeptTables, ReadAFileOnce) {
    int reads = 0;
    const auto read = [&] {
        ++reads;
        Table table;
        table.data.features = Eigen::MatrixXd::Constant(2, 3, reads);
        return table;
    };
    EXPECT_EQ(table_once("a", read).data.features(0, 0), 1.0);
    EXPECT_EQ(table_once("a", read).data.features(0, 0), 2.0) << "nobody asked to keep it";
    {
        const KeptTables tables;
        EXPECT_EQ(table_once("a", read).data.features(0, 0), 3.0);
        EXPECT_EQ(table_once("a", read).data.features(0, 0), 3.0);
        EXPECT_EQ(table_once("b", read).data.features(0, 0), 4.0);
    }
    EXPECT_EQ(table_once("a", read).data.features(0, 0), 5.0);
}

}  // namespace
}  // namespace ogsim
