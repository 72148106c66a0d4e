#include "src/report/read_results.h"

#include <gmock/gmock.h>

#include "src/scenario/load.h"
#include "tests/src/record/study_sample.h"

namespace ogsim {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

class ReadResults : public StudyTest {
 protected:
    /// A run folder with a made-up result of the default scenario, changed as told.
    void write_run(const std::string& name, const std::string& method, int workers, int seed) const {
        Scenario scenario;
        scenario.title = "Which one?";
        scenario.method.name = method;
        scenario.network.workers = workers;
        scenario.run.seed = seed;
        Summary summary = summary_from_json(sample_record(1).summary_json);
        summary.seed = seed;
        summary.scenario_hash = fmt::format("{}-{}-{}", method, workers, seed);
        fs::create_directories(at(name));
        std::ofstream(at(name) / "scenario.toml") << expanded_toml(scenario);
        std::ofstream(at(name) / "summary.json") << json_text(summary);
        std::ofstream(at(name) / "rounds.csv") << sample_record(1).rounds_csv;
        std::ofstream(at(name) / "workers.csv") << sample_record(1).workers_csv;
    }
    [[nodiscard]] StudyResults read(const std::vector<std::string>& names) const {
        std::vector<std::string> sources;
        for (const std::string& name : names) {
            sources.push_back(at(name).string());
        }
        return read_results(sources);
    }
};

using Varied = std::vector<std::pair<std::string, std::string>>;

TEST_F(ReadResults, TakesAStudyAsItIs) {
    write_study("s.sqlite", {0, 5});
    const StudyResults results = read({"s.sqlite"});
    EXPECT_EQ(results.name, "sample");
    EXPECT_THAT(results.varied_keys, ElementsAre("method.name", "network.workers"));
    EXPECT_EQ(results.runs.size(), 2U);
    EXPECT_EQ(results.waiting, 6);
}

// Seeds 3 and 8 are replicas 1 and 2; only the method tells the runs of a replica apart.
TEST_F(ReadResults, FindsWhatTellsRunFoldersApart) {
    write_run("runs/a", "gd", 5, 8);
    write_run("runs/b", "gd", 5, 3);
    write_run("c", "ordered-timer", 5, 3);
    const StudyResults results = read({"runs", "c", "runs/a"});  // a once more: counts once
    EXPECT_THAT(results.varied_keys, ElementsAre("method.name"));
    ASSERT_EQ(results.runs.size(), 3U);
    EXPECT_EQ(results.runs[0].varied, (Varied{{"method.name", "gd"}}));
    EXPECT_EQ(results.runs[2].varied, (Varied{{"method.name", "ordered-timer"}}));
    EXPECT_EQ(results.runs[0].replica, 2);
    EXPECT_EQ(results.runs[1].replica, 1);
    EXPECT_EQ(results.runs[2].replica, 1);
    EXPECT_EQ(results.runs[0].rounds.rows(), 5U);
    EXPECT_EQ(results.runs[0].workers.rows(), 3U);
    EXPECT_EQ(results.name, "runs");
}

// The study varies two keys; the folder has both, with 7 workers, and the scenarios of the made-up study are short.
TEST_F(ReadResults, MixesStudiesAndRunFolders) {
    write_study("s.sqlite", {0});
    write_run("a", "lag-wk", 7, 0);
    const StudyResults results = read({"s.sqlite", "a"});
    ASSERT_EQ(results.runs.size(), 2U);
    EXPECT_EQ(results.varied_keys[1], "network.workers");
    EXPECT_EQ(results.runs[0].varied[0].second, "gd");
    EXPECT_EQ(results.runs[0].varied[1].second, "5");
    EXPECT_EQ(results.runs[1].varied[0].second, "lag-wk");
    EXPECT_EQ(results.runs[1].varied[1].second, "7");
    EXPECT_EQ(results.waiting, 7);
    EXPECT_EQ(results.title, "Does it pay, \"really\"?");
}

TEST_F(ReadResults, NamesTheSourceThatIsNone) {
    fs::create_directories(at("empty"));
    EXPECT_THAT(refusal([&] { static_cast<void>(read({"empty"})); }), HasSubstr("empty: neither a study nor a run"));
    EXPECT_THAT(refusal([&] { static_cast<void>(read({"none"})); }), HasSubstr("none: no such file"));
}

}  // namespace
}  // namespace ogsim
