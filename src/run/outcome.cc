#include "src/run/outcome.h"

#include <algorithm>

#include "src/dataset/source.h"
#include "src/ledger/lifetime.h"
#include "src/scenario/load.h"
#include "src/scenario/method_parts.h"

namespace ogsim {
namespace {

/// What the scenario says of the run.
Summary heading(const Books& books) {
    const Scenario& scenario = books.scenario;
    Summary sum;
    sum.title = scenario.title;
    sum.method = scenario.method.name;
    sum.method_changes = changed_parts(scenario.method);
    sum.medium = scenario.network.medium;
    sum.problem = scenario.problem.kind;
    sum.data = books.load.task.description;
    sum.device = scenario.energy.device;
    sum.version = OGSIM_VERSION;
    sum.workers = scenario.network.workers;
    sum.seed = scenario.run.seed;
    sum.smoothness = books.load.smoothness;
    sum.step_size = books.load.step_size;
    return sum;
}

void add_costs(const Books& books, Summary& sum) {
    const RoundRow& total = books.log.total();
    const FateCounts fates = books.fates.total();
    const TransmitJoules transmit = books.ledger.transmit();
    sum.fates = {.offered = fates.offered, .ended = fates.ended};
    sum.missed_models = total.missed_models;
    sum.budget_rounds = books.log.budget_rounds();
    sum.over_budget_rounds = books.log.over_budget_rounds();
    sum.deadline_rounds = total.at_deadline;
    sum.pairs = total.pairs;
    sum.inversions = total.inversions;
    sum.uplink_bytes = total.uplink_bytes;
    sum.downlink_bytes = total.downlink_bytes;
    sum.sim_time_s = total.sim_time_s;
    sum.airtime_s = total.airtime_s;
    sum.joules = total.joules;
    for (std::size_t fate = 0; fate < transmit.by_fate.size(); ++fate) {
        sum.transmit.by_fate[fate] = transmit.by_fate[fate].si;
    }
    sum.transmit.control = transmit.control.si;
    sum.server_device = books.ledger.server_device().name;
    sum.server = joules_row(books.ledger.times(kServer), books.ledger.server_device(), RadioState::kIdle);
}

std::optional<double> seconds_or_nothing(const std::optional<SimTime>& time) {
    return time ? std::optional(seconds(*time).si) : std::nullopt;
}

void add_lifetime(const Books& books, Summary& sum) {
    std::vector<std::int64_t> samples;
    for (const auto& shard : books.load.task.objective.shards) {
        samples.push_back(shard.samples());
    }
    const Lifetime lived = lifetime(books.died_at, samples, books.scenario.energy.coverage);
    sum.dead_workers = static_cast<int>(books.died_at.size()) -
                       static_cast<int>(std::count(books.died_at.begin(), books.died_at.end(), std::nullopt));
    sum.first_death_s = seconds_or_nothing(lived.first_death);
    sum.half_dead_s = seconds_or_nothing(lived.half_dead);
    sum.coverage_lost_s = seconds_or_nothing(lived.coverage_lost);
}

/// What is held may fall short of nothing by what a nanosecond draws.
BatteryRow battery_row(const BatteryAccount& batteries, int worker) {
    const Battery& battery = batteries.battery(worker);
    return {.left = std::max(0.0, battery.rest().si),
            .harvested = batteries.harvested(worker).si,
            .overflow = battery.overflow().si,
            .leaked = batteries.leaked(worker).si};
}

void add_batteries(const Books& books, Summary& sum) {
    if (books.batteries == nullptr) {
        return;
    }
    sum.battery.emplace();
    for (int worker = 0; worker < books.scenario.network.workers; ++worker) {
        *sum.battery += battery_row(*books.batteries, worker);
    }
}

}  // namespace

WorkerRow worker_row(const Books& books, int worker) {
    const auto index = static_cast<std::size_t>(worker);
    const StateTimes& times = books.ledger.times(worker);
    const FateCounts counts = books.fates.worker(worker);
    WorkerRow row{.worker = worker,
                  .samples = books.load.task.objective.shards[index].samples(),
                  .fates = {.offered = counts.offered, .ended = counts.ended},
                  .missed_models = books.log.missed_models()[index],
                  .compute_s = seconds(times.compute).si,
                  .joules = joules_row(times, books.ledger.device(), books.resting),
                  .battery = std::nullopt,
                  .died_at_s = std::nullopt};
    for (std::size_t state = 0; state < row.state_s.size(); ++state) {
        row.state_s[state] = seconds(times.radio[state]).si;
    }
    row.died_at_s = seconds_or_nothing(books.died_at[index]);
    if (books.batteries != nullptr) {
        row.battery = battery_row(*books.batteries, worker);
    }
    return row;
}

Summary summary_of(const Books& books, const RoundRow& last, Status status) {
    Summary sum = heading(books);
    sum.status = status;
    sum.rounds = last.round;
    add_costs(books, sum);
    add_lifetime(books, sum);
    add_batteries(books, sum);
    sum.final_loss = last.loss;
    sum.final_gap = last.gap;
    sum.final_accuracy = last.accuracy;
    if (books.load.optimum) {
        sum.optimum = books.load.optimum->value;
        sum.optimum_accuracy = accuracy(books.load.task.objective, books.load.optimum->theta, books.load.task.test);
    }
    if (status == Status::kTargetReached) {
        sum.target = TargetRow{.rounds = sum.rounds,
                               .delivered = sum.fates[Fate::kDelivered],
                               .sim_time_s = sum.sim_time_s,
                               .total_j = sum.joules.total(),
                               .marginal_j = sum.joules.marginal};
    }
    return sum;
}

}  // namespace ogsim
