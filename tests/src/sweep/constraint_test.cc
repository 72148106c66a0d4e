#include "src/sweep/constraint.h"

#include <gmock/gmock.h>

namespace ogsim {
namespace {

using testing::HasSubstr;

Scenario scenario() {
    Scenario s;
    s.method.name = "gd";
    s.network.workers = 20;
    s.network.levels = 8;
    s.run.target_gap = std::nullopt;
    return s;
}

bool is_met(const std::string& text) {
    return holds(parse_constraint(text), scenario());
}

std::string fault(const std::string& text) {
    try {
        static_cast<void>(parse_constraint(text));
        return "";
    } catch (const std::invalid_argument& found) {
        return found.what();
    }
}

TEST(Constraint, ComparesAKeyWithAValue) {
    EXPECT_TRUE(is_met("network.workers = 20"));
    EXPECT_FALSE(is_met("network.workers != 20"));
    EXPECT_TRUE(is_met("network.workers<=20"));
    EXPECT_FALSE(is_met("network.workers < 2e1"));
    EXPECT_TRUE(is_met("network.workers>19.5"));
    EXPECT_TRUE(is_met("network.workers >= 20"));
    EXPECT_TRUE(is_met("method.name = gd"));
    EXPECT_TRUE(is_met("method.name == \"gd\""));
    EXPECT_FALSE(is_met("method.name = 'lag-wk'"));
    EXPECT_TRUE(is_met("problem.intercept = true"));
}

TEST(Constraint, ComparesAKeyWithAnotherKey) {
    EXPECT_TRUE(is_met("network.levels < network.workers"));
    EXPECT_FALSE(is_met("network.levels >= network.workers"));
    EXPECT_TRUE(is_met("network.workers < network.radius_m or network.workers = network.radius_m"));  // 20 m
}

// false and false or true = true under "and before or"; false and (false or true) would be false.
TEST(Constraint, BindsAndBeforeOr) {
    EXPECT_TRUE(is_met("network.workers = 1 and network.workers = 2 or method.name = gd"));
    EXPECT_TRUE(is_met("method.name = gd or network.workers = 1 and network.workers = 2"));
    EXPECT_FALSE(is_met("network.workers = 1 or method.name = gd and network.workers = 2"));
}

TEST(Constraint, FindsNothingTrueOfAKeyThatIsNotSetButUnequal) {
    EXPECT_FALSE(is_met("run.target_gap < 1"));
    EXPECT_FALSE(is_met("run.target_gap >= 1"));
    EXPECT_FALSE(is_met("run.target_gap = 1"));
    EXPECT_TRUE(is_met("run.target_gap != 1"));
}

TEST(Constraint, TellsWhatIsWrong) {
    EXPECT_THAT(fault(""), HasSubstr("nothing: must be KEY = VALUE"));
    EXPECT_THAT(fault("network.workers"), HasSubstr("network.workers: must be KEY = VALUE"));
    EXPECT_THAT(fault("network.workers 5 6"), HasSubstr("5: must be one of = != < <= > >="));
    EXPECT_THAT(fault("network.workers =< 5"), HasSubstr("=<: must be one of"));
    EXPECT_THAT(fault("network.workers = 5 and"), HasSubstr("nothing: must be KEY = VALUE"));
    EXPECT_THAT(fault("network.workers = 5 or or method.name = gd"), HasSubstr("nothing: must be"));
    EXPECT_THAT(fault("network.workers = 5 method.name = gd"), HasSubstr("\"method.name\" is too much"));
    EXPECT_THAT(fault("5 < network.workers"), HasSubstr("5: unknown key"));
    EXPECT_THAT(fault("network.workers < network.radius"), HasSubstr("did you mean network.radius_m?"));
    EXPECT_THAT(fault("network.workers < many"), HasSubstr("compared with \"many\": must be a number or a key"));
    EXPECT_THAT(fault("network.workers < inf"), HasSubstr("must be a number"));
    EXPECT_THAT(fault("method.name < gd"), HasSubstr("is a text: only = and !="));
    EXPECT_THAT(fault("method.name = lagwk"), HasSubstr("did you mean lag-wk?"));
    EXPECT_THAT(fault("method.name = network.workers"), HasSubstr("they cannot be compared"));
    EXPECT_THAT(fault("problem.intercept = 1"), HasSubstr("must be true or false"));
    EXPECT_THAT(fault("method.name = \"gd"), HasSubstr("a quote \" is not closed"));
    EXPECT_THAT(fault("(network.workers = 5)"), HasSubstr("brackets are not known here"));
}

}  // namespace
}  // namespace ogsim
