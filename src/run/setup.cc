#include "src/run/setup.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "model/random/stream.h"
#include "src/dataset/optimum_cache.h"
#include "src/dataset/source.h"
#include "src/run/learner.h"
#include "src/scenario/method_parts.h"
#include "src/scenario/step_size.h"

namespace ogsim {
namespace {

/// Of all that makes the problem: data, split, test part, start.
std::uint64_t problem_seed(const Scenario& scenario) {
    return static_cast<std::uint64_t>(scenario.problem.seed.value_or(scenario.run.seed));
}

/// f*, kept beside the data where it took long; nothing where problem.optimum, or the work that it takes, says so.
/// Whether it is looked for depends on the scenario and the data alone, never on what was kept.
std::optional<Optimum> wanted_optimum(const Scenario& scenario, const Objective& objective) {
    const std::string& wanted = scenario.problem.optimum;
    const bool is_needed = scenario.run.target_gap.has_value() || wanted == "always";
    if (!is_needed && (wanted == "never" || !optimum_is_cheap(objective))) {
        return std::nullopt;
    }
    const DataSource source = data_source(scenario.problem, scenario.folder, data_folder());
    const auto folder = source.files.empty() ? std::nullopt : optimum_cache_folder(all_files(source).front());
    return folder ? cached_optimum(objective, *folder) : optimum(objective);
}

TaskKeys task_keys(const Scenario& scenario) {
    return {.problem = scenario.problem,
            .run_seed = scenario.run.seed,
            .workers = scenario.network.workers,
            .folder = scenario.folder,
            .bundled = {}};
}

double guard_us(const NetworkKeys& network) {
    if (network.medium == "cell") {
        return network.cell.guard_us;
    }
    return network.medium == "wifi" ? network.wifi.guard_us : 0.0;
}

}  // namespace

LearningTask build_checked_task(const Scenario& scenario) {
    LearningTask task = build_task(task_keys(scenario));
    if (scenario.run.target_accuracy &&
        !accuracy(task.objective, Eigen::VectorXd::Zero(task.objective.dimension()), task.test)) {
        throw std::invalid_argument(
            "run.target_accuracy: this problem has no test part to be accurate on; set "
            "problem.test_fraction > 0 on a classification data set, or use run.target_gap");
    }
    return task;
}

Workload build_workload(const Scenario& scenario) {
    Workload load;
    load.task = build_checked_task(scenario);
    const Objective& objective = load.task.objective;
    load.smoothness = objective.smoothness();
    load.step_size =
        parse_step_size(method_parts(scenario.method).step_size).value(load.smoothness, objective.workers());
    std::mt19937_64 rng = random_stream(problem_seed(scenario), "start");
    load.start = objective.start(rng);
    load.optimum = wanted_optimum(scenario, objective);
    if (!load.optimum && scenario.run.target_gap) {
        throw std::invalid_argument(
            "run.target_gap: this problem has no finite optimum to measure a gap from (classes that a plane "
            "separates?); set problem.l2_weight > 0, or use run.target_accuracy");
    }
    const double known_to = load.optimum ? kOptimumGap * std::max(1.0, std::abs(load.optimum->value)) : 0.0;
    if (scenario.run.target_gap && *scenario.run.target_gap <= known_to) {
        throw std::invalid_argument(fmt::format("run.target_gap = {}: the least loss is known to {} here; ask for more",
                                                *scenario.run.target_gap, known_to));
    }
    return load;
}

SimTime compute_time(const Scenario& scenario, const Objective& objective, int worker) {
    const Device& device = device_entry(scenario.energy.device);
    return sim_time(Seconds{learner_flops(objective, method_parts(scenario.method), worker) / device.flops_per_second});
}

ProtocolRules protocol_rules(const Scenario& scenario, const Workload& load, const MethodTools& tools) {
    const NetworkKeys& network = scenario.network;
    ProtocolRules rules{.selection = tools.selection.get(),
                        .loudness = tools.loudness,
                        .compression = tools.compression.get(),
                        .memory = tools.memory,
                        .aggregation = tools.aggregation,
                        .steps = {.schedule = tools.schedule,
                                  .first = load.step_size,
                                  .scale = method_parts(scenario.method).schedule_rounds},
                        .seed = static_cast<std::uint64_t>(scenario.run.seed)};
    rules.clock = {
        .ordering = scenario.method.ordering == "logarithmic" ? Ordering::kLogarithmic : Ordering::kReciprocal,
        .window = Seconds{1e-3 * network.window_ms},
        .range = scenario.method.ordering_range};
    rules.poll_slot = Seconds{1e-6 * network.poll_slot_us};
    for (int worker = 0; worker < network.workers; ++worker) {
        rules.compute_allowance =
            std::max(rules.compute_allowance, compute_time(scenario, load.task.objective, worker));
    }
    rules.guard = sim_time(Seconds{1e-6 * guard_us(network)});
    rules.deadline = sim_time(Seconds{network.deadline_s});
    return rules;
}

Server::Settings server_settings(const Scenario& scenario, const Workload& load, const MethodTools& tools) {
    const MethodParts parts = method_parts(scenario.method);
    const bool needs_drift = tools.selection_needs == Needs::kDrift;
    Server::Settings settings{.workers = scenario.network.workers,
                              .start = load.start,
                              .optimizer = tools.optimizer.get(),
                              .smoothness = {},
                              .shares = {},
                              .needs_drift = needs_drift,
                              .memory_depth = parts.memory_depth,
                              .memory_weight = parts.memory_weight,
                              .oracle = {},
                              .on_closed = {}};
    for (int worker = 0; worker < scenario.network.workers; ++worker) {
        settings.shares.push_back(share_of(load.task.objective, worker));
    }
    if (needs_drift || tools.selection_needs == Needs::kSmoothness) {
        for (int worker = 0; worker < scenario.network.workers; ++worker) {
            settings.smoothness.push_back(load.task.objective.smoothness(worker));
        }
    }
    return settings;
}

SleepPolicy sleep_policy(const Scenario& scenario) {
    return scenario.network.sleep == "between-duties" ? SleepPolicy::kBetweenDuties : SleepPolicy::kAlwaysOn;
}

RadioState resting_state(SleepPolicy policy) {
    return policy == SleepPolicy::kAlwaysOn ? RadioState::kIdle : RadioState::kSleep;
}

}  // namespace ogsim
