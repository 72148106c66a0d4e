#pragma once

#include <optional>

#include "model/method/tools.h"
#include "model/problem/objective.h"
#include "model/problem/optimum.h"
#include "src/dataset/task.h"
#include "src/ledger/battery_account.h"
#include "src/protocol/server.h"
#include "src/protocol/worker.h"
#include "src/scenario/scenario.h"

/// From the words and numbers of a scenario to the things they name.
namespace ogsim {

/// The learning side of a run.
struct Workload {
    LearningTask task;
    double smoothness = 0.0;         ///< L.
    double step_size = 0.0;          ///< alpha_1.
    Eigen::VectorXd start;           ///< theta^1.
    std::optional<Optimum> optimum;  ///< Nothing where no finite one exists, or it was not asked for.
};

/// Loads the data and cuts it into shards.
/// @throws std::invalid_argument where data and settings do not fit.
[[nodiscard]] LearningTask build_checked_task(const Scenario& scenario);

/// Loads the data, cuts it into shards, finds L, alpha and, by problem.optimum, f*.
/// @throws std::invalid_argument where data and settings do not fit; also where target_gap is set and f* does not
/// exist.
[[nodiscard]] Workload build_workload(const Scenario& scenario);

/// What all nodes agree on. @param tools  must outlive the result.
/// What a worker needs to follow the server's course by itself.
[[nodiscard]] Iterate::Settings replica_settings(const Scenario& scenario, const Workload& load,
                                                 const MethodTools& tools);

[[nodiscard]] ProtocolRules protocol_rules(const Scenario& scenario, const Workload& load, const MethodTools& tools);

/// Time that each worker computes in a round on the scenario's device.
[[nodiscard]] std::vector<SimTime> compute_times(const Scenario& scenario, const Objective& objective);

/// The server's, but for its oracle and on_closed. @param tools  must outlive the result.
[[nodiscard]] Server::Settings server_settings(const Scenario& scenario, const Workload& load,
                                               const MethodTools& tools);

[[nodiscard]] SleepPolicy sleep_policy(const Scenario& scenario);
/// What a worker's radio and processor are fed from. @param capacity  energy.battery_j.
/// @throws std::invalid_argument where energy.harvest_trace cannot be read.
[[nodiscard]] SupplyOptions supply(const Scenario& scenario, Joules capacity);

/// The state in which a node of that policy rests: what marginal joules are counted from.
[[nodiscard]] RadioState resting_state(SleepPolicy policy);

}  // namespace ogsim
