#include <array>
#include <cmath>
#include <string>
#include <string_view>

#include "model/radio/device.h"
#include "src/report/analysis/figures.h"

namespace ogsim {
namespace {

constexpr std::array<std::string_view, 11> kParts{"tx delivered", "tx lost", "tx late", "tx withdrawn",
                                                  "tx control",   "rx",      "busy",    "idle",
                                                  "sleep",        "switch",  "compute"};
constexpr std::size_t kTxParts = kFates + 1;
constexpr double kRounding = 1e-12;  // of the difference of two equal sums
using Parts = std::array<double, kParts.size()>;

double sum_of(const Columns& table, const std::string& name) {
    double sum = 0.0;
    if (const std::vector<double>* column = table.column(name)) {
        for (const double value : *column) {
            sum += std::isfinite(value) ? value : 0.0;
        }
    }
    return sum;
}

Parts total_parts(const Summary& summary) {
    Parts parts{};
    for (std::size_t fate = 0; fate < kFates; ++fate) {
        parts[fate] = summary.transmit.by_fate[fate];
    }
    parts[kFates] = summary.transmit.control;
    std::size_t place = kTxParts;
    for (const RadioState state :
         {RadioState::kRx, RadioState::kBusy, RadioState::kIdle, RadioState::kSleep, RadioState::kSwitch}) {
        parts[place++] = summary.joules[state];
    }
    parts[place] = summary.joules.compute;
    return parts;
}

/// Of each part what lies above resting: its joules less P_rest x its seconds. P_rest is what the books of the run
/// say: (total - marginal) / (time not off), as marginal joules are defined. The time of sending is shared like its
/// joules, for a radio sends at one power. Computing goes on beside a radio state: it takes no time of its own.
Parts marginal_parts(const ResultRun& run) {
    Parts parts = total_parts(run.summary);
    std::array<double, kParts.size()> seconds{};
    const double tx_s = sum_of(run.workers, "tx_s"), tx_j = run.summary.joules[RadioState::kTx];
    for (std::size_t part = 0; part < kTxParts; ++part) {
        seconds[part] = tx_j > 0.0 ? tx_s * parts[part] / tx_j : 0.0;
    }
    double on_s = tx_s;
    std::size_t place = kTxParts;
    for (const char* const column : {"rx_s", "busy_s", "idle_s", "sleep_s", "switch_s"}) {
        seconds[place] = sum_of(run.workers, column);
        on_s += seconds[place++];
    }
    const double resting_w = on_s > 0.0 ? (run.summary.joules.total() - run.summary.joules.marginal) / on_s : 0.0;
    for (std::size_t part = 0; part < parts.size(); ++part) {
        const double rested = resting_w * seconds[part];
        const double above = parts[part] - rested;
        parts[part] = std::abs(above) > kRounding * rested ? above : 0.0;
    }
    return parts;
}

void add_rows(const StudyGroups& groups, const Group& group, const char* basis, const std::vector<Parts>& runs,
              Figure& figure) {
    for (std::size_t part = 0; part < kParts.size(); ++part) {
        std::vector<double> joules;
        for (const Parts& run : runs) {
            joules.push_back(run[part]);
        }
        figure.rows.push_back(
            joined({groups.series_of(group), groups.setting_of(group), std::string(kParts[part]), std::string(basis)},
                   mean_cells(joules)));
    }
}

}  // namespace

Figure energy_figure(const StudyGroups& groups) {
    Figure figure{.id = "energy",
                  .title = "Where the joules went",
                  .caption =
                      "Joules of all workers over whole runs, by what the radio did, sending by what became of "
                      "the update, and computing: means over replicas with Student's 95 % interval. Marginal: "
                      "above what the same nodes would have spent resting for the same time.",
                  .columns = {{"series", ""},
                              {"setting", ""},
                              {"part", ""},
                              {"basis", ""},
                              {"joules", "J"},
                              {"low", "J"},
                              {"high", "J"}},
                  .rows = {},
                  .x_choices = {},
                  .y_choices = {}};
    for (const Group& group : groups.groups) {
        std::vector<Parts> total, marginal;
        for (const ResultRun* run : group.runs) {
            total.push_back(total_parts(run->summary));
            marginal.push_back(marginal_parts(*run));
        }
        add_rows(groups, group, "total", total, figure);
        add_rows(groups, group, "marginal", marginal, figure);
    }
    return figure;
}

}  // namespace ogsim
