#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/report/text/comparison.h"
#include "src/report/text/summary_text.h"
#include "src/report/text/text_table.h"

namespace ogsim {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Summary run_with(const std::string& method, double marginal) {
    Summary summary;
    summary.status = Status::kTargetReached;
    summary.method = method;
    summary.joules[RadioState::kTx] = 2.0;
    summary.joules[RadioState::kIdle] = 6.0;
    summary.target = TargetRow{.rounds = 3, .delivered = 9, .sim_time_s = 1.0, .total_j = 8.0, .marginal_j = marginal};
    return summary;
}

TEST(Readable, ShowsFourSignificantDigits) {
    EXPECT_EQ(readable(0.0), "0");
    EXPECT_EQ(readable(0.0123449), "0.01234");
    EXPECT_EQ(readable(12.345), "12.35");
    EXPECT_EQ(readable(12345.6), "12346");
    EXPECT_EQ(readable(1.5e-7), "1.500e-07");
    EXPECT_EQ(readable(-3.0), "-3.000");
}

TEST(TextTable, AlignsItsColumns) {
    EXPECT_EQ(text_table({{"run", "J"}, {"a", "10.5"}, {"longer", "2"}}),
              "run        J\n------------\na       10.5\nlonger     2\n");
}

TEST(Comparison, HasARowForEachRunAndNamesTheCheapest) {
    const std::string text = comparison_text({{"one", run_with("gd", 6.0)}, {"two", run_with("ordered-timer", 1.5)}});
    EXPECT_THAT(text, HasSubstr("marginal joules: two 1.500 J, one 4.000 x"));
    EXPECT_THAT(text, HasSubstr("ordered-timer"));
}

TEST(Comparison, RanksNobodyWhereTheTargetWasNotReached) {
    Summary missed = run_with("gd", 6.0);
    missed.status = Status::kRoundsExhausted;
    missed.target.reset();
    EXPECT_THAT(comparison_text({{"one", missed}, {"two", missed}}), Not(HasSubstr("Least to the target")));
}

TEST(Comparison, DoesNotRepeatWhatTheNamesTell) {
    const std::string text = comparison_text({{"10.0", run_with("gd", 6.0), {{"network.radius_m", "10.0"}}},
                                              {"20.0", run_with("gd", 6.0), {{"network.radius_m", "20.0"}}}},
                                             "radius_m", {"network.radius_m"});
    EXPECT_THAT(text, HasSubstr("\nradius_m  offered"));
    EXPECT_THAT(text, Not(HasSubstr("The runs differ")));
}

TEST(Comparison, TellsWhoReachedTheTargetAtWhatCostAndWhoDidNot) {
    Summary missed = run_with("gd", 6.0);
    missed.status = Status::kRoundsExhausted;
    missed.target.reset();
    const std::string text = comparison_text({{"one", run_with("gd", 6.0)}, {"two", missed}});
    EXPECT_THAT(text, HasSubstr("one       3        9    1.000    8.000       6.000\n"));
    EXPECT_THAT(text, HasSubstr("two       -        -        -        -           -\n"));
    missed.status = Status::kCompleted;
    EXPECT_THAT(comparison_text({{"one", missed}, {"two", missed}}), Not(HasSubstr("To the target")));
}

TEST(Comparison, ShowsWhatTheAirDidToTheOrder) {
    Summary summary = run_with("ordered-timer", 1.0);
    summary.pairs = 40;
    summary.inversions = 10;
    summary.joules[RadioState::kSwitch] = 0.125;
    const std::string text = comparison_text({{"one", summary}});
    EXPECT_THAT(text, HasSubstr("10 of 40"));
    EXPECT_THAT(text, HasSubstr("0.1250"));
}

TEST(Comparison, TellsInWhichKeysTheRunsDiffer) {
    const std::string text =
        comparison_text({{"one", run_with("gd", 6.0), {{"network.radius_m", "10.0"}, {"run.seed", "1"}}},
                         {"two", run_with("gd", 6.0), {{"network.radius_m", "20.0"}, {"run.seed", "1"}}}});
    EXPECT_THAT(text, HasSubstr("The runs differ in\nnetwork.radius_m: 10.0 (one), 20.0 (two)\n"));
    EXPECT_THAT(text, Not(HasSubstr("run.seed")));
}

TEST(Comparison, RanksNobodyWhereTheTasksDiffer) {
    const std::string text = comparison_text({{"one", run_with("gd", 6.0), {{"problem.data", "digits"}}},
                                              {"two", run_with("gd", 6.0), {{"problem.data", "mine.csv"}}}});
    EXPECT_THAT(text, HasSubstr("No ranking: the runs differ in problem.data"));
}

// 2 J of 8 J in tx: 25 %.
TEST(SummaryText, TellsWhereTheJoulesWent) {
    EXPECT_THAT(summary_text(run_with("gd", 6.0)), HasSubstr("tx 25.0 %, rx 0.0 %, busy 0.0 %, idle 75.0 %"));
}

TEST(SummaryText, HasWordsForEveryStatus) {
    for (const StatusEntry& row : status_catalogue()) {
        Summary summary = run_with("gd", 1.0);
        summary.status = row.status;
        summary.rounds = 77;
        EXPECT_THAT(summary_text(summary), HasSubstr("77")) << row.name;
        EXPECT_EQ(status_named(row.name), row.status);
        EXPECT_EQ(&status_entry(row.status), &row);
    }
}

TEST(SummaryText, TellsWhatTheAirDidToTheOrder) {
    Summary summary = run_with("ordered-timer", 1.0);
    summary.pairs = 40;
    summary.inversions = 10;
    EXPECT_THAT(summary_text(summary), HasSubstr("10 of 40 pairs arrived against their norms (25.0 %)"));
}

}  // namespace
}  // namespace ogsim
