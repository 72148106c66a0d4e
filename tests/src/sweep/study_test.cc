#include "src/sweep/study.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <set>

#include "src/dataset/source.h"
#include "src/scenario/describe.h"
#include "tests/src/sweep/study_fixture.h"

namespace ogsim {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

using LoadStudy = StudyScratch;

const std::string kIdeal = "[network]\nmedium = \"ideal\"\n";  // two lines, for all that stand behind it

TEST_F(LoadStudy, MakesAGridInTheOrderOfTheFileTheLastKeyFastest) {
    const Study s = study(kIdeal + "[sweep]\n\"network.workers\" = [3, 20]\n\"method.name\" = [\"lag-wk\", \"gd\"]");
    EXPECT_THAT(values(s), ElementsAre("3 lag-wk", "3 gd", "20 lag-wk", "20 gd"));
    EXPECT_THAT(s.varied_keys, ElementsAre("network.workers", "method.name"));
    EXPECT_EQ(s.runs[1].scenario.network.workers, 3);
    EXPECT_EQ(s.runs[1].scenario.method.name, "gd");
    EXPECT_EQ(s.name, "s");
    EXPECT_EQ(s.replicas, 1);
    EXPECT_EQ(study_text(s), "a study of 4 runs: network.workers x 2, method.name x 2, 1 replica");
}

TEST_F(LoadStudy, GivesEachReplicaTheNextSeedInnermost) {
    const Study s = study(kIdeal + "[run]\nseed = 11\n[sweep]\nmethod.name = [\"gd\", \"lag-wk\"]\nreplicas = 2");
    ASSERT_THAT(s.runs, SizeIs(4));
    EXPECT_EQ(s.runs[0].scenario.run.seed, 11);
    EXPECT_EQ(s.runs[1].scenario.run.seed, 12);
    EXPECT_EQ(s.runs[1].replica, 2);
    EXPECT_EQ(s.runs[2].scenario.run.seed, 11);
    EXPECT_EQ(s.runs[2].scenario.method.name, "lag-wk");
}

TEST_F(LoadStudy, VariesListsTogetherAsOneAxis) {
    const Study s = study(kIdeal +
                          "[sweep]\ntogether = [{ \"run.rounds\" = [300, 50], \"problem.data\" = [\"digits\", "
                          "\"breast-cancer\"] }]\n\"method.name\" = [\"gd\", \"hb\"]");
    EXPECT_THAT(values(s), ElementsAre("300 digits gd", "300 digits hb", "50 breast-cancer gd", "50 breast-cancer hb"));
    EXPECT_EQ(study_text(s), "a study of 4 runs: run.rounds with problem.data x 2, method.name x 2, 1 replica");
}

TEST_F(LoadStudy, TakesSectionsAndDottedKeysToo) {
    EXPECT_THAT(values(study(kIdeal + "[sweep.network]\nworkers = [3, 4]\n[sweep.network.ideal]\nrate_mbps = [1, 2]")),
                ElementsAre("3 1.0", "3 2.0", "4 1.0", "4 2.0"));
    EXPECT_THAT(values(study(kIdeal + "[sweep]\nnetwork.workers = { from = 3, to = 4, step = 1 }")),
                ElementsAre("3", "4"));
}

TEST_F(LoadStudy, LeavesOutWhatAConstraintDoesNotWant) {
    const Study s =
        study(kIdeal +
              "[sweep]\n\"network.workers\" = [10, 50, 100]\n\"method.name\" = [\"gd\", \"lag-wk\"]\nwhere = "
              "[\"network.workers <= 50 or method.name = gd\", \"network.workers != 10\"]");
    EXPECT_THAT(values(s), ElementsAre("50 gd", "50 lag-wk", "100 gd"));
    EXPECT_EQ(s.excluded, 3U);
    EXPECT_THAT(study_text(s), HasSubstr("; where leaves out 3 combinations"));
}

// genie knows what nobody said, which only the medium ideal offers.
TEST_F(LoadStudy, DoesNotMindUnsoundCombinationsThatAConstraintLeavesOut) {
    const std::string text =
        "[sweep]\n\"network.medium\" = [\"ideal\", \"cell\"]\n\"method.name\" = [\"gd\", \"genie\"]";
    EXPECT_THAT(study_faults(text), ElementsAre(HasSubstr("(with network.medium = cell, method.name = genie)")));
    EXPECT_THAT(values(study(text + "\nwhere = [\"method.name != genie or network.medium = ideal\"]")),
                ElementsAre("ideal gd", "ideal genie", "cell gd"));
}

TEST_F(LoadStudy, GivesSettingsThatRepeatExactlyThatRun) {
    const Study s =
        study(kIdeal +
                  "[sweep]\n\"method.step_size\" = [\"0.5/L\", \"1e-3\", 0.25]\n\"network.radius_m\" = [0.1]\n"
                  "\"run.rounds\" = [7]\nreplicas = 2",
              {.settings = {"method.name=gd"}});
    ASSERT_THAT(s.runs, SizeIs(6));
    EXPECT_THAT(s.runs[1].settings, ElementsAre("method.name=gd", "method.step_size=0.5/L", "network.radius_m=0.1",
                                                "run.rounds=7", "run.seed=2"));
    for (const StudyRun& run : s.runs) {
        const Scenario again = load_scenario(s.file, run.settings);
        EXPECT_EQ(expanded_toml(again), expanded_toml(run.scenario));
        EXPECT_EQ(scenario_hash(again, data_folder()), run.hash);
    }
}

TEST_F(LoadStudy, GivesEveryRunAHashOfItsOwn) {
    const Study s = study(kIdeal + "[sweep]\n\"network.workers\" = { from = 1, to = 20, step = 1 }\nreplicas = 10");
    std::set<std::string> hashes;
    for (const StudyRun& run : s.runs) {
        hashes.insert(run.hash);
    }
    EXPECT_EQ(hashes.size(), 200U);
}

TEST_F(LoadStudy, VariesByEachWhatTheFileDoesNotOrOtherwise) {
    const std::string text = kIdeal + "[sweep]\n\"network.workers\" = [3, 4]\n\"run.rounds\" = [5]";
    EXPECT_THAT(values(study(text, {.each = {"method.name=gd,hb"}})),
                ElementsAre("3 5 gd", "3 5 hb", "4 5 gd", "4 5 hb"));
    EXPECT_THAT(values(study(text, {.each = {"network.workers=7,8"}})), ElementsAre("7 5", "8 5"));
    EXPECT_THAT(values(study(kIdeal, {.each = {"network.workers=7,8"}, .replicas = 2})),
                ElementsAre("7", "7", "8", "8"));
    EXPECT_EQ(study(text + "\nreplicas = 5", {.replicas = 2}).runs.size(), 4U);
}

TEST_F(LoadStudy, KeepsTheDefinitionAndWhatWasSetOverIt) {
    const Study s = study("# Why?\n" + kIdeal + "[sweep]\ntime_limit_s = 2.5\nmemory_limit_mb = 100\nreplicas = 2",
                          {.settings = {"run.rounds=3"}, .each = {"run.seed=1"}, .replicas = 1});
    EXPECT_EQ(s.title, "Why?");
    EXPECT_THAT(s.definition, HasSubstr("# Why?\n[network]"));
    EXPECT_THAT(s.definition, EndsWith("replicas = 2\n# --set run.rounds=3\n# --each run.seed=1\n# --replicas 1\n"));
    EXPECT_EQ(s.time_limit_s, 2.5);
    EXPECT_EQ(s.memory_limit_mb, 100);
    EXPECT_THAT(s.runs.front().settings, ElementsAre("run.rounds=3", "run.seed=1"));
}

TEST_F(LoadStudy, LeavesLoadScenarioItsScenario) {
    const std::string text = kIdeal + "workers = 7\n[sweep]\n\"network.workers\" = [3, 4]";
    EXPECT_EQ(load(text).network.workers, 7);
    EXPECT_EQ(load(kIdeal + "[sweep]\nnonsense = 3").network.medium, "ideal");
    EXPECT_THAT(expanded_toml(load(text)), testing::Not(HasSubstr("sweep")));
    EXPECT_THAT(faults(text, {"sweep.replicas=3"}),
                ElementsAre(HasSubstr("--set: sweep.replicas = 3: [sweep] stands in")));
}

TEST_F(LoadStudy, TellsHowToVarySomething) {
    EXPECT_THAT(study_faults(kIdeal), ElementsAre(HasSubstr("s.toml: nothing is varied: write [sweep]")));
    EXPECT_THAT(study_faults(kIdeal + "[sweep]"), ElementsAre(HasSubstr("s.toml:3: nothing is varied")));
    EXPECT_THAT(study(kIdeal, {.replicas = 1}).runs, SizeIs(1));
    EXPECT_THAT(study_faults("nonsense = 3"),
                ElementsAre(HasSubstr("nonsense = 3: unknown key"), HasSubstr("nothing is varied")));
}

TEST_F(LoadStudy, TellsEachFaultOfTheTableWithItsPlace) {
    EXPECT_THAT(
        study_faults(kIdeal +
                     "[sweep]\n\"network.worker\" = [1]\n\"method.name\" = [\"gd\", \"lagwk\"]\n\"run.rounds\" = []\n"
                     "\"network.workers\" = [5, 6,\n 5]\n\"network.radius_m\" = 3\nreplica = 3\nnetwork = 4\n"),
        ElementsAre("s.toml:4: sweep.network.worker: unknown key; did you mean network.workers?",
                    HasSubstr("s.toml:5: method.name = \"lagwk\": must be one of gd"),
                    "s.toml:6: sweep.run.rounds = []: must hold a value",
                    "s.toml:8: network.workers = 5: stands there twice; replicas = N repeats runs with other seeds",
                    HasSubstr("s.toml:9: sweep.network.radius_m = 3: must be a list"),
                    "s.toml:10: sweep.replica: unknown key; did you mean replicas?",
                    "s.toml:11: sweep.network: is a section; vary one of its keys"));
}

TEST_F(LoadStudy, TellsFaultsOfItsOwnKeys) {
    EXPECT_THAT(study_faults("sweep = 3"),
                ElementsAre("s.toml:1: sweep = 3: is a section, [sweep], and takes no value"));
    EXPECT_THAT(study_faults("[sweep]\nreplicas = 0\ntime_limit_s = -1\nmemory_limit_mb = 1.5"),
                ElementsAre("s.toml:2: sweep.replicas = 0: must be a whole number from 1 to 1000000",
                            "s.toml:3: sweep.time_limit_s = -1: must be > 0 and <= 1000000000 s of wall time",
                            "s.toml:4: sweep.memory_limit_mb = 1.5: must be a whole number from 1 to 1000000000 MB"));
    EXPECT_THAT(study_faults("", {.replicas = 0}),
                ElementsAre("--replicas = 0: must be a whole number from 1 to 1000000"));
}

TEST_F(LoadStudy, TellsFaultsOfWhatIsVariedTogether) {
    EXPECT_THAT(study_faults("[sweep]\ntogether = [{ \"run.rounds\" = [1, 2], \"run.seed\" = [1, 2, 3] }]"),
                ElementsAre("s.toml:2: 3 values of run.seed varied together with 2 of run.rounds: must be as many"));
    EXPECT_THAT(
        study_faults(
            "[sweep]\n\"run.rounds\" = [1, 2]\ntogether = [{ \"run.rounds\" = [1, 2], \"run.seed\" = [1, 2] }]"),
        ElementsAre("s.toml:3: sweep.run.rounds: is varied at s.toml:2 already"));
    EXPECT_THAT(study_faults("[sweep]\ntogether = 3\n"),
                ElementsAre(HasSubstr("s.toml:2: sweep.together = 3: must be a list of tables")));
    EXPECT_THAT(study_faults("[sweep]\ntogether = [{ \"run.rounds\" = [1] }]"),
                ElementsAre(HasSubstr("of two keys or more")));
    EXPECT_THAT(study_faults("[sweep]\ntogether = [{ \"run.rounds\" = [1, 1], \"run.seed\" = [2, 2] }]"),
                ElementsAre(HasSubstr("run.rounds, run.seed = 1, 2: stands there twice")));
    EXPECT_THAT(values(study(kIdeal + "[sweep]\ntogether = [{ \"run.rounds\" = [1, 1], \"run.seed\" = [2, 3] }]")),
                ElementsAre("1 2", "1 3"));
}

TEST_F(LoadStudy, TellsFaultsOfConstraints) {
    const std::string sweep = "[sweep]\n\"network.workers\" = [5, 6]\nwhere = ";
    EXPECT_THAT(study_faults(sweep + "\"a\""), ElementsAre(HasSubstr("must be a list of texts")));
    EXPECT_THAT(study_faults(sweep + "[3]"), ElementsAre(HasSubstr("s.toml:3: sweep.where = 3: must be a text")));
    EXPECT_THAT(study_faults(sweep + "[\"network.worker < 6\"]"),
                ElementsAre("s.toml:3: sweep.where = \"network.worker < 6\": network.worker: unknown key; did you mean "
                            "network.workers?"));
    EXPECT_THAT(study_faults(kIdeal + sweep + "[\"network.workers > 6\"]"),
                ElementsAre("s.toml:5: sweep.where leaves out all 2 combinations"));
}

TEST_F(LoadStudy, SaysWhySeedsAndReplicasAreNotBothVaried) {
    EXPECT_THAT(study_faults("[sweep]\n\"run.seed\" = [1, 2]\nreplicas = 3"),
                ElementsAre("s.toml:2: run.seed: is what replicas vary: replica r runs with run.seed + r - 1; must be "
                            "varied without replicas = 3"));
    EXPECT_THAT(values(study(kIdeal + "[sweep]\n\"run.seed\" = [1, 2]")), ElementsAre("1", "2"));
}

TEST_F(LoadStudy, TellsThatASetKeyIsVaried) {
    EXPECT_THAT(study_faults("[sweep]\n\"network.workers\" = [5, 6]", {.settings = {"network.workers=7"}}),
                ElementsAre("--set: network.workers: is varied at s.toml:2; use --each network.workers=VALUE,VALUE"));
}

TEST_F(LoadStudy, TellsFaultsOfEach) {
    const std::string text = "[sweep]\ntogether = [{ \"run.rounds\" = [1, 2], \"network.workers\" = [1, 2] }]";
    EXPECT_THAT(study_faults(text, {.each = {"run.rounds=1"}}),
                ElementsAre(HasSubstr("is varied together with other keys at s.toml:2")));
    EXPECT_THAT(study_faults(text, {.each = {"run.round=1"}}),
                ElementsAre("--each: run.round: unknown key; did you mean run.rounds?"));
    EXPECT_THAT(study_faults(text, {.each = {"method.name=gd,gdd"}}),
                ElementsAre(HasSubstr("--each: method.name = \"gdd\": must be one of")));
    EXPECT_THAT(study_faults(text, {.each = {"nonsense"}}), ElementsAre("--each nonsense: must be KEY=VALUE,VALUE..."));
    EXPECT_THAT(study_faults(text, {.each = {"network.radius_m=1,1.0"}}), ElementsAre(HasSubstr("stands there twice")));
}

TEST_F(LoadStudy, TellsAFaultOfManyCombinationsOnceWithTheFirst) {
    const auto found = study_faults(
        "[method]\nname = \"genie\"\n[sweep]\n\"run.rounds\" = { from = 1, to = 20, step = 1 }\n"
        "\"network.medium\" = [\"ideal\", \"cell\"]\nreplicas = 5");
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_THAT(found[0], HasSubstr("(with run.rounds = 1, network.medium = cell, and 19 more combinations)"));
    EXPECT_THAT(found[0], StartsWith("s.toml:"));
}

TEST_F(LoadStudy, TellsThatARunIsPlannedTwice) {
    EXPECT_THAT(study_faults(kIdeal + "[sweep]\n\"record.timeline\" = [false, true]"),
                ElementsAre("s.toml: is the same run as that with record.timeline = false: what varies makes no "
                            "difference to it (with record.timeline = true)"));
}

TEST_F(LoadStudy, TellsThatRunsAreTooMany) {
    EXPECT_THAT(
        study_faults("[sweep]\n\"run.rounds\" = { from = 1, to = 2000, step = 1 }\n\"network.workers\" = { from = 1, "
                     "to = 2000, step = 1 }"),
        ElementsAre(HasSubstr("makes 4e+06 combinations: must be at most 1000000")));
    EXPECT_THAT(study_faults(kIdeal + "[sweep]\nreplicas = 100001"),
                ElementsAre(HasSubstr("100001 replicas: more than 100000 runs")));
    EXPECT_THAT(study_faults(kIdeal + "[run]\nseed = 9223372036854775807\n[sweep]\nreplicas = 2"),
                ElementsAre(HasSubstr("leaves no room for the seeds")));
}

// 3 methods x 10 sizes x 5 radii x 2 problems = 300, of which where leaves out 2 methods x 5 sizes x 5 x 2 = 100;
// by 10.
TEST_F(LoadStudy, TakesTheExampleThatDescribeGives) {
    const std::string page = describe("sweep");
    const std::size_t from = page.find("    [sweep]");
    const Study s = study(kIdeal + page.substr(from, page.find("\n\n", from) - from));
    EXPECT_EQ(s.excluded, 100U);
    EXPECT_THAT(s.runs, SizeIs(2000));
    EXPECT_EQ(s.time_limit_s, 3600.0);
    EXPECT_EQ(s.memory_limit_mb, 4000);
}

TEST_F(LoadStudy, TellsDataThatDoNotFitByCheckData) {
    const std::string path = file("few.csv", "1,0\n2,1\n3,0\n4,1\n");
    const Study s = study(kIdeal +
                          "[problem]\nkind = \"logistic\"\ndata = \"few.csv\"\ntest_fraction = 0\n[sweep]\n"
                          "\"network.workers\" = [2, 200]\nreplicas = 3");
    try {
        check_data(s);
        FAIL() << "four samples were spread over 200 workers";
    } catch (const ScenarioFaults& found) {
        ASSERT_THAT(found.faults(), SizeIs(1));
        EXPECT_THAT(found.faults()[0], HasSubstr("(with network.workers = 200)"));
    }
}

}  // namespace
}  // namespace ogsim
