#include <algorithm>
#include <cstdlib>
#include <limits>
#include <map>
#include <string>

#include "model/statistics/pareto.h"
#include "src/report/analysis/figures.h"

namespace ogsim {
namespace {

std::string cost_words(const StudyGroups& groups) {
    return groups.target ? "to " + groups.target->text : "of whole runs";
}

std::vector<Cell> cost_row(const StudyGroups& groups, const Group& group, Measure measure) {
    const std::vector<Bounds> costs = costs_of(group, measure, groups.target);
    const Spread spread = spread_of(costs);
    std::vector<Cell> row{
        groups.series_of(group), groups.setting_of(group), measures()[static_cast<std::size_t>(measure)].id,
        cell_of(reached(costs)), cell_of(costs.size()),    cell_of(spread.middle),
        cell_of(spread.low),     cell_of(spread.high)};
    const Group* baseline = groups.find(groups.baseline, group.setting);
    if (groups.series.size() < 2 || group.series == groups.baseline || baseline == nullptr) {
        return joined(std::move(row), {Cell(), Cell(), Cell()});
    }
    const Ratio ratio = ratio_to(*baseline, group, measure, groups.target);
    return joined(std::move(row), {cell_of(ratio.middle), cell_of(ratio.low), cell_of(ratio.high)});
}

std::optional<double> last_known(const ResultRun& run, const std::string& quantity) {
    return quantity == "accuracy" ? run.summary.final_accuracy : run.summary.final_loss;
}

/// Its number where it is one.
Cell word_or_number(const std::string& text) {
    char* end = nullptr;
    const double number = std::strtod(text.c_str(), &end);
    return !text.empty() && *end == '\0' && std::isfinite(number) ? Cell(number) : Cell(text);
}

std::vector<std::string> values_of(const StudyGroups& groups, const std::string& key) {
    std::vector<std::string> values;
    for (const ResultRun& run : groups.results->runs) {
        const std::string value = varied_value(run, key);
        if (std::find(values.begin(), values.end(), value) == values.end()) {
            values.push_back(value);
        }
    }
    return values;
}

/// Costs of all runs of a series in which the key has that value, by replica.
std::map<int, std::vector<Bounds>> costs_at(const StudyGroups& groups, std::size_t series, const std::string& key,
                                            const std::string& value, Measure measure) {
    std::map<int, std::vector<Bounds>> costs;
    for (const Group& group : groups.groups) {
        for (const ResultRun* run : group.runs) {
            if (group.series == series && varied_value(*run, key) == value) {
                costs[run->replica].push_back(cost_of(*run, measure, groups.target));
            }
        }
    }
    return costs;
}

/// Runs of one replica under several settings are one draw, not several: their median is its value.
std::vector<Bounds> median_of_each(const std::map<int, std::vector<Bounds>>& replicas) {
    std::vector<Bounds> medians;
    for (const auto& [replica, costs] : replicas) {
        const MedianEstimate median = median_with_interval(std::span<const Bounds>(costs));
        medians.push_back({median.least.value_or(0.0), median.most.value_or(std::numeric_limits<double>::infinity())});
    }
    return medians;
}

void add_effect(const StudyGroups& groups, const std::string& key, const std::string& value, Figure& figure) {
    for (std::size_t series = 0; series < groups.series.size(); ++series) {
        for (std::size_t measure = 0; measure < kMeasures; ++measure) {
            const auto costs = costs_at(groups, series, key, value, static_cast<Measure>(measure));
            if (costs.empty()) {
                continue;
            }
            std::vector<Bounds> all;
            for (const auto& [replica, some] : costs) {
                all.insert(all.end(), some.begin(), some.end());
            }
            const Spread spread = spread_of(median_of_each(costs));
            figure.rows.push_back({key, word_or_number(value), groups.series[series], measures()[measure].id,
                                   cell_of(spread.middle), cell_of(spread.low), cell_of(spread.high),
                                   cell_of(reached(all)), cell_of(all.size())});
        }
    }
}

}  // namespace

Figure cost_figure(const StudyGroups& groups) {
    Figure figure{
        .id = "cost",
        .title = "Costs " + cost_words(groups),
        .caption =
            std::string("A point and its whiskers: ") + kSpreadWords +
            ". Runs that did not get there count as infinite; an interval without an upper end is open. Ratio to "
            "the baseline over pairs of the same replica: geometric mean with Student's 95 % interval, or the "
            "median with one of order statistics where some run did not get there. Replicas in which neither of the "
            "two "
            "got there are left out of it; where they are half or more there is no ratio.",
        .columns = {{"series", ""},
                    {"setting", ""},
                    {"measure", ""},
                    {"reached", ""},
                    {"replicas", ""},
                    {"middle", ""},
                    {"low", ""},
                    {"high", ""},
                    {"ratio", ""},
                    {"ratio_low", ""},
                    {"ratio_high", ""}},
        .rows = {},
        .x_choices = {measures().begin(), measures().end()},
        .y_choices = {}};
    for (std::size_t measure = 0; measure < kMeasures; ++measure) {
        for (const Group& group : groups.groups) {
            figure.rows.push_back(cost_row(groups, group, static_cast<Measure>(measure)));
        }
    }
    return figure;
}

Figure pareto_figure(const StudyGroups& groups) {
    const bool has_accuracy = std::any_of(groups.results->runs.begin(), groups.results->runs.end(),
                                          [](const ResultRun& run) { return run.summary.final_accuracy.has_value(); });
    const std::string quantity = has_accuracy ? "accuracy" : "loss";
    Figure figure{.id = "pareto",
                  .title = "Joules against " + quantity,
                  .caption = "Whole runs: joules of all workers, and " + quantity +
                             " at the end; medians over replicas. On the front is what no other one beats in both.",
                  .columns = {{"series", ""}, {"setting", ""}, {quantity, ""}, {"joules", "J"}, {"is_front", ""}},
                  .rows = {},
                  .x_choices = {},
                  .y_choices = {}};
    std::vector<Choice> choices;
    for (const Group& group : groups.groups) {
        std::vector<double> joules, worth;
        for (const ResultRun* run : group.runs) {
            if (const auto value = last_known(*run, quantity)) {
                joules.push_back(run->summary.joules.total());
                worth.push_back(*value);
            }
        }
        const auto cost = spread_of(joules).middle, middle = spread_of(worth).middle;
        if (cost && middle) {
            choices.push_back({.joules = *cost, .accuracy = has_accuracy ? *middle : -*middle});
            figure.rows.push_back({groups.series_of(group), groups.setting_of(group), *middle, *cost, Cell()});
        }
    }
    const std::vector<bool> front = pareto_front(choices);
    for (std::size_t row = 0; row < front.size(); ++row) {
        figure.rows[row].back() = front[row] ? 1.0 : 0.0;
    }
    return figure;
}

Figure effect_figure(const StudyGroups& groups) {
    Figure figure{
        .id = "effect",
        .title = "What each parameter does to the costs " + cost_words(groups),
        .caption = std::string("Of each replica the median of its runs with that value of the parameter, whatever the "
                               "others are; of these: ") +
                   kSpreadWords + ".",
        .columns = {{"key", ""},
                    {"value", ""},
                    {"series", ""},
                    {"measure", ""},
                    {"middle", ""},
                    {"low", ""},
                    {"high", ""},
                    {"reached", ""},
                    {"replicas", ""}},
        .rows = {},
        .x_choices = {measures().begin(), measures().end()},
        .y_choices = {}};
    for (const std::string& key : groups.setting_keys) {
        for (const std::string& value : values_of(groups, key)) {
            add_effect(groups, key, value, figure);
        }
    }
    return figure;
}

}  // namespace ogsim
