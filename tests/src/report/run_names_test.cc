#include "src/report/text/run_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ogsim {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

KeyValues cell(const std::string& medium, const std::string& seed, const std::string& messages = "false") {
    return {{"network.medium", '"' + medium + '"'}, {"run.seed", seed}, {"record.messages", messages}};
}

TEST(DifferingKeys, AreThoseWithMoreThanOneValue) {
    EXPECT_THAT(differing_keys({cell("ideal", "1"), cell("wifi", "1")}), ElementsAre("network.medium"));
    EXPECT_THAT(differing_keys({cell("ideal", "1"), cell("ideal", "1")}), IsEmpty());
    EXPECT_THAT(differing_keys({}), IsEmpty());
}

TEST(DifferingKeys, LeaveOutWhatChangesNoResult) {
    EXPECT_THAT(differing_keys({cell("ideal", "1", "true"), cell("ideal", "1", "false")}), IsEmpty());
}

TEST(DifferingKeys, CountAKeyThatOneRunDoesNotKnow) {
    EXPECT_THAT(differing_keys({{{"run.seed", "1"}}, {{"run.seed", "1"}, {"run.new", "2"}}}), ElementsAre("run.new"));
    EXPECT_THAT(differing_keys({{{"run.seed", "1"}, {"run.new", "2"}}, {}}), ElementsAre("run.seed", "run.new"));
}

// gd's own row says selection all, that of lag-wk says lag-wk: these follow from the name. top-norm in a run that is
// called gd does not.
TEST(DifferingKeys, LeaveOutThePartsThatFollowFromTheMethod) {
    const auto method = [](const std::string& name, const std::string& selection) {
        return KeyValues{{"method.name", '"' + name + '"'}, {"method.selection", '"' + selection + '"'}};
    };
    EXPECT_THAT(differing_keys({method("gd", "all"), method("lag-wk", "lag-wk")}), ElementsAre("method.name"));
    EXPECT_THAT(differing_keys({method("gd", "top-norm"), method("lag-wk", "lag-wk")}),
                ElementsAre("method.name", "method.selection"));
}

TEST(NamesBy, AreTheValuesUnderTheShortNamesOfTheKeys) {
    const RunNames names = names_by({"network.medium", "run.seed"}, {cell("ideal", "1"), cell("wifi", "")});
    EXPECT_EQ(names.head, "medium, seed");
    EXPECT_THAT(names.names, ElementsAre("ideal, 1", "wifi, not set"));
}

TEST(NamesBy, KeepTheWholeKeyWhereTwoEndAlike) {
    EXPECT_EQ(names_by({"network.cell.retries", "network.wifi.retries"}, {}).head,
              "network.cell.retries, network.wifi.retries");
}

TEST(TellingKeys, AreTheFirstThatTellAllRunsApart) {
    const std::vector<KeyValues> runs = {cell("ideal", "1"), cell("wifi", "2")};
    EXPECT_THAT(telling_keys({"network.medium", "run.seed"}, runs), ElementsAre("network.medium"));
    EXPECT_THAT(
        telling_keys({"network.medium", "run.seed"}, {cell("ideal", "1"), cell("wifi", "1"), cell("wifi", "2")}),
        ElementsAre("network.medium", "run.seed"));
}

TEST(TellingKeys, AreNoneWhereRunsAreAlikeOrTheirValuesLong) {
    EXPECT_THAT(telling_keys({"network.medium"}, {cell("ideal", "1"), cell("ideal", "2"), cell("wifi", "1")}),
                IsEmpty());
    EXPECT_THAT(telling_keys({"network.medium"}, {cell(std::string(50, 'x'), "1"), cell("wifi", "1")}), IsEmpty());
}

TEST(DifferencesText, PutsTheRunsToTheirValues) {
    EXPECT_EQ(differences_text({"network.medium"}, {cell("ideal", "1"), cell("wifi", "2"), cell("ideal", "3")},
                               {"a", "b", "c"}),
              "network.medium: ideal (a, c), wifi (b)\n");
}

TEST(DifferencesText, CountsManyValues) {
    std::vector<KeyValues> runs;
    for (int seed = 1; seed <= 7; ++seed) {
        runs.push_back(cell("ideal", std::to_string(seed)));
    }
    EXPECT_EQ(differences_text({"run.seed"}, runs, std::vector<std::string>(7, "x")), "run.seed: 7 values, 1 to 7\n");
}

}  // namespace
}  // namespace ogsim
