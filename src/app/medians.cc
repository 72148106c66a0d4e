#include "src/app/medians.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "src/record/study/store.h"
#include "src/report/text/text_table.h"

namespace ogsim {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

/// The columns that are asked for, in this order.
enum Column {
    kRun,
    kState,
    kStatus,
    kTotal,
    kTime,
    kUpdates,
    kAccuracy,
    kLoss,
    kToTarget,
    kTimeToTarget,
    kUpdatesToTarget
};
constexpr const char* kQuery =
    "SELECT run, state, status, total_j, sim_time_s, delivered, final_accuracy, final_loss, joules_to_target, "
    "seconds_to_target, uplinks_to_target FROM result WHERE state = 'done' ORDER BY run";

using Cells = std::vector<std::string>;

std::optional<double> number(const std::string& cell) {
    return cell.empty() ? std::nullopt : std::optional(std::stod(cell));
}

/// Of numbers; where there is an even number of them, the mean of the middle two. "-" where it is none or infinite.
std::string median_text(std::vector<double> values) {
    if (values.empty()) {
        return "-";
    }
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    const double median = values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2.0;
    return std::isfinite(median) ? readable(median) : "-";
}

std::string median_of(const std::vector<Cells>& rows, Column column, double otherwise) {
    std::vector<double> values;
    for (const Cells& row : rows) {
        const double value = number(row.at(column)).value_or(otherwise);
        if (!std::isnan(value)) {
            values.push_back(value);
        }
    }
    return median_text(std::move(values));
}

/// Runs of the same combination, in the order of the study.
struct Combination {
    const StudyRun* first = nullptr;
    std::size_t planned = 0;
    std::vector<Cells> rows = {};
};

std::vector<Combination> combinations(const Study& study, const std::vector<Cells>& rows) {
    std::vector<Combination> all;
    std::vector<std::size_t> place;  // of each run
    for (const StudyRun& run : study.runs) {
        if (all.empty() || all.back().first->varied != run.varied) {
            all.push_back({.first = &run});
        }
        ++all.back().planned;
        place.push_back(all.size() - 1);
    }
    for (const Cells& row : rows) {
        const auto run = static_cast<std::size_t>(std::stoull(row.at(kRun))) - 1;  // positions in the file are from 1
        if (run < place.size()) {
            all[place[run]].rows.push_back(row);
        }
    }
    return all;
}

Cells header(const Study& study, bool has_target, bool has_accuracy) {
    Cells cells;
    for (const std::string& key : study.varied_keys) {
        cells.push_back(key.substr(key.rfind('.') + 1));
    }
    cells.emplace_back("done");
    if (has_target) {
        cells.emplace_back("reached");
    }
    for (const char* name : {"J", "s", "updates"}) {
        cells.push_back(fmt::format("{}{}", name, has_target ? " to target" : ""));
    }
    cells.emplace_back(has_accuracy ? "accuracy" : "loss");
    return cells;
}

Cells line(const Combination& combination, bool has_target, bool has_accuracy) {
    Cells cells;
    for (const auto& [key, value] : combination.first->varied) {
        cells.push_back(value);
    }
    cells.push_back(fmt::format("{}/{}", combination.rows.size(), combination.planned));
    if (has_target) {
        const auto reached = std::count_if(combination.rows.begin(), combination.rows.end(),
                                           [](const Cells& row) { return !row.at(kToTarget).empty(); });
        cells.push_back(std::to_string(reached));
    }
    const std::array<Column, 3> costs =
        has_target ? std::array{kToTarget, kTimeToTarget, kUpdatesToTarget} : std::array{kTotal, kTime, kUpdates};
    for (const Column column : costs) {
        cells.push_back(median_of(combination.rows, column, kNever));
    }
    cells.push_back(
        median_of(combination.rows, has_accuracy ? kAccuracy : kLoss, std::numeric_limits<double>::quiet_NaN()));
    return cells;
}

bool has_target(const Study& study) {
    return std::any_of(study.runs.begin(), study.runs.end(), [](const StudyRun& run) {
        return run.scenario.run.target_gap.has_value() || run.scenario.run.target_accuracy.has_value();
    });
}

}  // namespace

std::string medians_text(const Study& study, const std::filesystem::path& file) {
    std::vector<Cells> rows = query_study(file, kQuery);
    rows.erase(rows.begin());  // the names
    const std::vector<Combination> all = combinations(study, rows);
    if (rows.empty() || study.varied_keys.empty() || all.size() > kMostCombinations) {
        return "";
    }
    const bool is_aimed = has_target(study);
    const bool has_accuracy =
        std::any_of(rows.begin(), rows.end(), [](const Cells& row) { return !row.at(kAccuracy).empty(); });
    std::vector<Cells> table{header(study, is_aimed, has_accuracy)};
    for (const Combination& combination : all) {
        table.push_back(line(combination, is_aimed, has_accuracy));
    }
    return text_table(table);
}

}  // namespace ogsim
