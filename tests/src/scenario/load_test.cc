#include "src/scenario/load.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/src/scenario/scratch.h"

namespace ogsim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

using LoadScenario = Scratch;

TEST_F(LoadScenario, TakesDefaultsThenTheFileThenTheSettings) {
    const Scenario s = load("[network]\nworkers = 7\nradius_m = 5\nretries = 2", {"network.workers=9"});
    EXPECT_EQ(s.network.workers, 9);
    EXPECT_EQ(s.network.radius_m, 5.0);  // a whole number where a number is wanted
    EXPECT_EQ(s.network.retries, 2);
    EXPECT_EQ(s.run.rounds, 300);
}

TEST_F(LoadScenario, TakesTheLaterOfTwoSettings) {
    EXPECT_EQ(load("", {"run.seed=1", "run.seed=2"}).run.seed, 2);
}

TEST_F(LoadScenario, TakesTheTitleFromTheFirstLineIfItIsAComment) {
    EXPECT_EQ(load("\n#  Who speaks? \r\n[run]\n# later").title, "Who speaks?");
    EXPECT_EQ(load("[run]\n# later").title, "s");
    EXPECT_EQ(load("#\n").title, "s");
    EXPECT_EQ(load("").title, "s");
}

TEST_F(LoadScenario, RemembersTheFolderOfTheFile) {
    EXPECT_EQ(load("").folder, folder_.string());
}

TEST_F(LoadScenario, TakesSettingsWithoutQuotes) {
    const Scenario s = load("", {"method.name=gd", "problem.kind = \"linear\"", "method.step_size=0.5/L",
                                 "run.target_gap=1e-6", "problem.intercept=false", "network.wifi.data_mode=HtMcs3"});
    EXPECT_EQ(s.method.name, "gd");
    EXPECT_EQ(s.problem.kind, "linear");
    EXPECT_EQ(s.method.step_size, "0.5/L");
    EXPECT_EQ(s.run.target_gap, 1e-6);
    EXPECT_FALSE(s.problem.intercept);
    EXPECT_EQ(s.network.wifi.data_mode, "HtMcs3");
}

TEST_F(LoadScenario, TakesAStepSizeAsABareNumber) {
    EXPECT_EQ(load("[method]\nstep_size = 0.25").method.step_size, "0.25");
    EXPECT_EQ(load("[method]\nstep_size = 2").method.step_size, "2");
    EXPECT_EQ(load("", {"method.step_size=1e-3"}).method.step_size, "0.001");
}

TEST_F(LoadScenario, TellsAllFaultsAtOnceInTheOrderOfTheFile) {
    EXPECT_THAT(
        faults("[problem]\n"
               "kind = \"sofmax\"\n"
               "[network]\n"
               "radius_m = -3\n"
               "workers = 2.5\n"
               "radius = 4\n"
               "medium = 3\n",
               {"run.rounds=0", "lunch", "a.b.c=1"}),
        ElementsAre("s.toml:2: problem.kind = \"sofmax\": must be one of linear, logistic, softmax, sigmoid, huber, "
                    "mlp; did you mean softmax?",
                    "s.toml:4: network.radius_m = -3: must be > 0 and <= 1000000 m",
                    "s.toml:5: network.workers = 2.5: must be a whole number, from 1 to 1000000",
                    "s.toml:6: network.radius = 4: unknown key; did you mean network.radius_m?",
                    "s.toml:7: network.medium = 3: must be a text, one of ideal, cell, wifi, lrwpan",
                    "--set: run.rounds = 0: must be from 1 to 1000000000", "--set: \"lunch\": must be key=value",
                    "--set: a.b.c = 1: unknown key"));
}

TEST_F(LoadScenario, TellsTheSameFaultAsOftenAsItIsMade) {
    EXPECT_THAT(faults("", {"run.rounds=0", "run.rounds=0"}), SizeIs(2));
}

TEST_F(LoadScenario, RejectsNumbersThatAreNotFiniteOrDoNotFit) {
    EXPECT_THAT(faults("network.radius_m = inf"), ElementsAre(HasSubstr("network.radius_m = inf: must be a number")));
    EXPECT_THAT(faults("network.radius_m = nan"), ElementsAre(HasSubstr("network.radius_m = nan: must be a number")));
    EXPECT_THAT(faults("network.workers = 4294967297"), ElementsAre(HasSubstr("must be from 1 to 1000000")));
    EXPECT_THAT(faults("run.seed = 9223372036854775808"), ElementsAre(StartsWith("s.toml:1:")));
    EXPECT_EQ(load("run.seed = 9223372036854775807").run.seed, 9223372036854775807);
}

TEST_F(LoadScenario, TellsTypingErrorsWithLineAndColumn) {
    for (const std::string broken : {"[",
                                     "[\n",
                                     "[run",
                                     "a",
                                     "a =",
                                     "a = \"",
                                     "a = [1,",
                                     "= 1",
                                     "[run]\n[run]\n",
                                     "[run]\nseed = 1\nseed = 2",
                                     "a = 1 b = 2",
                                     "[[run]\n",
                                     "a = 'x",
                                     "\"",
                                     "a = 1__0",
                                     "run = 1\n[run]\n",
                                     "a = tru",
                                     "[run]]",
                                     "a = {b = 1",
                                     "a.b = 1\n[a.b.c]"}) {
        const auto found = faults(broken);
        ASSERT_THAT(found, SizeIs(1)) << broken;
        EXPECT_TRUE(testing::internal::RE::PartialMatch(found[0], testing::internal::RE("^s.toml:[0-9]+:[0-9]+: ")))
            << found[0];
    }
}

TEST_F(LoadScenario, TellsSectionsThatAreNoTables) {
    EXPECT_THAT(faults("problem = 3"),
                ElementsAre("s.toml:1: problem = 3: is a section, [problem], and takes no value"));
    EXPECT_THAT(faults("network.wifi = \"x\""), ElementsAre(HasSubstr("is a section, [network.wifi]")));
    EXPECT_THAT(faults("[[network]]\nworkers = 3"), ElementsAre(HasSubstr("network = an array: is a section")));
    EXPECT_THAT(faults("", {"network={workers=3}"}), ElementsAre(HasSubstr("--set: network = a table: is a section")));
}

TEST_F(LoadScenario, TellsUnknownSectionsEvenWhereTheyAreEmpty) {
    EXPECT_THAT(faults("[netwrok]"), ElementsAre("s.toml:1: [netwrok]: unknown section"));
    EXPECT_THAT(faults("[netwrok]\nworkers = 3"),
                ElementsAre("s.toml:2: netwrok.workers = 3: unknown key; did you mean network.workers?"));
    EXPECT_THAT(faults("[network]\n[run]\n"), IsEmpty());
}

TEST_F(LoadScenario, TellsKeysThatAreTables) {
    EXPECT_THAT(faults("[problem.kind]\n"), ElementsAre(HasSubstr("problem.kind = a table: must be a text, one of")));
}

TEST_F(LoadScenario, ShowsStrangeKeysAndValuesEscapedAndShortened) {
    EXPECT_THAT(faults("\"a b\".\"c\\u0007\" = 1"), ElementsAre("s.toml:1: \"a b\".\"c\\u0007\" = 1: unknown key"));
    EXPECT_THAT(faults("x = \"" + std::string(200, 'y') + "\""),
                ElementsAre("s.toml:1: x = \"" + std::string(60, 'y') + "...\": unknown key"));
    EXPECT_THAT(faults("problem.data = \"a\\u0000.csv\""), ElementsAre(HasSubstr("must be a name of")));
}

TEST_F(LoadScenario, TellsSettingsThatAreNone) {
    EXPECT_THAT(faults("", {"problem.sigma"}), ElementsAre("--set: \"problem.sigma\": must be key=value"));
    EXPECT_THAT(faults("", {""}), ElementsAre("--set: \"\": must be key=value"));
    EXPECT_THAT(faults("", {"=3"}), ElementsAre("--set: \"=3\": must be key=value"));
    EXPECT_THAT(faults("", {"run.seed=1\nrun.rounds=2"}), ElementsAre(HasSubstr("must be printable text")));
    EXPECT_THAT(faults("", {"run.seed="}), ElementsAre(HasSubstr("must be a whole number")));
}

TEST_F(LoadScenario, TellsFilesThatCannotBeRead) {
    const auto message = [](const std::string& path) -> std::string {
        try {
            static_cast<void>(load_scenario(path, {}));
            return "";
        } catch (const ScenarioFaults& found) {
            return found.what();
        }
    };
    const std::string missing = (folder_ / "none.toml").string();
    EXPECT_EQ(message(missing), missing + ": cannot be read: No such file or directory");
    EXPECT_EQ(message(folder_.string()), folder_.string() + ": is a folder, not a scenario file");
    EXPECT_EQ(message(""), ": cannot be read: No such file or directory");
}

TEST_F(LoadScenario, TellsFaultySettingsEvenWhereTheFileIsMissing) {
    const std::vector<std::string> settings = {"run.rounds=0"};
    try {
        static_cast<void>(load_scenario((folder_ / "none.toml").string(), settings));
        FAIL() << "a missing file was accepted";
    } catch (const ScenarioFaults& found) {
        EXPECT_THAT(found.faults(), ElementsAre(HasSubstr("cannot be read"), HasSubstr("run.rounds = 0")));
    }
}

TEST_F(LoadScenario, LoadsTheScenariosThatComeWithTheProgram) {
    const std::string folder = OGSIM_SOURCE_DIR "/scenarios/";
    const Scenario near = load_scenario(folder + "near_identical.toml", {});
    EXPECT_EQ(near.problem.seed, 7);
    EXPECT_EQ(near.problem.loss_scale, "sum");
    EXPECT_EQ(near.run.target_gap, 1e-8);
    EXPECT_EQ(load_scenario(folder + "quickstart.toml", {}).run.target_accuracy, 0.93);
}

}  // namespace
}  // namespace ogsim
