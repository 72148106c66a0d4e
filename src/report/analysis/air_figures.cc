#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>
#include <string_view>

#include "src/report/analysis/figures.h"

namespace ogsim {
namespace {

constexpr std::array<std::string_view, kFates> kFateNames{"delivered", "lost", "late", "withdrawn"};
constexpr std::size_t kMostTimelineRows = 6000;
constexpr std::size_t kActivityCells = 6;  // round, node, kind, begin_s, end_s, label

using Count = std::int64_t Summary::*;

double sum_over_runs(const Group& group, Count count) {
    double sum = 0.0;
    for (const ResultRun* run : group.runs) {
        sum += static_cast<double>(run->summary.*count);
    }
    return sum;
}

std::vector<std::string> cells_of(std::string_view line) {
    std::vector<std::string> cells;
    while (true) {
        const std::size_t comma = line.find(',');
        cells.emplace_back(line.substr(0, comma));
        if (comma == std::string_view::npos) {
            return cells;
        }
        line.remove_prefix(comma + 1);
    }
}

Cell number_or_nothing(const std::string& text) {
    char* end = nullptr;
    const double number = std::strtod(text.c_str(), &end);
    return !text.empty() && *end == '\0' && std::isfinite(number) ? Cell(number) : Cell();
}

void add_activity(const std::string& series, std::string_view csv, Figure& figure) {
    csv.remove_prefix(std::min(csv.size(), csv.find('\n') == std::string_view::npos ? csv.size() : csv.find('\n') + 1));
    const std::size_t first = figure.rows.size();
    while (!csv.empty() && figure.rows.size() < first + kMostTimelineRows) {
        const std::size_t end = std::min(csv.find('\n'), csv.size());
        const std::vector<std::string> cells = cells_of(csv.substr(0, end));
        csv.remove_prefix(std::min(end + 1, csv.size()));
        if (cells.size() != kActivityCells) {
            continue;
        }
        figure.rows.push_back({series, number_or_nothing(cells[0]),
                               cells[1].empty() ? Cell(std::string("server")) : number_or_nothing(cells[1]), cells[2],
                               number_or_nothing(cells[3]), number_or_nothing(cells[4]), cells[5]});
    }
}

/// The run of the lowest replica that recorded it; null where none did.
const ResultRun* recorded_run(const Group& group) {
    const ResultRun* found = nullptr;
    for (const ResultRun* run : group.runs) {
        if (!run->activity_csv.empty() && (found == nullptr || run->replica < found->replica)) {
            found = run;
        }
    }
    return found;
}

}  // namespace

Figure fates_figure(const StudyGroups& groups) {
    Figure figure{
        .id = "fates",
        .title = "What became of the updates",
        .caption =
            "Updates that were offered to the radio, by how they ended: means a run over replicas with "
            "Student's 95 % interval.",
        .columns = {{"series", ""}, {"setting", ""}, {"fate", ""}, {"updates", ""}, {"low", ""}, {"high", ""}},
        .rows = {},
        .x_choices = {},
        .y_choices = {}};
    for (const Group& group : groups.groups) {
        for (std::size_t fate = 0; fate < kFates; ++fate) {
            std::vector<double> updates;
            for (const ResultRun* run : group.runs) {
                updates.push_back(static_cast<double>(run->summary.fates.ended[fate]));
            }
            figure.rows.push_back(
                joined({groups.series_of(group), groups.setting_of(group), std::string(kFateNames[fate])},
                       mean_cells(updates)));
        }
    }
    return figure;
}

Figure order_figure(const StudyGroups& groups) {
    Figure figure{.id = "order",
                  .title = "What the air did to the order",
                  .caption =
                      "Sums over replicas. Inversions: pairs of updates of a round that arrived against their "
                      "norms. Over budget: rounds in which more than the budget was left unsaid.",
                  .columns = {{"series", ""},
                              {"setting", ""},
                              {"pairs", ""},
                              {"inversions", ""},
                              {"over_budget_rounds", ""},
                              {"budget_rounds", ""},
                              {"deadline_rounds", ""},
                              {"missed_models", ""}},
                  .rows = {},
                  .x_choices = {},
                  .y_choices = {}};
    for (const Group& group : groups.groups) {
        std::vector<Cell> row{groups.series_of(group), groups.setting_of(group)};
        for (const Count count : {&Summary::pairs, &Summary::inversions, &Summary::over_budget_rounds,
                                  &Summary::budget_rounds, &Summary::deadline_rounds, &Summary::missed_models}) {
            row.emplace_back(sum_over_runs(group, count));
        }
        figure.rows.push_back(std::move(row));
    }
    return figure;
}

Figure timeline_figure(const StudyGroups& groups) {
    Figure figure{.id = "timeline",
                  .title = "Who did what when, in one round",
                  .caption = "The first replica of each" +
                             std::string(groups.settings.size() > 1 ? ", with " + groups.settings.front() : "") +
                             ", in seconds since the round before was closed.",
                  .columns = {{"series", ""},
                              {"round", ""},
                              {"node", ""},
                              {"kind", ""},
                              {"begin_s", "s"},
                              {"end_s", "s"},
                              {"label", ""}},
                  .rows = {},
                  .x_choices = {},
                  .y_choices = {}};
    for (std::size_t series = 0; series < groups.series.size(); ++series) {
        const Group* group = groups.find(series, 0);
        if (const ResultRun* run = group == nullptr ? nullptr : recorded_run(*group)) {
            add_activity(groups.series[series], run->activity_csv, figure);
        }
    }
    return figure;
}

}  // namespace ogsim
