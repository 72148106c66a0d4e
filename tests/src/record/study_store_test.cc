#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>

#include "src/record/run_folder.h"
#include "src/record/study/results.h"
#include "src/record/study/store.h"
#include "tests/src/record/study_sample.h"

namespace ogsim {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

using Rows = std::vector<std::vector<std::string>>;

TEST_F(StudyTest, ReadsBackWhatWasPut) {
    write_study("s.sqlite", {2});
    const StudyResults results = read_study(at("s.sqlite"));
    EXPECT_EQ(results.name, "sample");
    EXPECT_EQ(results.title, "Does it pay, \"really\"?");
    EXPECT_THAT(results.varied_keys, ElementsAre("method.name", "network.workers"));
    EXPECT_EQ(results.waiting, 7);  // of 2 methods x 2 sizes x 2 replicas
    ASSERT_EQ(results.runs.size(), 1U);
    const ResultRun& run = results.runs.front();  // position 2: gd, 10 workers, replica 1
    EXPECT_THAT(run.varied, ElementsAre(std::pair("method.name", "gd"), std::pair("network.workers", "10")));
    EXPECT_EQ(run.replica, 1);
    EXPECT_EQ(json_text(run.summary), sample_record(2).summary_json);
    EXPECT_EQ(run.activity_csv, sample_record(2).activity_csv);
    EXPECT_EQ(run.repeat, "ogsim run a.toml --set network.workers=10");
    EXPECT_EQ(run.scenario, "[network]\nworkers = 10\n");
    const Columns rounds = columns_of(sample_record(2).rounds_csv);
    EXPECT_EQ(run.rounds.names, rounds.names);
    ASSERT_EQ(run.rounds.rows(), 5U);
    for (std::size_t column = 0; column < rounds.values.size(); ++column) {
        for (std::size_t row = 0; row < 5; ++row) {
            const double was = rounds.values[column][row];
            const double is = run.rounds.values[column][row];
            EXPECT_TRUE(is == was || (std::isnan(is) && std::isnan(was))) << rounds.names[column];
        }
    }
}

TEST_F(StudyTest, TellsStatesAndSecondsByPosition) {
    StudyStore store(at("s.sqlite"));
    store.plan(sample_facts(1), sample_plan(1));
    store.put(3, sample_record(3), kEffort);
    store.put(1, Failure{.kind = "crashed", .detail = "signal 11"}, kEffort);
    EXPECT_THAT(store.states(),
                ElementsAre(RunState::kWaiting, RunState::kFailed, RunState::kWaiting, RunState::kDone));
    EXPECT_THAT(store.wall_seconds(), ElementsAre(std::nullopt, std::nullopt, std::nullopt, 0.5));
    const StudyResults results = read_study(at("s.sqlite"));  // while it is being written
    ASSERT_EQ(results.failures.size(), 1U);
    EXPECT_EQ(results.failures.front().kind, "crashed");
    EXPECT_EQ(results.failures.front().detail, "signal 11");
}

TEST_F(StudyTest, IsOneFileOnceItIsClosed) {
    write_study("s.sqlite", {0, 1});
    EXPECT_THAT(names(), ElementsAre("s.sqlite"));
}

TEST_F(StudyTest, GoesOnWhereItWasLeft) {
    write_study("s.sqlite", {0});
    StudyStore store(at("s.sqlite"));
    store.plan(sample_facts(), sample_plan());
    EXPECT_EQ(store.states().front(), RunState::kDone);
    store.put(1, sample_record(1), kEffort);
    store.close();
    EXPECT_EQ(read_study(at("s.sqlite")).runs.size(), 2U);
}

// Two replicas at first, then one: the runs of replica 2 have no position any more, and then one again.
TEST_F(StudyTest, KeepsResultsThatAreNotWantedAnyMore) {
    write_study("s.sqlite", {0, 1});
    StudyStore store(at("s.sqlite"));
    store.plan(sample_facts(1), sample_plan(1));
    EXPECT_EQ(store.states().size(), 4U);
    EXPECT_EQ(read_study(at("s.sqlite")).runs.size(), 1U);
    store.plan(sample_facts(), sample_plan());
    EXPECT_EQ(read_study(at("s.sqlite")).runs.size(), 2U);
}

TEST_F(StudyTest, RefusesResultsOfAnotherVersion) {
    write_study("s.sqlite", {0});
    StudyFacts facts = sample_facts();
    facts.provenance = R"({"ogsim": "1.3", "commit": "def", "ns3": "3.37"})";
    StudyStore store(at("s.sqlite"));
    EXPECT_THAT(refusal([&] { store.plan(facts, sample_plan()); }),
                HasSubstr("holds results of ogsim 1.2, commit abc, ns-3 3.37 (1 runs), this is 1.3, commit def, ns-3 "
                          "3.37; finish it with that version, or name another study with --out"));
    EXPECT_EQ(store.states().front(), RunState::kDone);
}

TEST_F(StudyTest, TakesAnotherVersionWhereNothingIsDoneYet) {
    write_study("s.sqlite", {});
    StudyFacts facts = sample_facts();
    facts.provenance = R"({"ogsim": "1.3"})";
    StudyStore store(at("s.sqlite"));
    store.plan(facts, sample_plan());
    EXPECT_EQ(store.states().size(), 8U);
}

TEST_F(StudyTest, RefusesAPlanWithTheSameRunTwice) {
    std::vector<PlannedRow> runs = sample_plan();
    runs.push_back(runs.front());
    StudyStore store(at("s.sqlite"));
    EXPECT_THAT(refusal([&] { store.plan(sample_facts(), runs); }), HasSubstr("the same run twice"));
}

TEST_F(StudyTest, KeepsNothingOfARecordThatIsNotWhole) {
    StudyStore store(at("s.sqlite"));
    store.plan(sample_facts(), sample_plan());
    RunRecord record = sample_record(0);
    record.workers_csv += "3,many\n";
    EXPECT_THAT(refusal([&] { store.put(0, record, kEffort); }), HasSubstr("samples = many: must be a whole number"));
    EXPECT_EQ(store.states().front(), RunState::kWaiting);
    store.put(0, sample_record(0), kEffort);
    EXPECT_EQ(store.states().front(), RunState::kDone);
    EXPECT_EQ(query_study(at("s.sqlite"), "SELECT count(*) FROM round"), (Rows{{"count(*)"}, {"5"}}));
}

TEST_F(StudyTest, ReplacesAFailureByAResult) {
    StudyStore store(at("s.sqlite"));
    store.plan(sample_facts(), sample_plan());
    store.put(0, Failure{.kind = "time limit", .detail = "10 s"}, kEffort);
    store.put(0, sample_record(0), kEffort);
    EXPECT_EQ(query_study(at("s.sqlite"), "SELECT state, failure_kind FROM run WHERE position = 1"),
              (Rows{{"state", "failure_kind"}, {"done", ""}}));
}

TEST_F(StudyTest, RefusesASecondWriter) {
    StudyStore store(at("s.sqlite"));
    const std::string expected = fmt::format("another process is writing it (process {})", ::getpid());
    EXPECT_EQ(code_of_child([&] {
                  return refusal([&] { StudyStore second(at("s.sqlite")); }).find(expected) != std::string::npos ? 7
                                                                                                                 : 0;
              }),
              7);
}

/// Whether another process finds SQLite's shared lock on the file (its bytes are in SQLite's os.h).
bool is_locked_for_others(const fs::path& path) {
    constexpr off_t kSharedFirst = 0x40000002;
    constexpr off_t kSharedSize = 510;
    return code_of_child([&] {
               const int file = ::open(path.c_str(), O_RDWR);
               struct ::flock lock {};
               lock.l_type = F_WRLCK;
               lock.l_whence = SEEK_SET;
               lock.l_start = kSharedFirst;
               lock.l_len = kSharedSize;
               return ::fcntl(file, F_GETLK, &lock) == 0 && lock.l_type == F_RDLCK ? 7 : 0;
           }) == 7;
}

// Without the lock, a browser of SQLite files that is closed meanwhile would take the -wal file away from the writer.
TEST_F(StudyTest, StaysLockedWhenItsWriterAlsoReadsIt) {
    StudyStore store(at("s.sqlite"));
    store.plan(sample_facts(), sample_plan());
    store.put(0, sample_record(0), kEffort);
    ASSERT_TRUE(is_locked_for_others(at("s.sqlite")));
    static_cast<void>(query_study(at("s.sqlite"), "SELECT 1"));
    EXPECT_TRUE(is_locked_for_others(at("s.sqlite")));
}

// A child that outlives the writer keeps nobody out; the copy of the store in it closes nothing.
TEST_F(StudyTest, IsNotHeldByChildrenOfItsWriter) {
    int pipes[2];
    ASSERT_EQ(::pipe(pipes), 0);
    auto store = std::make_unique<StudyStore>(at("s.sqlite"));
    store->plan(sample_facts(), sample_plan());
    const ::pid_t child = ::fork();
    if (child == 0) {
        ::close(pipes[1]);
        char end = 0;
        static_cast<void>(::read(pipes[0], &end, 1));  // until the parent lets it go
        store.reset();
        ::_exit(0);
    }
    store->put(0, sample_record(0), kEffort);
    store.reset();
    StudyStore next(at("s.sqlite"));
    ::close(pipes[0]);
    ::close(pipes[1]);
    ::waitpid(child, nullptr, 0);
    next.put(1, sample_record(1), kEffort);
    next.close();
    EXPECT_EQ(read_study(at("s.sqlite")).runs.size(), 2U);
    EXPECT_THAT(names(), ElementsAre("s.sqlite"));
}

}  // namespace
}  // namespace ogsim
