#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "model/radio/device.h"
#include "src/record/status.h"
#include "src/trace/events.h"

/// What a run writes down: a row a round, a row a worker, and a summary. Plain numbers in SI units.
namespace ogsim {

/// Offered updates and how they ended; they add up: offered = sum of ended.
struct FateRow {
    std::int64_t offered = 0;
    std::array<std::int64_t, kFates> ended{};  ///< Indexed by Fate.

    [[nodiscard]] std::int64_t operator[](Fate fate) const { return ended[static_cast<std::size_t>(fate)]; }
    [[nodiscard]] std::int64_t& operator[](Fate fate) { return ended[static_cast<std::size_t>(fate)]; }
    FateRow& operator+=(const FateRow& other);
};
[[nodiscard]] FateRow operator-(const FateRow& a, const FateRow& b);

/// Joules by what the radio did, and computing.
struct JoulesRow {
    std::array<double, kRadioStates> radio{};  ///< Indexed by RadioState.
    double compute = 0.0;
    double marginal = 0.0;  ///< Above what the same nodes would have spent resting.

    [[nodiscard]] double operator[](RadioState state) const { return radio[static_cast<std::size_t>(state)]; }
    [[nodiscard]] double& operator[](RadioState state) { return radio[static_cast<std::size_t>(state)]; }
    [[nodiscard]] double total() const;
    JoulesRow& operator+=(const JoulesRow& other);
};
[[nodiscard]] JoulesRow operator-(const JoulesRow& a, const JoulesRow& b);

/// Joules of sending, by what became of the update; acknowledgements and the like are control.
struct TransmitRow {
    std::array<double, kFates> by_fate{};  ///< Indexed by Fate.
    double control = 0.0;

    [[nodiscard]] double operator[](Fate fate) const { return by_fate[static_cast<std::size_t>(fate)]; }
    [[nodiscard]] double& operator[](Fate fate) { return by_fate[static_cast<std::size_t>(fate)]; }
};

/// A worker's battery at the end, in joules; or those of all workers.
struct BatteryRow {
    double left = 0.0;
    double harvested = 0.0;  ///< What found no room included.
    double overflow = 0.0;   ///< What found no room.
    double leaked = 0.0;

    BatteryRow& operator+=(const BatteryRow& other);
};

/// One round: from the close of the round before to its own close; the last one also holds the stop broadcast.
struct RoundRow {
    std::int64_t round = 0;
    double sim_time_s = 0.0;              ///< When it ended.
    std::optional<double> loss;           ///< f(theta^k); nothing where it is not finite.
    std::optional<double> gap;            ///< f(theta^k) - f*.
    std::optional<double> accuracy;       ///< On the held-back test part.
    std::optional<double> gradient_norm;  ///< ||grad f(theta^k)||.
    double budget = 0.0;                  ///< tau_k.
    std::optional<double> unsaid_norm;    ///< ||e^k|| = ||grad f(theta^k) - s^k||: the rules promise <= budget.
    std::int64_t at_deadline = 0;         ///< 1 where the deadline ended the round, not the rule.
    FateRow fates;                        ///< Of the updates offered in this round, whenever they ended.
    std::int64_t missed_models = 0;       ///< Workers that did not get theta^k whole.
    std::int64_t pairs = 0;               ///< Pairs of delivered updates in a round that has an order ...
    std::int64_t inversions = 0;          ///< ... and those of them in which the quieter one came first.
    std::int64_t uplink_bytes = 0;        ///< Put on the air for updates: headers, fragments and retries included.
    std::int64_t downlink_bytes = 0;      ///< Put on the air by the server.
    double airtime_s = 0.0;               ///< Of all frames of all nodes.
    JoulesRow joules;                     ///< Of all workers.
    double cumulative_total_j = 0.0;
    double cumulative_marginal_j = 0.0;
    std::int64_t cumulative_delivered = 0;
};

/// One worker over the whole run.
struct WorkerRow {
    int worker = 0;
    std::int64_t samples = 0;
    FateRow fates;
    std::int64_t missed_models = 0;
    std::array<double, kRadioStates> state_s{};
    double compute_s = 0.0;
    JoulesRow joules;
    std::optional<BatteryRow> battery;  ///< Nothing on mains.
    std::optional<double> died_at_s;
};

/// The state of things at the first round that met the target.
struct TargetRow {
    std::int64_t rounds = 0;
    std::int64_t delivered = 0;
    double sim_time_s = 0.0;
    double total_j = 0.0;
    double marginal_j = 0.0;
};

/// The whole run.
struct Summary {
    Status status = Status::kCompleted;
    std::string method_changes;  ///< Parts of the method that are not its row's; empty: none.
    std::string title, method, medium, problem, data, device, version, scenario_hash;
    int workers = 0;
    std::int64_t seed = 0;
    std::int64_t rounds = 0;
    FateRow fates;
    std::int64_t over_budget_rounds = 0;  ///< Rounds with a budget in which more than it was left unsaid.
    std::int64_t budget_rounds = 0;       ///< Rounds with a budget.
    std::int64_t deadline_rounds = 0;     ///< Rounds that the deadline ended.
    std::int64_t missed_models = 0, pairs = 0, inversions = 0, uplink_bytes = 0, downlink_bytes = 0;
    double sim_time_s = 0.0, airtime_s = 0.0;
    JoulesRow joules;
    TransmitRow transmit;
    JoulesRow server;  ///< Its marginal joules are above idling.
    std::string server_device;
    std::optional<BatteryRow> battery;  ///< Of all workers; nothing on mains.
    std::optional<TargetRow> target;
    std::optional<double> final_loss, final_gap, final_accuracy, optimum, optimum_accuracy;
    double smoothness = 0.0, step_size = 0.0;
    int dead_workers = 0;
    std::optional<double> first_death_s, half_dead_s, coverage_lost_s;
};

}  // namespace ogsim
