#include "src/report/analysis/build_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace ogsim {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// A run of `rounds` rounds, each of which costs `joules`, a second and ten bytes up, and adds 0.1 to the accuracy.
/// Two workers, which spend a quarter and three quarters of it.
ResultRun run_of(const std::string& method, int replica, int rounds, double joules) {
    ResultRun run{
        .varied = {{"method.name", method}},
        .replica = replica,
        .summary = {},
        .rounds = {.names = {"round", "sim_time_s", "loss", "gap", "accuracy", "uplink_bytes", "downlink_bytes",
                             "cumulative_total_j", "cumulative_marginal_j", "cumulative_delivered"},
                   .values = std::vector<std::vector<double>>(10)},
        .workers = {.names = {"worker", "tx_s", "rx_s", "busy_s", "idle_s", "sleep_s", "switch_s", "off_s", "total_j",
                              "battery_left_j", "died_at_s"},
                    .values = std::vector<std::vector<double>>(11)},
        .activity_csv = "",
        .scenario = "[run]\ntarget_accuracy = 0.3\n",
        .hash = "",
        .repeat = "ogsim run x.toml --set method.name=" + method};
    for (int round = 1; round <= rounds; ++round) {
        const double k = round;
        const double cells[] = {k,    k,   1.0 / k,    kUnknown,         0.1 * k + 1e-9,
                                10.0, 2.0, joules * k, 0.5 * joules * k, 2.0 * k};
        for (std::size_t column = 0; column < 10; ++column) {
            run.rounds.values[column].push_back(cells[column]);
        }
    }
    const double total = joules * rounds;
    for (int worker = 0; worker < 2; ++worker) {
        const double share = worker == 0 ? 0.25 : 0.75;
        const double cells[] = {
            static_cast<double>(worker), 1.0, 1.0, 0.0, 3.0, 0.0, 0.0, 0.0, share * total, kUnknown, kUnknown};
        for (std::size_t column = 0; column < 11; ++column) {
            run.workers.values[column].push_back(cells[column]);
        }
    }
    Summary& sum = run.summary;
    sum.method = method;
    sum.seed = 10 + replica;
    sum.rounds = rounds;
    sum.sim_time_s = rounds;
    sum.final_accuracy = 0.1 * rounds;
    sum.final_loss = 1.0 / rounds;
    // Ten seconds of two radios. Resting draws 0.05 of the total a second: half of it in all.
    sum.joules[RadioState::kTx] = 0.4 * total;
    sum.joules[RadioState::kRx] = 0.3 * total;
    sum.joules[RadioState::kIdle] = 0.3 * total;
    sum.joules.marginal = 0.5 * total;
    sum.transmit[Fate::kDelivered] = 0.3 * total;
    sum.transmit[Fate::kLost] = 0.1 * total;
    sum.fates.offered = 4;
    sum.fates.ended = {3, 1, 0, 0};
    return run;
}

/// gd needs 2 J a round and ordered 1 J, both times a factor of the replica that they share.
StudyResults two_methods(int replicas) {
    StudyResults results{.name = "two",
                         .title = "Which one?",
                         .varied_keys = {"method.name"},
                         .runs = {},
                         .failures = {},
                         .provenance = R"({"ogsim": "0.1", "ns3": "3.37"})",
                         .sources = {"two.sqlite"}};
    for (const char* const method : {"gd", "ordered"}) {
        for (int replica = 1; replica <= replicas; ++replica) {
            const double world = 1.0 + 0.1 * replica;
            results.runs.push_back(run_of(method, replica, 5, world * (method == std::string("gd") ? 2.0 : 1.0)));
        }
    }
    return results;
}

const Figure& figure_of(const Report& report, const std::string& id) {
    const auto found = std::find_if(report.figures.begin(), report.figures.end(),
                                    [&id](const Figure& figure) { return figure.id == id; });
    if (found == report.figures.end()) {
        throw std::out_of_range("no figure " + id);
    }
    return *found;
}

/// The rows whose first cells are these words.
std::vector<std::vector<Cell>> rows_of(const Figure& figure, const std::vector<std::string>& words) {
    std::vector<std::vector<Cell>> rows;
    for (const auto& row : figure.rows) {
        bool is_one = true;
        for (std::size_t place = 0; place < words.size(); ++place) {
            is_one = is_one && row[place] == Cell(words[place]);
        }
        if (is_one) {
            rows.push_back(row);
        }
    }
    return rows;
}

double number(const Cell& cell) {
    return std::get<double>(cell);
}

void expect_no_nan(const Report& report) {
    for (const Figure& figure : report.figures) {
        for (const auto& row : figure.rows) {
            ASSERT_EQ(row.size(), figure.columns.size()) << figure.id;
            for (const Cell& cell : row) {
                const auto* value = std::get_if<double>(&cell);
                EXPECT_TRUE(value == nullptr || std::isfinite(*value)) << figure.id;
            }
        }
    }
    EXPECT_TRUE(nlohmann::json::accept(json_text(report)));
    EXPECT_THAT(report.answer.sentence, ::testing::Not(HasSubstr("nan")));
    for (const auto& row : report.answer.rows) {
        EXPECT_EQ(row.size(), report.answer.head.size());
        EXPECT_THAT(row, ::testing::Each(::testing::Not(HasSubstr("nan"))));
    }
}

TEST(ParseTarget, TakesThreeKinds) {
    EXPECT_EQ(parse_target("accuracy=0.95").text, "95 % accuracy");
    EXPECT_EQ(parse_target("gap=1e-6").text, "a gap of 1e-06");
    EXPECT_EQ(parse_target("loss=0.3").value, 0.3);
}

TEST(ParseTarget, SaysWhatIsAllowed) {
    for (const char* const wrong : {"", "accuracy", "accuracy=", "accuracy=95", "gap=-1", "gap=x", "nan=1", "gap=nan",
                                    "gap=1e-3x", "accuracy=0"}) {
        EXPECT_THROW((void)parse_target(wrong), std::invalid_argument) << wrong;
    }
}

// Round 3 is the first with 0.3: 3 x 2 J x 1.1 to 1.3 for gd. The ratio is 1/2 in every pair.
TEST(BuildReport, ComparesCostsToWhatTheRunsStopAt) {
    const Report report = build_report(two_methods(3), {});
    EXPECT_EQ(report.target->text, "30 % accuracy");
    EXPECT_EQ(report.baseline, "gd");
    EXPECT_EQ(report.answer.sentence,
              "To 30 % accuracy ordered spends 0.5 [0.5, 0.5] of gd's joules (geometric mean "
              "over 3 paired replicas, 95 % interval).");
    const auto gd = rows_of(figure_of(report, "cost"), {"gd", "", "total_j"}).at(0);
    EXPECT_NEAR(number(gd[5]), 7.2, 1e-12);
    EXPECT_NEAR(number(gd[6]), 6.6, 1e-12);  // three replicas: the least ...
    EXPECT_NEAR(number(gd[7]), 7.8, 1e-12);  // ... and the greatest
    const auto bytes = rows_of(figure_of(report, "cost"), {"ordered", "", "bytes"}).at(0);
    EXPECT_EQ(number(bytes[5]), 36.0);
    EXPECT_EQ(number(bytes[8]), 1.0);
    expect_no_nan(report);
}

TEST(BuildReport, ReadsCostsToAnyTargetOffTheRounds) {
    const Report report = build_report(two_methods(3), {.target = parse_target("loss=0.6"), .baseline = "ordered"});
    EXPECT_THAT(report.answer.sentence, HasSubstr("To a loss of 0.6 gd spends 2 [2, 2] of ordered's joules"));
    EXPECT_EQ(number(rows_of(figure_of(report, "cost"), {"gd", "", "rounds"}).at(0)[5]), 2.0);
}

// One of seven gets there after one round only, one never. The median is that of the seven, and the upper end is open.
TEST(BuildReport, CountsWhatWasNotReachedAsMore) {
    StudyResults results = two_methods(7);
    results.runs[0] = run_of("gd", 1, 2, 1.0);
    const Report report = build_report(results, {});
    const auto gd = rows_of(figure_of(report, "cost"), {"gd", "", "rounds"}).at(0);
    EXPECT_EQ(number(gd[3]), 6.0);
    EXPECT_EQ(number(gd[4]), 7.0);
    EXPECT_EQ(number(gd[5]), 3.0);
    EXPECT_EQ(gd[7], Cell());
    EXPECT_THAT(report.answer.sentence, HasSubstr("(median over 7 paired replicas, 95 % interval)"));
    EXPECT_THAT(report.answer.notes, ::testing::Contains(HasSubstr("1 of 14 runs did not reach")));
    expect_no_nan(report);
}

TEST(BuildReport, SaysThatNobodyGotThere) {
    const Report report = build_report(two_methods(2), {.target = parse_target("accuracy=0.9"), .baseline = ""});
    EXPECT_EQ(report.answer.sentence, "No run reached 90 % accuracy.");
    EXPECT_EQ(rows_of(figure_of(report, "cost"), {"gd", "", "total_j"}).at(0)[5], Cell());
    expect_no_nan(report);
}

TEST(BuildReport, SaysWhoGotThereWhereTheBaselineDidNot) {
    StudyResults results = two_methods(1);
    results.runs[0] = run_of("gd", 1, 2, 1.0);
    EXPECT_EQ(build_report(results, {}).answer.sentence,
              "30 % accuracy is reached by gd in 0 of 1 runs and ordered in 1 of 1 runs (median 3.3 J).");
}

TEST(BuildReport, GivesNoIntervalOfOneReplica) {
    const Report report = build_report(two_methods(1), {});
    EXPECT_THAT(report.answer.sentence, HasSubstr("ordered spends 0.5 of gd's joules (one replica, so no interval)"));
    EXPECT_EQ(rows_of(figure_of(report, "cost"), {"gd", "", "total_j"}).at(0)[6], Cell());
    expect_no_nan(report);
}

// Ratios 2, 1/2, 2, 1/2: one in the geometric mean, and nothing is clear.
TEST(BuildReport, SaysWhereThereIsNoClearDifference) {
    StudyResults results = two_methods(4);
    for (std::size_t replica = 0; replica < 4; ++replica) {
        results.runs[4 + replica] = run_of("ordered", static_cast<int>(replica) + 1, 5,
                                           (1.1 + 0.1 * static_cast<double>(replica)) * (replica % 2 == 0 ? 4.0 : 1.0));
    }
    EXPECT_THAT(build_report(results, {}).answer.sentence,
                HasSubstr("there is no clear difference between gd and ordered (1 ["));
}

TEST(BuildReport, TellsOfOneRunAlone) {
    StudyResults results = two_methods(1);
    results.runs.resize(1);
    results.varied_keys.clear();
    results.runs[0].varied.clear();
    const Report report = build_report(results, {});
    EXPECT_EQ(report.answer.sentence, "To 30 % accuracy gd spends 6.6 J (one run, so no interval).");
    EXPECT_EQ(report.baseline, "");
    EXPECT_THAT(report.series, ElementsAre("gd"));
    EXPECT_THAT(report.settings, ElementsAre(""));
    expect_no_nan(report);
}

TEST(BuildReport, ComparesWholeRunsWithoutATarget) {
    StudyResults results = two_methods(2);
    for (ResultRun& run : results.runs) {
        run.scenario = "[run]\nrounds = 5\n";
        run.summary.final_accuracy = std::nullopt;
        run.rounds.values[4].assign(5, kUnknown);
    }
    const Report report = build_report(results, {});
    EXPECT_FALSE(report.target);
    EXPECT_THAT(report.answer.sentence, HasSubstr("In whole runs, without a target to compare at, ordered spends 0.5"));
    EXPECT_EQ(figure_of(report, "pareto").columns[2].name, "loss");
    EXPECT_EQ(figure_of(report, "curves").y_choices.size(), 1U);
    expect_no_nan(report);
}

// Keys that are varied besides the method become settings; each wins where it is cheaper.
TEST(BuildReport, NamesSettingsAndWhoWinsInThem) {
    StudyResults results = two_methods(2), other = two_methods(2);
    results.varied_keys = {"network.radius_m", "method.name"};
    for (ResultRun& run : results.runs) {
        run.varied = {{"network.radius_m", "10"}, run.varied[0]};
    }
    for (ResultRun& run : other.runs) {
        const std::string method = run.varied[0].second;
        run = run_of(method, run.replica, 5, method == "gd" ? 1.0 : 4.0);
        run.varied = {{"network.radius_m", "50"}, {"method.name", method}};
        results.runs.push_back(run);
    }
    const Report report = build_report(results, {});
    EXPECT_THAT(report.settings, ElementsAre("radius 10 m", "radius 50 m"));
    EXPECT_EQ(
        report.answer.sentence,
        "To 30 % accuracy the fewest joules are spent by gd in 1 of 2 settings and ordered in 1. Of gd's joules, by "
        "paired replicas: ordered from 0.5 (radius 10 m) to 4 (radius 50 m), clearly less in 1 and more in 1 of 2.");
    EXPECT_EQ(report.answer.rows.size(), 4U);
    const auto effect = rows_of(figure_of(report, "effect"), {"network.radius_m"});
    EXPECT_EQ(effect.size(), 2U * 2U * 6U);  // values, methods, measures
    EXPECT_EQ(number(effect[0][1]), 10.0);
    expect_no_nan(report);
}

// Marginal: resting draws total / 2 in 10 s, total / 20 a second: tx 2 s, of its joules 3/4 delivered.
TEST(BuildReport, EnergyAddsUpToTheBooks) {
    const Report report = build_report(two_methods(1), {});
    const double total = 11.0;  // of gd: 5 rounds of 2.2 J
    double sum = 0.0, marginal = 0.0;
    for (const auto& row : rows_of(figure_of(report, "energy"), {"gd", ""})) {
        (row[3] == Cell("total") ? sum : marginal) += number(row[4]);
    }
    EXPECT_NEAR(sum, total, 1e-12);
    EXPECT_NEAR(marginal, 0.5 * total, 1e-12);
    const auto part = [&](const char* name) {
        return rows_of(figure_of(report, "energy"), {"gd", "", name, "marginal"}).at(0);
    };
    EXPECT_NEAR(number(part("tx delivered")[4]), (0.3 - 2.0 * 0.75 / 20.0) * total, 1e-12);
    EXPECT_NEAR(number(part("idle")[4]), (0.3 - 6.0 / 20.0) * total, 1e-12);
}

// A quarter and three quarters: G = (3 - 1) / (2 x 4) = 1/4.
TEST(BuildReport, TellsHowUnevenlyWorkersSpend) {
    const auto rows = figure_of(build_report(two_methods(2), {}), "workers").rows;
    EXPECT_NEAR(number(rows.at(0)[8]), 0.25, 1e-12);
    EXPECT_EQ(number(rows.at(1)[2]), 1.0);
    EXPECT_EQ(number(rows.at(1)[7]), 0.0);
}

// Worker 0 of the first of two replicas dies at 2 s: 2 alive, then 3 of 4, so 1.5 a run.
TEST(BuildReport, CountsTheLiving) {
    StudyResults results = two_methods(2);
    for (ResultRun& run : results.runs) {
        run.summary.battery = BatteryRow{};
    }
    results.runs[0].workers.values[10][0] = 2.0;
    const Report report = build_report(results, {});
    const auto rows = rows_of(figure_of(report, "lifetime"), {"gd"});
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(number(rows[0][3]), 2.0);
    EXPECT_EQ(number(rows[1][2]), 2.0);
    EXPECT_EQ(number(rows[1][3]), 1.5);
    EXPECT_EQ(number(rows[2][2]), 5.0);
    EXPECT_THROW((void)figure_of(build_report(two_methods(2), {}), "lifetime"), std::out_of_range);
}

// Two replicas of 2 and 5 rounds: the curve goes on to round 5, where one of two still runs; the other keeps its last.
TEST(BuildReport, CurvesHoldWhatARunEndedWith) {
    StudyResults results = two_methods(2);
    results.runs[0] = run_of("gd", 1, 2, 2.2);
    const Report report = build_report(results, {});
    const auto rows = rows_of(figure_of(report, "curves"), {"gd", "", "accuracy", "rounds"});
    ASSERT_EQ(rows.size(), 5U);
    EXPECT_NEAR(number(rows[4][5]), 0.5 * (0.2 + 0.5), 1e-6);
    EXPECT_EQ(number(rows[1][8]), 2.0);
    EXPECT_EQ(number(rows[4][8]), 1.0);
}

TEST(BuildReport, ThinsLongCurves) {
    StudyResults results = two_methods(1);
    results.runs[0] = run_of("gd", 1, 5000, 1.0);
    const auto rows = rows_of(figure_of(build_report(results, {}), "curves"), {"gd", "", "loss", "total_j"});
    EXPECT_LE(rows.size(), 100U);
    EXPECT_GE(rows.size(), 80U);
    EXPECT_EQ(number(rows.front()[4]), 1.0);
    EXPECT_EQ(number(rows.back()[4]), 5000.0);
}

TEST(BuildReport, ShowsARecordedRound) {
    StudyResults results = two_methods(1);
    results.runs[1].activity_csv =
        "round,node,kind,begin_s,end_s,label\n1,,tx model,0,0.5,\n1,1,tx update,0.5,0.75,again\n";
    const auto rows = figure_of(build_report(results, {}), "timeline").rows;
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_THAT(rows[0], ElementsAre(Cell("ordered"), Cell(1.0), Cell("server"), Cell("tx model"), Cell(0.0), Cell(0.5),
                                     Cell("")));
    EXPECT_EQ(rows[1][6], Cell("again"));
}

TEST(BuildReport, TellsOfRunsThatFailedDivergedAndWait) {
    StudyResults results = two_methods(2);
    results.runs[0].summary.status = Status::kDiverged;
    results.failures.push_back(
        {.varied = {}, .replica = 1, .kind = "crashed", .detail = "Signal 11.", .repeat = "ogsim run x"});
    results.waiting = 3;
    const Report report = build_report(results, {});
    EXPECT_THAT(
        report.answer.notes,
        ::testing::IsSupersetOf({std::string("1 run diverged."), std::string("1 run failed and left no result."),
                                 std::string("3 runs of the study are not done yet: figures will change.")}));
    EXPECT_THAT(report.provenance, ::testing::Contains(std::pair<std::string, std::string>("ns-3", "3.37")));
    EXPECT_THAT(report.provenance, ::testing::Contains(std::pair<std::string, std::string>(
                                       "failed (crashed)", "Signal 11. Again: ogsim run x")));
    EXPECT_THAT(report.provenance, ::testing::Contains(std::pair<std::string, std::string>("seeds", "11, 12")));
}

TEST(BuildReport, SurvivesRunsWithoutARound) {
    StudyResults results = two_methods(2);
    for (ResultRun& run : results.runs) {
        run.rounds = {};
        run.workers = {};
        run.summary = {};
        run.summary.status = Status::kDiverged;
    }
    const Report report = build_report(results, {});
    EXPECT_EQ(report.answer.sentence, "No run reached 30 % accuracy.");
    expect_no_nan(report);
}

// Of ten replicas ordered needs half of gd's in nine; in one it stops after a round, before it got there. That one
// counts as infinite: the median is that of the ten, 1/2, and its interval is below 1, for no more than one is in
// doubt.
TEST(BuildReport, OneThatDidNotGetThereHidesNoRatio) {
    StudyResults results = two_methods(10);
    results.runs[10] = run_of("ordered", 1, 1, 0.1);
    EXPECT_EQ(build_report(results, {}).answer.sentence,
              "To 30 % accuracy ordered spends 0.5 [0.5, 0.5] of gd's joules (median over 10 paired replicas, 95 % "
              "interval); it is reached by ordered in 9 of 10 runs.");
}

// Ratios of 1/2, but for one of them: Student's interval is below 1. Resamples without that one have hardly a spread,
// so that the bootstrap's reaches far up.
TEST(BuildReport, SaysWhereTheIntervalsDisagree) {
    StudyResults results = two_methods(10);
    for (int replica = 1; replica <= 10; ++replica) {
        const double world = 1.0 + 0.1 * replica;
        results.runs[9U + static_cast<std::size_t>(replica)] =
            run_of("ordered", replica, 5, world * (replica == 1 ? 1.9 : 1.0 + 1e-4 * replica));
    }
    const Report report = build_report(results, {});
    EXPECT_THAT(report.answer.sentence, HasSubstr("ordered spends 0.53"));
    EXPECT_THAT(report.answer.notes, ::testing::Contains(HasSubstr("ordered: Student's interval of the ratio leaves")));
}

// One replica of three gets there with both, the other two with neither: it cannot speak for the three.
TEST(BuildReport, GivesNoRatioOfAMinorityOfReplicas) {
    StudyResults results = two_methods(3);
    for (const std::size_t run : {0U, 1U, 3U, 4U}) {
        results.runs[run] = run_of(run < 3 ? "gd" : "ordered", static_cast<int>(run % 3) + 1, 2, 1.0);
    }
    const Report report = build_report(results, {});
    EXPECT_EQ(report.answer.sentence, "30 % accuracy is reached by gd in 1 of 3 runs and ordered in 1 of 3 runs.");
    EXPECT_EQ(rows_of(figure_of(report, "cost"), {"ordered", "", "total_j"}).at(0)[8], Cell());
    EXPECT_THAT(report.answer.notes, ::testing::Contains(HasSubstr("(gd 2 of 3, ordered 2 of 3)")));
    expect_no_nan(report);
}

// Two of three get there with both, and with neither in the third; a third method never does.
TEST(BuildReport, SaysOfWhichReplicasARatioSpeaks) {
    StudyResults results = two_methods(3);
    results.runs[0] = run_of("gd", 1, 2, 1.0);
    results.runs[3] = run_of("ordered", 1, 2, 1.0);
    for (int replica = 1; replica <= 3; ++replica) {
        results.runs.push_back(run_of("lag", replica, 2, 1.0));
    }
    EXPECT_EQ(build_report(results, {}).answer.sentence,
              "To 30 % accuracy ordered spends 0.5 [0.5, 0.5] of gd's joules (geometric mean over the 2 of 3 paired "
              "replicas in which either got there, 95 % interval); it is reached by gd in 2 of 3, ordered in 2 of 3 "
              "and lag in 0 of 3 runs.");
}

// Half of gd's joules each, to within a factor that is now the one's, now the other's.
TEST(BuildReport, SaysWhereTheTwoCheapestAreAlike) {
    StudyResults results = two_methods(4);
    for (int replica = 1; replica <= 4; ++replica) {
        const double world = 1.0 + 0.1 * replica;
        results.runs.push_back(run_of("timer", replica, 5, world * (replica % 2 == 0 ? 1.02 : 0.99)));
    }
    EXPECT_THAT(build_report(results, {}).answer.sentence,
                HasSubstr("; there is no clear difference between ordered and timer (0.995 [0.968, 1.02])"));
}

// The same in both settings but for a millionth: nobody wins.
TEST(BuildReport, NamesNoWinnerWhereThereIsNone) {
    StudyResults results = two_methods(2);
    results.varied_keys = {"network.radius_m", "method.name"};
    results.runs.clear();
    for (const char* const radius : {"10", "50"}) {
        for (const char* const method : {"gd", "ordered"}) {
            for (int replica = 1; replica <= 2; ++replica) {
                results.runs.push_back(run_of(method, replica, 5, method == std::string("gd") ? 1.0 : 1.0 - 1e-6));
                results.runs.back().varied = {{"network.radius_m", radius}, {"method.name", method}};
            }
        }
    }
    EXPECT_THAT(build_report(results, {}).answer.sentence,
                HasSubstr("To 30 % accuracy none is clearly the cheapest in any of 2 settings"));
}

// Three rounds at 1, 2, 3 J with the first replica, half a joule more with the second: medians 6 J and 7.5 J. Of two
// replicas there is no 95 % interval, though there are six runs.
TEST(BuildReport, EffectsCountReplicasNotRuns) {
    StudyResults results = two_methods(1);
    results.varied_keys = {"network.radius_m", "network.workers", "method.name"};
    results.runs.clear();
    for (int place = 0; place < 12; ++place) {
        const int replica = place % 2 + 1, workers = place / 2 % 3;
        results.runs.push_back(run_of("gd", replica, 5, 1.0 + workers + (replica == 2 ? 0.5 : 0.0)));
        results.runs.back().varied = {{"network.radius_m", place < 6 ? "10" : "50"},
                                      {"network.workers", std::to_string(workers + 1)},
                                      {"method.name", "gd"}};
    }
    const auto row = rows_of(figure_of(build_report(results, {}), "effect"), {"network.radius_m"}).at(0);
    EXPECT_NEAR(number(row[4]), 3.0 * 2.25, 1e-12);  // medians of {1, 2, 3} and of {1.5, 2.5, 3.5}
    EXPECT_NEAR(number(row[5]), 3.0 * 2.0, 1e-12);
    EXPECT_NEAR(number(row[6]), 3.0 * 2.5, 1e-12);
    EXPECT_EQ(number(row[8]), 6.0);
}

// 101 replicas, of which both workers die at once: 202 deaths are more than a curve has steps, and none is lost.
TEST(BuildReport, ThinsTheLivingWithoutLosingThem) {
    StudyResults results = two_methods(101);
    for (ResultRun& run : results.runs) {
        run.summary.battery = BatteryRow{};
        run.workers.values[10].assign(2, 1.0 + 0.01 * run.replica);
    }
    const auto rows = rows_of(figure_of(build_report(results, {}), "lifetime"), {"gd"});
    ASSERT_GT(rows.size(), 100U);
    for (std::size_t step = 1; step + 1 < rows.size(); ++step) {
        EXPECT_NEAR(number(rows[step][3]), 2.0 * (101.0 - (number(rows[step][2]) - 1.0) / 0.01) / 101.0, 1e-9);
    }
}

// The second run's sum is a digit off: it is not a round behind.
TEST(BuildReport, CurvesDoNotStumbleOverRounding) {
    StudyResults results = two_methods(2);
    results.runs[0] = run_of("gd", 1, 5, 1.0);
    results.runs[1] = run_of("gd", 2, 5, 1.0 + 1e-15);
    const auto rows = rows_of(figure_of(build_report(results, {}), "curves"), {"gd", "", "accuracy", "total_j"});
    ASSERT_EQ(rows.size(), 5U);
    EXPECT_NEAR(number(rows[2][6]), 0.3, 1e-6);
    EXPECT_EQ(number(rows[4][8]), 2.0);
}

TEST(BuildReport, SaysWhatReplicasHaveInCommon) {
    StudyResults results = two_methods(2);
    for (ResultRun& run : results.runs) {
        run.scenario = "[problem]\nseed = 7\n[run]\ntarget_accuracy = 0.3\n";
    }
    EXPECT_THAT(build_report(results, {}).answer.notes, ::testing::Contains(HasSubstr("(problem.seed)")));
    EXPECT_THAT(build_report(two_methods(2), {}).answer.notes,
                ::testing::Not(::testing::Contains(HasSubstr("(problem.seed)"))));
}

TEST(BuildReport, SaysWhichCostsHoldTheLastBroadcast) {
    StudyResults results = two_methods(2);
    EXPECT_THAT(build_report(results, {}).answer.notes, ::testing::Not(::testing::Contains(HasSubstr("broadcast"))));
    results.runs[0] = run_of("gd", 1, 3, 1.0);
    EXPECT_THAT(build_report(results, {}).answer.notes,
                ::testing::Contains(HasSubstr("1 run ended in the round that reached 30 % accuracy")));
}

TEST(BuildReport, RefusesWhatItCannotReport) {
    StudyResults none = two_methods(1);
    none.runs.clear();
    EXPECT_THROW((void)build_report(none, {}), std::invalid_argument);
    EXPECT_THROW((void)build_report(two_methods(1), {.target = {}, .baseline = "lag"}), std::invalid_argument);
}

TEST(CsvText, QuotesWhatWouldEndACell) {
    const Figure figure{.id = "x",
                        .title = "",
                        .caption = "",
                        .columns = {{"a,b", ""}, {"c", "J"}},
                        .rows = {{Cell("say \"so\""), Cell(0.1)}, {Cell(), Cell(1e-7)}},
                        .x_choices = {},
                        .y_choices = {}};
    EXPECT_EQ(csv_text(figure), "\"a,b\",c\n\"say \"\"so\"\"\",0.1\n,1e-07\n");
}

TEST(JsonText, HasWhatThePageReads) {
    const auto json = nlohmann::json::parse(json_text(build_report(two_methods(2), {})));
    EXPECT_EQ(json.at("target").at("kind"), "accuracy");
    EXPECT_EQ(json.at("series"), (std::vector<std::string>{"gd", "ordered"}));
    EXPECT_EQ(json.at("figures").at(0).at("id"), "curves");
    EXPECT_EQ(json.at("figures").at(0).at("x_choices").at(0).at("id"), "total_j");
    EXPECT_TRUE(json.at("figures").at(0).at("rows").at(0).at(4).is_number());
    EXPECT_EQ(json.at("provenance").at(0).at(0), "study");
}

}  // namespace
}  // namespace ogsim
