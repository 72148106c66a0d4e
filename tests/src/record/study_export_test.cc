#include <gmock/gmock.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "src/record/study/results.h"
#include "tests/src/record/study_sample.h"

namespace ogsim {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

std::string all_files(const fs::path& folder) {
    std::string text;
    for (const char* const name :
         {"runs.csv", "rounds.csv", "workers.csv", "activity.csv", "failures.csv", "study.json"}) {
        std::ifstream file(folder / name);
        EXPECT_TRUE(file) << name;
        text += name + std::string{std::istreambuf_iterator<char>(file), {}};
    }
    return text;
}

/// Header and lines of a run's CSV as they stand in an export of it alone, as run 1.
std::string as_run_one(const std::string& csv) {
    std::string text;
    bool is_head = true;
    for (std::size_t begin = 0; begin < csv.size(); is_head = false) {
        const std::size_t end = csv.find('\n', begin) + 1;
        text += (is_head ? "run," : "1,") + csv.substr(begin, end - begin);
        begin = end;
    }
    return text;
}

// 200 rounds of doubles of all sizes: what SQLite keeps must print as what csv_line printed.
TEST_F(StudyTest, ExportsTheVeryTextOfTheNumbers) {
    const RunRecord record = sample_record(4, 200, 100);
    {
        StudyStore store(at("s.sqlite"));
        store.plan(sample_facts(), sample_plan());
        store.put(0, record, kEffort);
    }
    export_study(at("s.sqlite"), at("csv"));
    EXPECT_EQ(text_of(at("csv") / "rounds.csv"), as_run_one(record.rounds_csv));
    EXPECT_EQ(text_of(at("csv") / "workers.csv"), as_run_one(record.workers_csv));
    EXPECT_EQ(text_of(at("csv") / "activity.csv"), as_run_one(record.activity_csv));
}

TEST_F(StudyTest, ExportsALineForEachRunThatIsWanted) {
    {
        StudyStore store(at("s.sqlite"));
        store.plan(sample_facts(1), sample_plan(1));
        store.put(1, sample_record(1), kEffort);
        store.put(2, Failure{.kind = "crashed", .detail = "signal 11, twice"}, kEffort);
    }
    export_study(at("s.sqlite"), at("csv"));
    const std::string runs = text_of(at("csv") / "runs.csv");
    EXPECT_THAT(runs, StartsWith("run,method.name,network.workers,replica,seed,state,status,title,method,"));
    EXPECT_THAT(runs, HasSubstr("\n1,gd,5,1,7,waiting,,,"));
    EXPECT_THAT(runs, HasSubstr("\n2,gd,10,1,7,done,completed,\"a title, with a comma\",gd,"));
    EXPECT_THAT(runs, HasSubstr("\n3,ordered-timer,5,1,7,failed,,,"));
    EXPECT_EQ(std::count(runs.begin(), runs.end(), '\n'), 5);
    EXPECT_EQ(text_of(at("csv") / "failures.csv"),
              "run,method.name,network.workers,replica,seed,kind,detail,repeat\n"
              "3,ordered-timer,5,1,7,crashed,\"signal 11, twice\",ogsim run a.toml --set network.workers=5\n");
    const auto facts = nlohmann::json::parse(text_of(at("csv") / "study.json"));
    EXPECT_EQ(facts.at("done"), 1);
    EXPECT_EQ(facts.at("failed"), 1);
    EXPECT_EQ(facts.at("waiting"), 2);
    EXPECT_EQ(facts.at("provenance").dump(), R"({"commit":"abc","ns3":"3.37","ogsim":"1.2"})");
}

// Property: the order in which runs are stored does not show in the export.
TEST_F(StudyTest, ExportsTheSameBytesInWhateverOrderRunsWereStored) {
    std::vector<std::size_t> order = {0, 1, 2, 3, 4, 5, 6, 7};
    write_study("in-order.sqlite", order);
    export_study(at("in-order.sqlite"), at("in-order"));
    std::mt19937_64 random(1);
    for (int trial = 0; trial < 10; ++trial) {
        std::shuffle(order.begin(), order.end(), random);
        const std::string name = fmt::format("{}.sqlite", trial);
        write_study(name, order);
        export_study(at(name), at("again"));
        EXPECT_EQ(all_files(at("again")), all_files(at("in-order"))) << trial;
    }
}

TEST_F(StudyTest, MergesShardsIntoTheWholeStudy) {
    write_study("whole.sqlite", {0, 1, 2, 3, 4, 5, 6, 7});
    write_study("1.sqlite", {6, 0, 3});
    write_study("2.sqlite", {1, 4, 7});
    write_study("3.sqlite", {5, 2, 1});  // 1 is in two of them, and the same
    for (const auto& order : {std::vector{1, 2, 3}, std::vector{3, 1, 2}}) {
        StudyStore store(at("merged.sqlite"));
        for (const int shard : order) {
            store.merge(at(fmt::format("{}.sqlite", shard)));
        }
        store.close();
        export_study(at("whole.sqlite"), at("whole"));
        export_study(at("merged.sqlite"), at("merged"));
        EXPECT_EQ(all_files(at("merged")), all_files(at("whole")));
        fs::remove(at("merged.sqlite"));
    }
    EXPECT_EQ(names().count("1.sqlite-wal") + names().count("1.sqlite-shm"), 0U);
}

TEST_F(StudyTest, AMergedResultTakesThePlaceOfAFailureAndNotTheOtherWayRound) {
    write_study("done.sqlite", {0});
    {
        StudyStore store(at("failed.sqlite"));
        store.plan(sample_facts(), sample_plan());
        store.put(0, Failure{.kind = "crashed", .detail = ""}, kEffort);
    }
    for (const auto& order : {std::vector{"done", "failed"}, std::vector{"failed", "done"}}) {
        StudyStore store(at("merged.sqlite"));
        for (const char* const shard : order) {
            store.merge(at(std::string(shard) + ".sqlite"));
        }
        EXPECT_EQ(store.states().front(), RunState::kDone);
        store.close();
        fs::remove(at("merged.sqlite"));
    }
}

TEST_F(StudyTest, RefusesToMergeWhatDoesNotBelongTogether) {
    write_study("a.sqlite", {0});
    StudyStore store(at("a.sqlite"));
    StudyFacts facts = sample_facts();
    facts.definition = "[sweep]\nreplicas = 3\n";
    { StudyStore(at("b.sqlite")).plan(facts, sample_plan()); }
    EXPECT_THAT(refusal([&] { store.merge(at("b.sqlite")); }), HasSubstr("its definition is not the same"));
    { StudyStore(at("c.sqlite")).plan(sample_facts(), sample_plan(1)); }
    EXPECT_THAT(refusal([&] { store.merge(at("c.sqlite")); }), HasSubstr("wants other runs"));
    facts = sample_facts();
    facts.provenance = R"({"ogsim": "1.3"})";
    {
        StudyStore other(at("d.sqlite"));
        other.plan(facts, sample_plan());
        other.put(1, sample_record(1), kEffort);
    }
    EXPECT_THAT(refusal([&] { store.merge(at("d.sqlite")); }),
                HasSubstr("holds results of ogsim 1.3 (1 runs), this is 1.2"));
    EXPECT_THAT(refusal([&] { store.merge(at("a.sqlite")); }), HasSubstr("cannot be merged into itself"));
    EXPECT_THAT(refusal([&] { store.merge(at("none.sqlite")); }), HasSubstr("no such file"));
}

TEST_F(StudyTest, RefusesToMergeDifferentResultsOfTheSameRun) {
    write_study("a.sqlite", {0});
    {
        StudyStore other(at("b.sqlite"));
        other.plan(sample_facts(), sample_plan());
        other.put(0, sample_record(1), kEffort);
        other.put(1, sample_record(1), kEffort);
    }
    StudyStore store(at("a.sqlite"));
    EXPECT_THAT(refusal([&] { store.merge(at("b.sqlite")); }), HasSubstr("hold different results of the same run"));
    EXPECT_EQ(store.states().at(1), RunState::kWaiting);  // all of a merge or nothing
}

TEST_F(StudyTest, ExportsOverAnEarlierExportAndLeavesOtherFilesThere) {
    write_study("s.sqlite", {0});
    export_study(at("s.sqlite"), at("csv"));
    std::ofstream(at("csv") / "notes.txt") << "mine";
    export_study(at("s.sqlite"), at("csv") / "");  // "csv/" means "csv"
    EXPECT_EQ(text_of(at("csv") / "notes.txt"), "mine");
    EXPECT_THAT(names(), ElementsAre("csv", "s.sqlite"));
}

TEST_F(StudyTest, LeavesNothingOfAnExportThatIsStopped) {
    write_study("s.sqlite", {0, 1, 2});
    int asked = 0;
    const auto is_second = [&asked] { return ++asked == 2; };
    EXPECT_THAT(refusal<std::runtime_error>([&] { export_study(at("s.sqlite"), at("csv"), is_second); }),
                HasSubstr("stopped"));
    EXPECT_THAT(names(), ElementsAre("s.sqlite"));
}

TEST_F(StudyTest, DoesNotExportOverAnythingElse) {
    write_study("s.sqlite", {0});
    fs::create_directories(at("mine"));
    std::ofstream(at("mine") / "runs.csv") << "mine";
    EXPECT_THAT(refusal([&] { export_study(at("s.sqlite"), at("mine")); }),
                HasSubstr("exists and is not an earlier export of a study; name another folder"));
    EXPECT_EQ(text_of(at("mine") / "runs.csv"), "mine");
}

}  // namespace
}  // namespace ogsim
