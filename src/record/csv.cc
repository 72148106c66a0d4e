#include <fmt/format.h>

#include "src/record/csv_line.h"
#include "src/record/table.h"

namespace ogsim {
namespace {

constexpr const char* kFateColumns = "offered,delivered,lost,late,withdrawn";
constexpr const char* kJouleColumns = "tx_j,rx_j,busy_j,idle_j,sleep_j,switch_j,off_j,compute_j,total_j,marginal_j";

}  // namespace

std::string round_csv_header() {
    return fmt::format(
        "round,sim_time_s,loss,gap,accuracy,gradient_norm,budget,unsaid_norm,at_deadline,{},missed_models,pairs,"
        "inversions,uplink_bytes,"
        "downlink_bytes,airtime_s,{},cumulative_total_j,cumulative_marginal_j,cumulative_delivered\n",
        kFateColumns, kJouleColumns);
}

std::string csv_line(const RoundRow& row) {
    CsvLine line;
    line.add(row.round).add(row.sim_time_s).add(row.loss).add(row.gap).add(row.accuracy).add(row.gradient_norm);
    line.add(row.budget)
        .add(row.unsaid_norm)
        .add(row.at_deadline)
        .add(row.fates)
        .add(row.missed_models)
        .add(row.pairs)
        .add(row.inversions);
    line.add(row.uplink_bytes).add(row.downlink_bytes).add(row.airtime_s).add(row.joules);
    line.add(row.cumulative_total_j).add(row.cumulative_marginal_j).add(row.cumulative_delivered);
    return line.text();
}

std::string worker_csv_header() {
    return fmt::format(
        "worker,samples,{},missed_models,tx_s,rx_s,busy_s,idle_s,sleep_s,switch_s,off_s,compute_s,{},battery_left_j,"
        "harvested_j,overflow_j,leaked_j,died_at_s\n",
        kFateColumns, kJouleColumns);
}

std::string csv_line(const WorkerRow& row) {
    CsvLine line;
    line.add(row.worker).add(row.samples).add(row.fates).add(row.missed_models);
    for (const double time : row.state_s) {
        line.add(time);
    }
    line.add(row.compute_s).add(row.joules).add(row.battery).add(row.died_at_s);
    return line.text();
}

}  // namespace ogsim
