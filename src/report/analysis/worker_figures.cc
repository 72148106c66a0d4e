#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "model/statistics/gini.h"
#include "src/report/analysis/figures.h"

namespace ogsim {
namespace {

constexpr std::size_t kMostWorkerRows = 10000;  // of the table
constexpr std::size_t kMostSteps = 200;         // of a curve of the living

/// The value of a worker in a column; nothing where it is not known.
std::optional<double> value_of(const ResultRun& run, std::string_view column, std::size_t worker) {
    const std::vector<double>* values = run.workers.column(column);
    const bool is_known = values != nullptr && worker < values->size() && std::isfinite((*values)[worker]);
    return is_known ? std::optional((*values)[worker]) : std::nullopt;
}

std::vector<double> values_over_runs(const Group& group, std::string_view column, std::size_t worker) {
    std::vector<double> values;
    for (const ResultRun* run : group.runs) {
        if (const auto value = value_of(*run, column, worker)) {
            values.push_back(*value);
        }
    }
    return values;
}

std::size_t most_workers(const Group& group) {
    std::size_t most = 0;
    for (const ResultRun* run : group.runs) {
        most = std::max(most, run->workers.rows());
    }
    return most;
}

/// Of what each worker spent; the mean over replicas.
std::optional<double> mean_gini(const Group& group) {
    std::vector<double> all;
    for (const ResultRun* run : group.runs) {
        std::vector<double> joules;
        for (std::size_t worker = 0; worker < run->workers.rows(); ++worker) {
            joules.push_back(std::max(0.0, value_of(*run, "total_j", worker).value_or(0.0)));
        }
        if (const auto one = gini(joules)) {
            all.push_back(*one);
        }
    }
    const auto mean = mean_with_t(all);
    return mean ? std::optional(mean->value) : std::nullopt;
}

void add_workers(const StudyGroups& groups, const Group& group, std::size_t stride, Figure& figure) {
    const std::optional<double> unevenness = mean_gini(group);
    for (std::size_t worker = 0; worker < most_workers(group); worker += stride) {
        const auto left = mean_with_t(values_over_runs(group, "battery_left_j", worker));
        const double died = static_cast<double>(values_over_runs(group, "died_at_s", worker).size());
        figure.rows.push_back(joined(
            joined({groups.series_of(group), groups.setting_of(group), cell_of(worker)},
                   mean_cells(values_over_runs(group, "total_j", worker))),
            {left ? Cell(left->value) : Cell(), died / static_cast<double>(group.runs.size()), cell_of(unevenness)}));
    }
}

/// When workers died, in all runs together, in order.
std::vector<double> deaths_of(const Group& group) {
    std::vector<double> deaths;
    for (const ResultRun* run : group.runs) {
        for (std::size_t worker = 0; worker < run->workers.rows(); ++worker) {
            if (const auto died = value_of(*run, "died_at_s", worker)) {
                deaths.push_back(*died);
            }
        }
    }
    std::sort(deaths.begin(), deaths.end());
    return deaths;
}

/// When fewer than half of the runs still go on.
double half_ended(const Group& group) {
    std::vector<double> ends;
    for (const ResultRun* run : group.runs) {
        ends.push_back(run->summary.sim_time_s);
    }
    std::sort(ends.rbegin(), ends.rend());
    return ends[(ends.size() - 1) / 2];
}

void add_living(const StudyGroups& groups, const Group& group, Figure& figure) {
    const auto runs = static_cast<double>(group.runs.size());
    double workers = 0.0;
    for (const ResultRun* run : group.runs) {
        workers += static_cast<double>(run->workers.rows());
    }
    const double end = half_ended(group);
    const std::vector<double> deaths = deaths_of(group);
    const std::size_t stride = deaths.size() / kMostSteps + 1;
    const auto add = [&](double seconds, double alive) {
        figure.rows.push_back({groups.series_of(group), groups.setting_of(group), seconds, alive / runs});
    };
    add(0.0, workers);
    double alive = workers;
    std::size_t untold = 0;  // deaths since the last step
    for (std::size_t death = 0; death < deaths.size() && deaths[death] <= end; ++death) {
        alive -= 1.0;
        ++untold;
        const bool is_last_at_once = death + 1 == deaths.size() || deaths[death + 1] > deaths[death];
        if (is_last_at_once && untold >= stride) {
            add(deaths[death], alive);
            untold = 0;
        }
    }
    add(end, alive);
}

bool has_battery(const StudyGroups& groups) {
    return std::any_of(groups.results->runs.begin(), groups.results->runs.end(),
                       [](const ResultRun& run) { return run.summary.battery.has_value(); });
}

}  // namespace

Figure workers_figure(const StudyGroups& groups) {
    std::size_t rows = 0;
    for (const Group& group : groups.groups) {
        rows += most_workers(group);
    }
    const std::size_t stride = rows / kMostWorkerRows + 1;
    const std::string skipped = stride > 1 ? fmt::format(" Every {}th worker is shown.", stride) : "";
    Figure figure{.id = "workers",
                  .title = "What each worker spent",
                  .caption =
                      "Joules of each worker over whole runs: means over replicas with Student's 95 % interval. "
                      "Gini coefficient: 0 where all spend the same, near 1 where one spends it all; the mean of those "
                      "of the runs, for means over replicas look more even than any run." +
                      skipped,
                  .columns = {{"series", ""},
                              {"setting", ""},
                              {"worker", ""},
                              {"joules", "J"},
                              {"low", "J"},
                              {"high", "J"},
                              {"battery_left_j", "J"},
                              {"died_share", ""},
                              {"gini", ""}},
                  .rows = {},
                  .x_choices = {},
                  .y_choices = {}};
    for (const Group& group : groups.groups) {
        add_workers(groups, group, stride, figure);
    }
    return figure;
}

Figure lifetime_figure(const StudyGroups& groups) {
    Figure figure{.id = "lifetime",
                  .title = "Workers that are alive",
                  .caption =
                      "Mean over replicas of the workers whose battery is not empty; a run that has ended keeps "
                      "its last number, and a curve ends where fewer than half of its runs still go on.",
                  .columns = {{"series", ""}, {"setting", ""}, {"seconds", "s"}, {"alive", ""}},
                  .rows = {},
                  .x_choices = {},
                  .y_choices = {}};
    if (has_battery(groups)) {
        for (const Group& group : groups.groups) {
            add_living(groups, group, figure);
        }
    }
    return figure;
}

}  // namespace ogsim
