#include <gtest/gtest.h>

#include <stdexcept>

#include "model/selection/selection.h"

namespace ogsim {
namespace {

// M = 10, tau = 2, T_c = 0.05 s, reciprocal: phi(norm) = 0.01 / norm. Poll slot 3 ms.
constexpr RoundRule kRound{.workers = 10, .budget = 2.0, .clock = {.window = {0.05}}, .poll_slot = {0.003}};
constexpr RoundRule kPoll{.workers = 10, .budget = 0.0, .clock = {.window = {0.05}}, .poll_slot = {0.003}};

Heard heard(int count, double quietest_norm, std::optional<double> unheard_sum = {}) {
    return {.count = count, .quietest_norm = quietest_norm, .unheard_norm_sum = unheard_sum};
}

const Selection& rule(std::string_view name) {
    return *selection_entry(name).selection;
}

TEST(Selections, PollEverybodyWhereThereIsNoBudget) {
    for (const SelectionEntry& row : selection_catalogue()) {
        const Selection& selection = *row.selection;
        EXPECT_DOUBLE_EQ(selection.due(kPoll, 0, 0.0)->si, 0.0) << row.name;
        EXPECT_DOUBLE_EQ(selection.due(kPoll, 7, 5.0)->si, 0.021) << row.name;
        EXPECT_DOUBLE_EQ(selection.closing(kPoll, heard(9, 1.0))->si, 10 * 0.003 + 0.05) << row.name;
        EXPECT_EQ(selection.closing(kPoll, heard(10, 1.0))->si, 0.0) << row.name;
    }
}

TEST(All, PollsAlsoWithABudget) {
    EXPECT_DOUBLE_EQ(rule("all").due(kRound, 7, 1e-9)->si, 0.021);
    EXPECT_DOUBLE_EQ(rule("all").closing(kRound, heard(9, 1e-9))->si, 0.08);
    EXPECT_EQ(rule("all").closing(kRound, heard(10, 1e-9))->si, 0.0);
}

// The threshold is tau / M = 0.2, and at it a worker is silent.
TEST(LagWk, IsSilentUpToTheBudgetsShareAndWaitsForTheWindow) {
    EXPECT_FALSE(rule("lag-wk").due(kRound, 0, 0.2));
    EXPECT_DOUBLE_EQ(rule("lag-wk").due(kRound, 0, 0.4)->si, 0.025);
    EXPECT_DOUBLE_EQ(rule("lag-wk").closing(kRound, heard(0, 0))->si, 0.05);
    EXPECT_DOUBLE_EQ(rule("lag-wk").closing(kRound, heard(9, 0.1))->si, 0.05);
    EXPECT_EQ(rule("lag-wk").closing(kRound, heard(10, 0.4))->si, 0.0);
}

// 4 unheard of at most 0.5 sum to 2 = tau; of 0.51 to more. Whoever is louder than 0.5 was due before phi(0.5) = 0.02
// s.
TEST(OrderedRx, SpeaksWhateverTheNormAndClosesOnAReceptionOnly) {
    EXPECT_DOUBLE_EQ(rule("ordered-rx").due(kRound, 0, 0.1)->si, 0.1);
    EXPECT_FALSE(rule("ordered-rx").due(kRound, 0, 0.0));
    EXPECT_FALSE(rule("ordered-rx").closing(kRound, heard(0, 0)));
    EXPECT_FALSE(rule("ordered-rx").closing(kRound, heard(6, 0.51)));
    EXPECT_DOUBLE_EQ(rule("ordered-rx").closing(kRound, heard(6, 0.5))->si, 0.02);
    EXPECT_EQ(rule("ordered-rx").closing(kRound, heard(10, 99))->si, 0.0);
}

// phi(tau / (M - j)) = T_c (M - j) / M: after 6 of 10, 0.02 s, whatever their norms: only time certifies.
TEST(OrderedTimer, ClosesWhenSilenceCertifiesTheRest) {
    EXPECT_FALSE(rule("ordered-timer").due(kRound, 0, 0.2));
    EXPECT_DOUBLE_EQ(rule("ordered-timer").due(kRound, 0, 0.4)->si, 0.025);
    EXPECT_DOUBLE_EQ(rule("ordered-timer").closing(kRound, heard(0, 0))->si, 0.05);
    EXPECT_DOUBLE_EQ(rule("ordered-timer").closing(kRound, heard(6, 0.51))->si, 0.02);
    EXPECT_DOUBLE_EQ(rule("ordered-timer").closing(kRound, heard(6, 0.1))->si, 0.02);
    EXPECT_EQ(rule("ordered-timer").closing(kRound, heard(10, 99))->si, 0.0);
}

TEST(Genie, ClosesOnceTheUnheardSumFitsTheBudgetEvenBeforeAnybodySpoke) {
    EXPECT_DOUBLE_EQ(rule("genie").due(kRound, 0, 0.1)->si, 0.1);
    EXPECT_FALSE(rule("genie").closing(kRound, heard(3, 1, 2.1)));
    EXPECT_EQ(rule("genie").closing(kRound, heard(3, 1, 2.0))->si, 0.0);
    EXPECT_EQ(rule("genie").closing(kRound, heard(0, 0, 1.0))->si, 0.0);
    EXPECT_THROW((void)rule("genie").closing(kRound, heard(3, 1)), std::invalid_argument);
}

TEST(SelectionCatalogue, NamesTheKnownRowsAndAsksForTheOracleOnce) {
    try {
        (void)selection_entry("loudest");
        FAIL() << "an unknown selection was found";
    } catch (const std::invalid_argument& error) {
        EXPECT_STREQ(error.what(),
                     "selection must be one of all, lag-wk, ordered-rx, ordered-timer, genie, got \"loudest\"");
    }
    for (const SelectionEntry& row : selection_catalogue()) {
        EXPECT_EQ(row.oracle == NeedsOracle::kYes, row.name == "genie");
        EXPECT_FALSE(row.rule.empty() || row.source.empty()) << row.name;
    }
}

}  // namespace
}  // namespace ogsim
