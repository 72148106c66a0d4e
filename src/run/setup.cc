#include "src/run/setup.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "model/random/stream.h"
#include "src/dataset/optimum_cache.h"
#include "src/dataset/source.h"
#include "src/network/media.h"
#include "src/protocol/message.h"
#include "src/run/kept_task.h"
#include "src/run/known_problem.h"
#include "src/run/learner.h"
#include "src/run/timing.h"
#include "src/scenario/devices.h"
#include "src/scenario/harvest_file.h"
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

}  // namespace

LearningTask build_checked_task(const Scenario& scenario) {
    LearningTask task = task_once(scenario, [&] { return build_task(task_keys(scenario)); });
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
    const KnownProblem* const known = recall(scenario);
    load.smoothness = known != nullptr ? known->smoothness : objective.smoothness();
    load.step_size =
        parse_step_size(method_parts(scenario.method).step_size).value(load.smoothness, objective.workers());
    std::mt19937_64 rng = random_stream(problem_seed(scenario), "start");
    load.start = objective.start(rng);
    load.optimum = known != nullptr ? known->optimum : wanted_optimum(scenario, objective);
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

std::vector<SimTime> compute_times(const Scenario& scenario, const Objective& objective) {
    const double speed = worker_device(scenario).flops_per_second;
    const MethodParts parts = method_parts(scenario.method);
    std::vector<SimTime> times;
    for (int worker = 0; worker < objective.workers(); ++worker) {
        times.push_back(sim_time(Seconds{learner_flops(objective, parts, worker) / speed}));
    }
    return times;
}

/// Of one update of that dimension: the encoders' lengths hardly depend on what is said.
Bytes update_size(const Compression& compression, Eigen::Index dimension) {
    std::mt19937_64 rng(1);
    const Eigen::VectorXd some = Eigen::VectorXd::LinSpaced(dimension, 1.0, 2.0);
    const std::vector<std::byte> body =
        compression.encode(some, {.rng = rng, .movement = nullptr, .step_size = 1.0, .workers = 1});
    return {
        static_cast<std::int64_t>(to_bytes(UpdateMessage{.update = {.worker = 0, .round = 1}, .body = body}).size())};
}

ProtocolRules protocol_rules(const Scenario& scenario, const Workload& load, const MethodTools& tools) {
    const Downlink downlink = downlink_entry(scenario.network.downlink).downlink;
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
        .window = {},
        .range = scenario.method.ordering_range};
    const std::vector<SimTime> times = compute_times(scenario, load.task.objective);
    rules.compute_allowance = *std::max_element(times.begin(), times.end());
    rules.shares = shares_of(load.task.objective);
    rules.memory.is_single = scenario.method.state == "float32";
    rules.downlink = downlink;
    rules.summation =
        summation_named(scenario.method.summation.value_or(downlink == Downlink::kOverheard ? "running" : "anew"));
    rules.wake_time = sim_time(worker_device(scenario).wake_time);
    set_times(scenario, tools, update_size(*tools.compression, load.start.size()), rules);
    return rules;
}

Iterate::Settings replica_settings(const Scenario& scenario, const Workload& load, const MethodTools& tools) {
    const MethodParts parts = method_parts(scenario.method);
    return {.start = load.start,
            .optimizer = tools.optimizer.get(),
            .memory_depth = parts.memory_depth,
            .memory_weight = parts.memory_weight};
}

Server::Settings server_settings(const Scenario& scenario, const Workload& load, const MethodTools& tools) {
    const MethodParts parts = method_parts(scenario.method);
    const bool needs_drift = tools.selection_needs == Needs::kDrift;
    Server::Settings settings{.workers = scenario.network.workers,
                              .start = load.start,
                              .optimizer = tools.optimizer.get(),
                              .smoothness = {},
                              .needs_drift = needs_drift,
                              .memory_depth = parts.memory_depth,
                              .memory_weight = parts.memory_weight,
                              .save_every = scenario.faults.save_every,
                              .oracle = {},
                              .on_closed = {}};
    if (needs_drift || tools.selection_needs == Needs::kSmoothness) {
        for (int worker = 0; worker < scenario.network.workers; ++worker) {
            settings.smoothness.push_back(load.task.objective.smoothness(worker));
        }
    }
    return settings;
}

SleepPolicy sleep_policy(const Scenario& scenario) {
    const std::string& word = scenario.network.sleep;
    return word == "always-on"        ? SleepPolicy::kAlwaysOn
           : word == "between-duties" ? SleepPolicy::kBetweenDuties
                                      : SleepPolicy::kOnSchedule;
}

SupplyOptions supply(const Scenario& scenario, Joules capacity) {
    const EnergyKeys& keys = scenario.energy;
    BatteryType battery{.capacity = capacity};
    if (keys.battery_model == "kinetic") {
        battery.available_share = keys.battery_c;
        battery.rate_per_s = keys.battery_k_per_s;
    }
    return {.battery = battery, .leak = Watts{keys.leak_w}, .harvest = harvest_of(scenario)};
}

RadioState resting_state(SleepPolicy policy) {
    return policy == SleepPolicy::kAlwaysOn ? RadioState::kIdle : RadioState::kSleep;
}

}  // namespace ogsim
