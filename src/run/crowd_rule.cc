#include "src/run/crowd_rule.h"

#include <algorithm>

namespace ogsim {
namespace {

/// A medium that tells all at once, and radios that are always on.
bool air_allows(const NetworkKeys& network) {
    return network.medium == "cell" && network.cell.crowd && network.sleep == "always-on" &&
           network.downlink == "model" && network.downlink_repair == "none";
}

/// Nobody fails, is slow, runs dry, or goes by a clock of its own.
bool all_are_alike(const Scenario& scenario) {
    const FaultKeys& faults = scenario.faults;
    const bool crashes = faults.worker_mtbf_s || faults.server_mtbf_s || faults.schedule;
    return !crashes && faults.stragglers == 0.0 && faults.clock_error_ppm == 0.0 && !scenario.energy.battery_j;
}

/// Each learns one gradient from all of its data, and is as loud as that is new.
bool method_allows(const Objective& objective, const MethodParts& parts, const MethodTools& tools) {
    const auto takes_all = [&](const Shard& shard) {
        return parts.batch_size <= 0 || parts.batch_size >= shard.samples();
    };
    return parts.local_steps == 1 && tools.loudness == Loudness::kInnovation && !tools.memory.error_feedback &&
           tools.selection_needs != Needs::kOracle &&
           std::all_of(objective.shards.begin(), objective.shards.end(), takes_all);
}

/// For the same time, and never still when a round ends.
bool compute_alike(const Objective& objective, const ProtocolRules& rules) {
    const Eigen::Index first = objective.shards.front().samples();
    const auto has_as_many = [first](const Shard& shard) { return shard.samples() == first; };
    return std::all_of(objective.shards.begin(), objective.shards.end(), has_as_many) &&
           rules.compute_allowance < rules.deadline;
}

}  // namespace

bool may_be_a_crowd(const Scenario& scenario, const Objective& objective, const MethodParts& parts,
                    const MethodTools& tools, const ProtocolRules& rules, bool has_listeners) {
    return !has_listeners && air_allows(scenario.network) && all_are_alike(scenario) &&
           method_allows(objective, parts, tools) && rules.ordering == OrderingKind::kFreeze && !rules.schedule &&
           compute_alike(objective, rules);
}

}  // namespace ogsim
