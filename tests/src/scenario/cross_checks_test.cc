#include "src/scenario/cross_checks.h"

#include <gmock/gmock.h>

#include "tests/src/scenario/scratch.h"

namespace ogsim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using CrossFaults = Scratch;

TEST_F(CrossFaults, AskForClassesWhereAccuracyIsTheTarget) {
    EXPECT_THAT(faults("problem.kind = \"linear\"\nrun.target_accuracy = 0.9"),
                ElementsAre("s.toml:2: run.target_accuracy = 0.9: problem.kind linear predicts no classes"));
}

TEST_F(CrossFaults, AskForATestPartWhereAccuracyIsTheTarget) {
    EXPECT_THAT(faults("[problem]\ntest_fraction = 0\n[run]\ntarget_accuracy = 0.9"),
                ElementsAre("s.toml:4: run.target_accuracy = 0.9: needs a test part, so problem.test_fraction > 0"));
    EXPECT_THAT(faults("", {"run.target_accuracy=0.9", "problem.data=lag-uniform", "problem.kind=logistic"}),
                ElementsAre("--set: run.target_accuracy = 0.9: problem.data lag-uniform has no test part"));
    EXPECT_THAT(faults("[problem]\ntest_fraction = 0"), IsEmpty());
}

TEST_F(CrossFaults, AskForClassesWhereTheProblemLearnsThem) {
    EXPECT_THAT(faults("problem.data = \"near-identical\"", {"problem.kind=softmax"}),
                ElementsAre("--set: problem.kind = \"softmax\": needs classes; problem.data near-identical has none"));
    EXPECT_THAT(faults("problem.kind = \"logistic\""),
                ElementsAre("s.toml:1: problem.kind = \"logistic\": needs two classes; problem.data digits has 10"));
    EXPECT_THAT(faults("", {"problem.kind=logistic", "problem.data=breast-cancer"}), IsEmpty());
    EXPECT_THAT(faults("", {"problem.kind=logistic", "problem.data=lag-uniform"}), IsEmpty());  // signs of the targets
}

TEST_F(CrossFaults, KeepTheGenieOnTheIdealMedium) {
    EXPECT_THAT(faults("method.name = \"genie\""),
                ElementsAre("s.toml:1: method.name = \"genie\": knows what nobody said, so network.medium must be "
                            "ideal, got wifi"));
    EXPECT_THAT(faults("method.name = \"genie\"\nnetwork.medium = \"ideal\""), IsEmpty());
}

TEST_F(CrossFaults, KeepTheLogarithmicRangeAboveTheWorkers) {
    EXPECT_THAT(faults("[method]\nordering = \"logarithmic\"\nordering_range = 20"),
                ElementsAre("s.toml:3: method.ordering_range = 20.0: must be > network.workers = 20 for the "
                            "logarithmic ordering"));
    EXPECT_THAT(faults("[method]\nordering = \"logarithmic\"\nordering_range = 20.5"), IsEmpty());
    EXPECT_THAT(faults("[method]\nordering_range = 20"), IsEmpty());  // not used, so not looked at
}

TEST_F(CrossFaults, KeepTheAirPossible) {
    EXPECT_THAT(faults("network.layout = \"file\""),
                ElementsAre("s.toml:1: network.layout = \"file\": needs network.positions, the file"));
    EXPECT_THAT(faults("[network.wifi]\ncw_min = 63\ncw_max = 31"),
                ElementsAre("s.toml:2: network.wifi.cw_min = 63: must be <= network.wifi.cw_max = 31"));
    EXPECT_THAT(faults("[network.wifi]\nstandard = \"802.11a\"\nampdu_b = 9000"),
                ElementsAre("s.toml:3: network.wifi.ampdu_b = 9000: must be 0: network.wifi.standard 802.11a knows no "
                            "aggregation"));
    EXPECT_THAT(faults("[network.interference]\nfrom_s = 3\nuntil_s = 2"),
                ElementsAre("s.toml:3: network.interference.until_s = 2.0: must be > network.interference.from_s = 3 "
                            "s"));
}

TEST_F(CrossFaults, BlameTheFileForADefaultThatDoesNotFit) {
    EXPECT_THAT(faults("method.ordering = \"logarithmic\"\nnetwork.workers = 10000"),
                ElementsAre("s.toml: method.ordering_range = 10000.0 (default): must be > network.workers = 10000 for "
                            "the logarithmic ordering"));
}

TEST_F(CrossFaults, WantPartsThatFitTogether) {
    EXPECT_THAT(faults("method.name = \"qsgd\"\nmethod.memory = \"innovation\""),
                ElementsAre(HasSubstr("method.aggregation = \"scaled-sum\" (default): makes up for who is missing")));
    EXPECT_THAT(
        faults("method.name = \"topk-ef\"\nmethod.aggregation = \"weighted-mean\""),
        ElementsAre(HasSubstr("makes up for who is missing, so method.memory must be none, got error-feedback")));
    EXPECT_THAT(faults("method.name = \"top-norm\"\nmethod.memory_weight = 0.0"),
                ElementsAre(HasSubstr("method.memory_weight = 0.0: must be > 0 for method.selection top-norm")));
    EXPECT_THAT(faults("method.name = \"gd\"\nmethod.selection = \"genie\""),
                ElementsAre(HasSubstr("method.selection = \"genie\": knows what nobody said")));
}

TEST_F(CrossFaults, ReadTheStepSize) {
    EXPECT_THAT(faults("method.step_size = \"fast\""),
                ElementsAre("s.toml:1: method.step_size = \"fast\": must be a number > 0, or such a number followed by "
                            "/L or /ML, as in \"0.9/L\""));
    EXPECT_THAT(faults("method.step_size = -1"), ElementsAre(HasSubstr("method.step_size = \"-1\": must be")));
}

TEST_F(CrossFaults, LookForTheDataFile) {
    EXPECT_THAT(faults("problem.data = \"digit\""),
                ElementsAre("s.toml:1: problem.data = \"digit\": must be one of digits, breast-cancer, fashion-mnist, "
                            "near-identical, lag-increasing, lag-uniform, or paths that end in .csv, .tsv, .libsvm, "
                            ".svm, .idx or -ubyte, each also with .gz; did you mean digits?"));
    EXPECT_THAT(faults("problem.data = \"mine.csv\""), ElementsAre(HasSubstr("there is no file")));
    std::filesystem::create_directory(folder_ / "folder.csv");
    EXPECT_THAT(faults("problem.data = \"folder.csv\""), ElementsAre(HasSubstr("is a folder, not a file")));
    static_cast<void>(file("mine.csv", "1,2\n"));
    EXPECT_THAT(faults("problem.data = \"mine.csv\""), IsEmpty());
    EXPECT_THAT(faults("problem.data = \"" + (folder_ / "mine.csv").string() + "\""), IsEmpty());
    EXPECT_THAT(faults("problem.data = \"" + std::string(4000, 'x') + ".csv\""), ElementsAre(HasSubstr("no file")));
}

TEST_F(CrossFaults, LookForEachFileOfAListAndForLabels) {
    static_cast<void>(file("a.csv", "1,2\n"));
    EXPECT_THAT(faults("problem.data = \"a.csv, b.svm.gz\""), ElementsAre(HasSubstr("there is no file")));
    EXPECT_THAT(faults("problem.data = \"*.csv\""), IsEmpty());
    EXPECT_THAT(faults("problem.data = \"b*.csv\""), ElementsAre(HasSubstr("no file is called")));
    EXPECT_THAT(faults("problem.labels_file = \"l.idx\""),
                ElementsAre("s.toml:1: problem.labels_file = \"l.idx\": needs a single IDX file of samples in "
                            "problem.data"));
    static_cast<void>(file("x.idx", ""));
    EXPECT_THAT(faults("problem.data = \"x.idx\""), ElementsAre(HasSubstr("problem.labels_file must name")));
    EXPECT_THAT(faults("problem.data = \"x.idx\"\nproblem.labels_file = \"a.csv\""), IsEmpty());
}

TEST_F(CrossFaults, LetFashionMnistBeMeasuredWithoutATestFraction) {
    EXPECT_THAT(faults("problem.data = \"fashion-mnist\"\nproblem.test_fraction = 0\nrun.target_accuracy = 0.8"),
                IsEmpty());
}

TEST_F(CrossFaults, StaySilentWhereAKeyIsFaultyItself) {
    EXPECT_THAT(faults("method.name = \"genie\"\nnetwork.medium = \"air\""),
                ElementsAre(HasSubstr("network.medium = \"air\"")));
}

TEST_F(CrossFaults, AreToldTogether) {
    EXPECT_THAT(faults("method.name = \"genie\"\nmethod.step_size = \"x\"\nproblem.data = \"none.csv\""),
                testing::SizeIs(3));
}

TEST_F(CrossFaults, KeepWhatTheMacOf802154CannotDoAway) {
    EXPECT_THAT(faults("network.medium = \"lrwpan\"\n[network.lrwpan]\nmac_min_be = 6"),
                ElementsAre("s.toml:3: network.lrwpan.mac_min_be = 6: must be <= network.lrwpan.mac_max_be = 5"));
    EXPECT_THAT(
        faults("network.medium = \"lrwpan\"", {"network.lrwpan.mac_max_be=3", "network.lrwpan.server_min_be=4"}),
        ElementsAre("--set: network.lrwpan.server_min_be = 4: must be <= network.lrwpan.mac_max_be = 3"));
    EXPECT_THAT(faults("network.lrwpan.mac_min_be = 6"), IsEmpty());  // not used, so not looked at
}

}  // namespace
}  // namespace ogsim
