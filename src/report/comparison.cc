#include "src/report/comparison.h"

#include <fmt/format.h>

#include <algorithm>

#include "src/report/text_table.h"

namespace ogsim {
namespace {

using Runs = std::vector<std::pair<std::string, Summary>>;
using Cells = std::vector<std::string>;

std::string megabytes(std::int64_t bytes) {
    return readable(1e-6 * static_cast<double>(bytes));
}

std::string learning_table(const Runs& runs) {
    std::vector<Cells> rows{{"run", "method", "status", "rounds", "offered", "delivered", "lost", "late", "withdrawn",
                             "up MB", "down MB", "time s", "accuracy", "gap"}};
    for (const auto& [name, s] : runs) {
        Cells row{name, s.method, s.status, fmt::to_string(s.rounds), fmt::to_string(s.fates.offered)};
        for (const auto count : s.fates.ended) {
            row.push_back(fmt::to_string(count));
        }
        for (std::string cell : {megabytes(s.uplink_bytes), megabytes(s.downlink_bytes), readable(s.sim_time_s),
                                 readable_or_dash(s.final_accuracy), readable_or_dash(s.final_gap)}) {
            row.push_back(std::move(cell));
        }
        rows.push_back(std::move(row));
    }
    return text_table(rows);
}

std::string joules_table(const Runs& runs) {
    std::vector<Cells> rows{{"run", "tx J", "rx J", "busy J", "idle J", "sleep J", "compute J", "total J", "marginal J",
                             "to target J", "marginal to target J"}};
    for (const auto& [name, s] : runs) {
        Cells row{name};
        for (const RadioState state :
             {RadioState::kTx, RadioState::kRx, RadioState::kBusy, RadioState::kIdle, RadioState::kSleep}) {
            row.push_back(readable(s.joules[state]));
        }
        row.push_back(readable(s.joules.compute));
        row.push_back(readable(s.joules.total()));
        row.push_back(readable(s.joules.marginal));
        row.push_back(s.target ? readable(s.target->total_j) : "-");
        row.push_back(s.target ? readable(s.target->marginal_j) : "-");
        rows.push_back(std::move(row));
    }
    return text_table(rows);
}

using Figure = double TargetRow::*;

/// "Cheapest to the target in X: A with 1.2, B takes 3.4 x as much." Empty where fewer than two reached it.
std::string ranking(const Runs& runs, const char* what, const char* unit, Figure figure) {
    std::vector<std::pair<double, std::string>> reached;
    for (const auto& [name, s] : runs) {
        if (s.target) {
            reached.emplace_back((*s.target).*figure, name);
        }
    }
    if (reached.size() < 2) {
        return "";
    }
    std::stable_sort(reached.begin(), reached.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::string text = fmt::format("{:<16} {} {} {}", what, reached[0].second, readable(reached[0].first), unit);
    for (std::size_t place = 1; place < reached.size(); ++place) {
        text += reached[0].first > 0.0
                    ? fmt::format(", {} {:.2f} x", reached[place].second, reached[place].first / reached[0].first)
                    : fmt::format(", {} {} {}", reached[place].second, readable(reached[place].first), unit);
    }
    return text + "\n";
}

}  // namespace

std::string comparison_text(const Runs& runs) {
    std::string text = learning_table(runs) + "\nJoules of all workers, by radio state:\n" + joules_table(runs);
    const std::string cheapest = ranking(runs, "total joules:", "J", &TargetRow::total_j) +
                                 ranking(runs, "marginal joules:", "J", &TargetRow::marginal_j) +
                                 ranking(runs, "seconds:", "s", &TargetRow::sim_time_s);
    return cheapest.empty() ? text : text + "\nLeast to the target, and the others as multiples of it:\n" + cheapest;
}

}  // namespace ogsim
