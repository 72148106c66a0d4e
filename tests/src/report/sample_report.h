#pragma once

#include <cmath>
#include <cstddef>
#include <string>

#include "src/report/analysis/figure.h"

/// A made-up report with every figure, 3 series under 2 settings, and all that is awkward: empty cells, markup in
/// names, long names, negative and tiny numbers, values that a logarithmic axis cannot show.
namespace ogsim {

inline const std::string kHostileName = R"name(</script><b onclick="alert(1)">"x" & 'y'</b><!--)name";
inline const std::string kLongName =
    "ordered-timer with top-10 compression, error feedback and a window that follows the gradient";
inline const std::vector<std::string> kSampleSeries{"gd", kLongName, kHostileName};
inline const std::vector<std::string> kSampleSettings{"20 workers", "50 workers, near-identical data at 40 m"};

/// Empty, or the value. Not inlined: g++ 12 would warn of a string within that is not there.
[[gnu::noinline]] inline Cell cell_unless(bool is_empty, double value) {
    Cell cell;
    if (!is_empty) {
        cell = value;
    }
    return cell;
}

/// Calls row(series number, setting number) for each pair and collects what it gives.
template <class Row>
void add_pairs(Figure& figure, Row row) {
    for (std::size_t setting = 0; setting < kSampleSettings.size(); ++setting) {
        for (std::size_t series = 0; series < kSampleSeries.size(); ++series) {
            row(figure, static_cast<double>(series), static_cast<double>(setting), kSampleSeries[series],
                kSampleSettings[setting]);
        }
    }
}

inline const std::vector<AxisChoice> kSampleCosts{{"total_j", "Energy of all workers", "J", true},
                                                  {"marginal_j", "Marginal energy", "J", false},
                                                  {"seconds", "Simulated time", "s", false},
                                                  {"rounds", "Rounds", "", false}};

inline Figure sample_curves() {
    Figure figure{"curves", "Learning", "Means over replicas, with 95 % intervals.", {}, {}, kSampleCosts, {}};
    figure.columns = {{"series", ""}, {"setting", ""}, {"y_name", ""}, {"x_name", ""},  {"x", ""},
                      {"y", ""},      {"low", ""},     {"high", ""},   {"replicas", ""}};
    figure.y_choices = {{"accuracy", "Accuracy", "", false}, {"gap", "Gap to the optimum", "", true}};
    for (const auto& x : figure.x_choices) {
        for (const auto& y : figure.y_choices) {
            add_pairs(
                figure, [&](Figure& to, double a, double b, const std::string& series, const std::string& setting) {
                    for (int step = 0; step <= 40; ++step) {
                        const double at = step * (1.0 + a) * (1.0 + b) * (x.id == "seconds" ? 12.5 : 0.8);
                        const double gap = 0.4 * std::exp(-0.35 * step / (1.0 + 0.3 * a));
                        const double value = y.id == "gap" ? gap : 0.97 - gap;
                        const bool is_alone = series == kLongName && b > 0.0;
                        const double half = 0.3 * gap * (step % 7 == 3 ? 4.0 : 1.0);  // Also below zero.
                        const Cell low = cell_unless(is_alone, value - half);
                        const Cell high = cell_unless(is_alone, value + half);
                        to.rows.push_back({series, setting, y.id, x.id, at, value, low, high, is_alone ? 1.0 : 5.0});
                    }
                });
        }
    }
    return figure;
}

inline Figure sample_cost() {
    Figure figure{"cost", "Cost to the target", "Medians of the runs that reached it.", {}, {}, kSampleCosts, {}};
    figure.columns = {{"series", ""},   {"setting", ""},   {"measure", ""},   {"reached", ""},
                      {"replicas", ""}, {"middle", ""},    {"low", ""},       {"high", ""},
                      {"ratio", ""},    {"ratio_low", ""}, {"ratio_high", ""}};
    for (const auto& measure : kSampleCosts) {
        add_pairs(figure, [&](Figure& to, double a, double b, const std::string& series, const std::string& setting) {
            if (a == 2.0 && b == 1.0) {
                to.rows.push_back({series, setting, measure.id, 0.0, 5.0, {}, {}, {}, {}, {}, {}});
                return;
            }
            const double value = (measure.id == "marginal_j" ? -0.002 : 1234.5) * (1.0 - 0.2 * a) * (1.0 + b);
            const double half = std::abs(value) * 0.08;
            const Cell high = cell_unless(a == 1.0 && b == 1.0, value + half);  // An open interval.
            to.rows.push_back({series, setting, measure.id, 5.0 - a, 5.0, value, value - half, high, 1.0 - 0.2 * a,
                               0.95 - 0.2 * a, 1.06 - 0.2 * a});
        });
    }
    return figure;
}

inline Figure sample_energy() {
    Figure figure{"energy", "Where the joules went", "Means by state of the radio.", {}, {}, {}, {}};
    figure.columns = {{"series", ""},  {"setting", ""}, {"part", ""}, {"basis", ""},
                      {"joules", "J"}, {"low", "J"},    {"high", "J"}};
    const std::vector<std::string> parts{"tx delivered", "tx lost", "tx control", "rx",
                                         "busy",         "idle",    "sleep",      "compute"};
    for (const std::string basis : {"total", "marginal"}) {
        add_pairs(figure, [&](Figure& to, double a, double b, const std::string& series, const std::string& setting) {
            for (std::size_t at = 0; at < parts.size(); ++at) {
                const double size = 3.0 * static_cast<double>(at + 1) / (1.0 + a) + b;
                const double joules = basis == "marginal" && parts[at] == "sleep" ? -0.7 * size : size;
                to.rows.push_back({series, setting, parts[at], basis, joules, joules - 0.1, joules + 0.1});
            }
        });
    }
    return figure;
}

inline Figure sample_pareto() {
    Figure figure{"pareto", "Joules against accuracy", "At the end of the runs.", {}, {}, {}, {}};
    figure.columns = {{"series", ""}, {"setting", ""}, {"accuracy", ""}, {"joules", "J"}, {"is_front", ""}};
    add_pairs(figure, [](Figure& to, double a, double b, const std::string& series, const std::string& setting) {
        to.rows.push_back({series, setting, 0.97 - 0.02 * a, 900.0 / (1.0 + a) + 40.0 * b, b == 0.0 ? 1.0 : 0.0});
    });
    return figure;
}

inline Figure sample_effect() {
    Figure figure{"effect", "What each key does", "The other keys averaged over.", {}, {}, kSampleCosts, {}};
    figure.columns = {{"key", ""}, {"value", ""}, {"series", ""},  {"measure", ""}, {"middle", ""},
                      {"low", ""}, {"high", ""},  {"reached", ""}, {"replicas", ""}};
    const std::vector<std::pair<std::string, std::vector<Cell>>> keys{
        {"network.workers", {5.0, 20.0, 50.0, 200.0}}, {"network.medium", {std::string("ideal"), std::string("wifi")}}};
    for (const auto& measure : kSampleCosts) {
        for (const auto& [key, values] : keys) {
            for (std::size_t at = 0; at < values.size(); ++at) {
                for (std::size_t series = 0; series < kSampleSeries.size(); ++series) {
                    const double middle =
                        10.0 * std::pow(2.5, static_cast<double>(at)) / static_cast<double>(1 + series);
                    figure.rows.push_back({key, values[at], kSampleSeries[series], measure.id, middle, 0.8 * middle,
                                           1.3 * middle, 5.0, 5.0});
                }
            }
        }
    }
    return figure;
}

inline Figure sample_workers() {
    Figure figure{"workers", "Who spends", "Mean over replicas.", {}, {}, {}, {}};
    figure.columns = {{"series", ""}, {"setting", ""},         {"worker", ""},     {"joules", "J"}, {"low", "J"},
                      {"high", "J"},  {"battery_left_j", "J"}, {"died_share", ""}, {"gini", ""}};
    add_pairs(figure, [](Figure& to, double a, double b, const std::string& series, const std::string& setting) {
        for (int worker = 0; worker < 20; ++worker) {
            const double joules = 5.0 + 3.0 * std::sin(worker * (1.0 + a)) + b;
            const Cell left = cell_unless(a == 0.0, 9.0 - joules);
            to.rows.push_back(
                {series, setting, static_cast<double>(worker), joules, joules - 0.3, joules + 0.3, left, {}, 0.1 * a});
        }
    });
    return figure;
}

inline Figure sample_lifetime() {
    Figure figure{"lifetime",
                  "How long they live",
                  "Workers alive.",
                  {{"series", ""}, {"setting", ""}, {"seconds", "s"}, {"alive", ""}},
                  {},
                  {},
                  {}};
    add_pairs(figure, [](Figure& to, double a, double b, const std::string& series, const std::string& setting) {
        for (int dead = 0; dead <= 6; ++dead) {
            to.rows.push_back({series, setting, dead * (300.0 + 90.0 * a + 20.0 * b), 20.0 - dead});
        }
    });
    return figure;
}

inline Figure sample_fates() {
    Figure figure{"fates", "What became of the updates", "Means a run.", {}, {}, {}, {}};
    figure.columns = {{"series", ""}, {"setting", ""}, {"fate", ""}, {"updates", ""}, {"low", ""}, {"high", ""}};
    add_pairs(figure, [](Figure& to, double a, double b, const std::string& series, const std::string& setting) {
        double size = 400.0 / (1.0 + a) + b;
        for (const std::string fate : {"delivered", "lost", "late", "withdrawn"}) {
            to.rows.push_back({series, setting, fate, size, {}, {}});
            size /= 3.0;
        }
    });
    return figure;
}

inline Figure sample_order() {
    Figure figure{"order", "What the air did to the order", "Pairs of updates heard the wrong way round.", {}, {}, {},
                  {}};
    figure.columns = {{"series", ""},
                      {"setting", ""},
                      {"pairs", ""},
                      {"inversions", ""},
                      {"over_budget_rounds", ""},
                      {"budget_rounds", ""},
                      {"deadline_rounds", ""},
                      {"missed_models", ""}};
    add_pairs(figure, [](Figure& to, double a, double b, const std::string& series, const std::string& setting) {
        const Cell pairs = cell_unless(a == 0.0, 5000.0 * a);
        const Cell inversions = cell_unless(a == 0.0, 37.0 * a + b);
        to.rows.push_back({series, setting, pairs, inversions, a, 100.0, 3.0 * b, 12.0 + a});
    });
    return figure;
}

inline Figure sample_timeline() {
    Figure figure{"timeline", "One round", "Of the first replica.", {}, {}, {}, {}};
    figure.columns = {{"series", ""},   {"round", ""},  {"node", ""}, {"kind", ""},
                      {"begin_s", "s"}, {"end_s", "s"}, {"label", ""}};
    for (const auto& series : kSampleSeries) {
        const double pause = series == "gd" ? 0.001 : 0.0001 * static_cast<double>(series.size());
        for (int worker = 0; worker < 12; ++worker) {
            const Cell node = worker == 0 ? Cell(std::string("server")) : Cell(worker - 1.0);
            const double begin = 0.002 + pause * worker;
            figure.rows.push_back({series, 5.0, node, "computing", 0.0005, begin, {}});
            figure.rows.push_back({series, 5.0, node, "tx update", begin, begin + 0.003, std::string("again")});
            figure.rows.push_back({series, 5.0, node, "rx", begin + 0.01, begin + 0.0115, {}});
            figure.rows.push_back({series, 5.0, node, "offered", begin, begin, {}});
            figure.rows.push_back(
                {series, 5.0, node, worker % 3 == 0 ? "lost" : "delivered", begin + 0.003, begin + 0.003, {}});
        }
    }
    return figure;
}

inline Report sample_report() {
    Report report;
    report.title = "Does ordering spare joules, even for " + kHostileName + "?";
    report.name = "sample";
    report.target = Target{"accuracy", 0.95, "95 % accuracy"};
    report.baseline = "gd";
    report.answer.sentence =
        "To 95 % accuracy ordered-timer spends 0.61 [0.58, 0.64] of gd's joules, {{report}} aside.";
    report.answer.notes = {"2 of 30 runs failed: time limit.",
                           "1 run did not reach the target: it counts as censored."};
    report.answer.head = {"method", "joules", "ratio to gd", "reached"};
    report.answer.rows = {{"gd", "1235 [1136, 1333]", "1", "5 of 5"},
                          {kLongName, "987.6 [908.6, 1067]", "0.8 [0.75, 0.86]", "4 of 5"},
                          {kHostileName, "740.7 [681.4, 800]", "0.6 [0.55, 0.66]", "3 of 5"}};
    report.series = kSampleSeries;
    report.series_key = "method.name";
    report.settings = kSampleSettings;
    report.figures = {sample_curves(),  sample_cost(),     sample_energy(), sample_pareto(), sample_effect(),
                      sample_workers(), sample_lifetime(), sample_fates(),  sample_order(),  sample_timeline()};
    report.provenance = {
        {"version", "0.1.0"}, {"repeat", "ogsim sweep sample.toml --set run.rounds=100"}, {"data", kHostileName}};
    return report;
}

}  // namespace ogsim
