#include "src/report/text/comparison.h"

#include <fmt/format.h>

#include <algorithm>

#include "src/report/text/summary_text.h"
#include "src/report/text/text_table.h"

namespace ogsim {
namespace {

using Runs = std::vector<ComparedRun>;
using Cells = std::vector<std::string>;

std::string megabytes(std::int64_t bytes) {
    return readable(1e-6 * static_cast<double>(bytes));
}

/// "3 of 40"; "-" where there was nothing to count.
std::string share(std::int64_t part, std::int64_t whole) {
    return whole > 0 ? fmt::format("{} of {}", part, whole) : "-";
}

/// A table with a row a run: its name, and the cells that `cells_of` makes of its summary.
template <class CellsOf>
std::string table_of(const Runs& runs, const std::string& head, Cells columns, CellsOf cells_of) {
    columns.insert(columns.begin(), head);
    std::vector<Cells> rows{std::move(columns)};
    for (const ComparedRun& run : runs) {
        Cells cells = cells_of(run.summary);
        cells.insert(cells.begin(), run.name);
        rows.push_back(std::move(cells));
    }
    return text_table(rows);
}

std::string learning_table(const Runs& runs, const std::string& head) {
    return table_of(
        runs, head, {"method", "status", "rounds", "seconds", "accuracy", "gap"}, [](const Summary& s) -> Cells {
            return {method_label(s),        std::string(status_entry(s.status).name), fmt::to_string(s.rounds),
                    readable(s.sim_time_s), readable_or_dash(s.final_accuracy),       readable_or_dash(s.final_gap)};
        });
}

/// Empty where no run had a target.
std::string target_table(const Runs& runs, const std::string& head) {
    const auto had_none = [](const ComparedRun& run) { return run.summary.status == Status::kCompleted; };
    if (std::all_of(runs.begin(), runs.end(), had_none)) {
        return "";
    }
    return "\nTo the target; -: not reached\n" +
           table_of(
               runs, head, {"rounds", "uplinks", "seconds", "total J", "marginal J"}, [](const Summary& s) -> Cells {
                   if (!s.target) {
                       return Cells(5, "-");
                   }
                   return {fmt::to_string(s.target->rounds), fmt::to_string(s.target->delivered),
                           readable(s.target->sim_time_s), readable(s.target->total_j), readable(s.target->marginal_j)};
               });
}

std::string updates_table(const Runs& runs, const std::string& head) {
    return "\nUpdates, by how they ended; pairs that arrived against their norms; rounds with ||e|| above tau\n" +
           table_of(runs, head, {"offered", "delivered", "lost", "late", "withdrawn", "inversions", "above tau"},
                    [](const Summary& s) {
                        Cells cells{fmt::to_string(s.fates.offered)};
                        for (const auto count : s.fates.ended) {
                            cells.push_back(fmt::to_string(count));
                        }
                        cells.push_back(share(s.inversions, s.pairs));
                        cells.push_back(share(s.over_budget_rounds, s.budget_rounds));
                        return cells;
                    });
}

std::string air_table(const Runs& runs, const std::string& head) {
    return "\nOn the air; models that a worker missed; rounds that the deadline ended\n" +
           table_of(runs, head, {"up MB", "down MB", "airtime s", "missed models", "at deadline"},
                    [](const Summary& s) -> Cells {
                        return {megabytes(s.uplink_bytes), megabytes(s.downlink_bytes), readable(s.airtime_s),
                                fmt::to_string(s.missed_models), fmt::to_string(s.deadline_rounds)};
                    });
}

std::string joules_table(const Runs& runs, const std::string& head) {
    return "\nJoules of all workers, by radio state and computing; marginal: above what the same nodes would have "
           "spent "
           "resting\n" +
           table_of(
               runs, head,
               {"tx", "rx", "busy", "idle", "sleep", "switch", "compute", "total J", "marginal J", "server J"},
               [](const Summary& s) {
                   Cells cells;
                   for (const RadioState state : {RadioState::kTx, RadioState::kRx, RadioState::kBusy,
                                                  RadioState::kIdle, RadioState::kSleep, RadioState::kSwitch}) {
                       cells.push_back(readable(s.joules[state]));
                   }
                   for (const double sum : {s.joules.compute, s.joules.total(), s.joules.marginal, s.server.total()}) {
                       cells.push_back(readable(sum));
                   }
                   return cells;
               });
}

using Figure = double TargetRow::*;

/// The least first, the others as multiples of it.
std::string ranking(const Runs& runs, const char* what, const char* unit, Figure figure) {
    std::vector<std::pair<double, std::string>> reached;
    for (const ComparedRun& run : runs) {
        if (run.summary.target) {
            reached.emplace_back((*run.summary.target).*figure, run.name);
        }
    }
    std::stable_sort(reached.begin(), reached.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::string text = fmt::format("{:<16} {} {} {}", what, reached[0].second, readable(reached[0].first), unit);
    for (std::size_t place = 1; place < reached.size(); ++place) {
        text += reached[0].first > 0.0
                    ? fmt::format(", {} {} x", reached[place].second, readable(reached[place].first / reached[0].first))
                    : fmt::format(", {} {} {}", reached[place].second, readable(reached[place].first), unit);
    }
    return text + "\n";
}

/// Why the runs cannot be ranked; empty where they can.
std::string why_not_ranked(const Runs& runs, const Cells& differing) {
    const auto reached =
        std::count_if(runs.begin(), runs.end(), [](const ComparedRun& run) { return run.summary.target; });
    if (reached < 2) {
        return "fewer than two runs reached a target";
    }
    const auto other_task = std::find_if(differing.begin(), differing.end(), [](const std::string& key) {
        return key.starts_with("problem.") || key.starts_with("run.target");
    });
    return other_task == differing.end()
               ? ""
               : fmt::format("the runs differ in {}, so they did not learn the same", *other_task);
}

}  // namespace

std::string comparison_text(const Runs& runs, const std::string& head, const Cells& told) {
    std::vector<KeyValues> keys;
    Cells names;
    for (const ComparedRun& run : runs) {
        keys.push_back(run.keys);
        names.push_back(run.name);
    }
    const Cells differing = differing_keys(keys);
    Cells untold = differing;
    std::erase_if(untold, [&told](const std::string& key) { return std::count(told.begin(), told.end(), key) > 0; });
    const std::string differences = differences_text(untold, keys, names);
    std::string text = learning_table(runs, head) + target_table(runs, head) + updates_table(runs, head) +
                       air_table(runs, head) + joules_table(runs, head);
    text +=
        differences.empty() ? "" : fmt::format("\nThe runs differ {}in\n{}", told.empty() ? "" : "also ", differences);
    const std::string obstacle = why_not_ranked(runs, differing);
    if (!obstacle.empty()) {
        return text + (runs.size() > 1 ? fmt::format("\nNo ranking: {}.\n", obstacle) : "");
    }
    // What resting costs is taken off marginal joules, so they rank only where all rest alike.
    const auto rests_otherwise = std::find_if(differing.begin(), differing.end(), [](const std::string& key) {
        return key == "network.sleep" || key.starts_with("energy.");
    });
    const std::string marginal =
        rests_otherwise == differing.end()
            ? ranking(runs, "marginal joules:", "J", &TargetRow::marginal_j)
            : fmt::format("marginal joules: not ranked, as the runs differ in {}, so in what resting costs\n",
                          *rests_otherwise);
    return text + "\nLeast to the target, and the others as multiples of it:\n" +
           ranking(runs, "total joules:", "J", &TargetRow::total_j) + marginal +
           ranking(runs, "seconds:", "s", &TargetRow::sim_time_s);
}

}  // namespace ogsim
