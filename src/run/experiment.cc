#include "src/run/experiment.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <memory>

#include "model/method/method.h"
#include "src/dataset/source.h"
#include "src/ledger/battery.h"
#include "src/protocol/server.h"
#include "src/protocol/worker.h"
#include "src/run/air.h"
#include "src/run/round_log.h"
#include "src/run/setup.h"
#include "src/scenario/load.h"
#include "src/trace/fan_out.h"

namespace ogsim {
namespace {

/// Owns every part of one run, in the order in which they lean on one another.
class Experiment final : public Sink {
 public:
    Experiment(const Scenario& scenario, const std::function<void(const RoundRow&)>& on_row);
    RunResult run();
    void on(const Event& event) override;

 private:
    void tell(const RoundRow& row, const std::function<void(const RoundRow&)>& on_row);
    void build_workers();
    void build_server();
    void build_batteries();
    double unheard_norm_sum(std::int64_t round, const std::vector<int>& heard) const;
    RoundRow learned(const ClosedRound& closed) const;
    GoOn on_closed(const ClosedRound& closed);
    [[nodiscard]] std::string verdict(const RoundRow& row, const ClosedRound& closed) const;
    void end_when_all_is_told();
    [[nodiscard]] Summary heading() const;
    void add_costs(Summary& sum) const;
    [[nodiscard]] Summary summary() const;
    [[nodiscard]] WorkerRow worker_row(int worker) const;
    [[nodiscard]] int alive() const;

    const Scenario& scenario_;
    Workload load_;
    const Objective& objective_;
    const Device& device_;
    ProtocolRules rules_;
    RadioState resting_;

    FanOut trace_;
    FateBook fates_;
    Ledger ledger_;
    RoundLog log_;
    Simulation simulation_;
    std::unique_ptr<Medium> medium_;
    std::vector<std::unique_ptr<Worker>> workers_;
    std::unique_ptr<Server> server_;
    std::unique_ptr<BatteryWatch> batteries_;

    std::vector<std::optional<SimTime>> died_at_;
    double first_loss_ = 0.0;
    std::string status_;
    RoundRow last_;  // of the final round: written once the stop broadcast is paid for
    bool stop_broadcast_left_ = false;
    std::exception_ptr failure_;  // of the listener
};

Experiment::Experiment(const Scenario& scenario, const std::function<void(const RoundRow&)>& on_row)
    : scenario_(scenario),
      load_(build_workload(scenario)),
      objective_(load_.task.objective),
      device_(device_entry(scenario.energy.device)),
      rules_(protocol_rules(scenario, objective_)),
      resting_(resting_state(sleep_policy(scenario))),
      ledger_(scenario.network.workers, device_),
      log_(fates_, ledger_, resting_, scenario.network.workers,
           [this, &on_row](const RoundRow& row) { tell(row, on_row); }),
      died_at_(static_cast<std::size_t>(scenario.network.workers)) {
    trace_.add(fates_);
    trace_.add(ledger_);
    trace_.add(log_);
    trace_.add(*this);
    medium_ = make_medium(scenario, simulation_, trace_);
    build_workers();
    build_server();
    build_batteries();
}

/// A listener that fails (a full disk) ends the run, but is not thrown through the event loop, which could not clean
/// up.
void Experiment::tell(const RoundRow& row, const std::function<void(const RoundRow&)>& on_row) {
    if (failure_) {
        return;
    }
    try {
        on_row(row);
    } catch (...) {
        failure_ = std::current_exception();
        simulation_.stop();
    }
}

void Experiment::build_workers() {
    for (int index = 0; index < scenario_.network.workers; ++index) {
        auto gradient = [this, index](const Eigen::VectorXd& theta) { return objective_.gradient(index, theta); };
        workers_.push_back(std::make_unique<Worker>(index, objective_.dimension(), std::move(gradient), rules_,
                                                    compute_time(scenario_, objective_, index), sleep_policy(scenario_),
                                                    simulation_.clock(), medium_->worker(index), trace_));
        medium_->worker(index).listen(*workers_.back());
    }
}

void Experiment::build_server() {
    Server::Settings settings{.workers = scenario_.network.workers,
                              .dimension = objective_.dimension(),
                              .step_size = load_.step_size,
                              .memory_depth = scenario_.method.memory_depth,
                              .memory_weight = scenario_.method.memory_weight,
                              .oracle = nullptr,
                              .on_closed = [this](const ClosedRound& closed) { return on_closed(closed); }};
    if (selection_entry(method_entry(scenario_.method.name).selection).oracle == NeedsOracle::kYes) {
        settings.oracle = [this](std::int64_t round, const std::vector<int>& heard) {
            return unheard_norm_sum(round, heard);
        };
    }
    server_ = std::make_unique<Server>(std::move(settings), rules_, simulation_.clock(), medium_->server(), trace_);
    medium_->server().listen(*server_);
}

void Experiment::build_batteries() {
    if (!scenario_.energy.battery_j) {
        return;
    }
    batteries_ = std::make_unique<BatteryWatch>(simulation_.clock(), ledger_, *medium_, trace_,
                                                Joules{*scenario_.energy.battery_j}, scenario_.network.workers,
                                                [this](int worker) {
                                                    medium_->switch_off(worker);
                                                    workers_[static_cast<std::size_t>(worker)]->die();
                                                });
}

RunResult Experiment::run() {
    server_->start();
    simulation_.run();
    if (!failure_) {
        medium_->meter_up_to_now();
        log_.close(last_, simulation_.clock().now());
        log_.finish();
    }
    if (failure_) {
        std::rethrow_exception(failure_);
    }
    RunResult result{.summary = summary(), .workers = {}};
    for (int worker = 0; worker < scenario_.network.workers; ++worker) {
        result.workers.push_back(worker_row(worker));
    }
    return result;
}

void Experiment::on(const Event& event) {
    if (const auto* death = std::get_if<NodeDied>(&event)) {
        died_at_[static_cast<std::size_t>(death->node)] = death->at;
    } else if (std::holds_alternative<ModelSent>(event)) {
        stop_broadcast_left_ = server_->is_finished();
        end_when_all_is_told();
    } else if (std::holds_alternative<UpdateEnded>(event) || std::holds_alternative<RoundLeft>(event)) {
        log_.flush();
        end_when_all_is_told();
    }
}

void Experiment::end_when_all_is_told() {
    if (stop_broadcast_left_ && fates_.total().open() == 0) {
        simulation_.stop();
    }
}

double Experiment::unheard_norm_sum(std::int64_t round, const std::vector<int>& heard) const {
    double sum = 0.0;
    for (int index = 0; index < scenario_.network.workers; ++index) {
        if (std::find(heard.begin(), heard.end(), index) == heard.end()) {
            sum += workers_[static_cast<std::size_t>(index)]->innovation_norm(round).value_or(0.0);
        }
    }
    return sum;
}

int Experiment::alive() const {
    return static_cast<int>(std::count(died_at_.begin(), died_at_.end(), std::nullopt));
}

std::optional<double> if_finite(double value) {
    return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

RoundRow Experiment::learned(const ClosedRound& closed) const {
    const Eigen::VectorXd& theta = *closed.theta;
    RoundRow row;
    row.round = closed.round;
    row.loss = if_finite(objective_.value(theta));
    row.gradient_norm = if_finite(objective_.gradient(theta).norm());
    row.budget = closed.budget;
    if (row.loss && load_.optimum) {
        row.gap = std::max(0.0, *row.loss - load_.optimum->value);
    }
    if (row.loss) {
        row.accuracy = accuracy(objective_, theta, load_.task.test);
    }
    row.missed_models = std::max<std::int64_t>(0, alive() - log_.received(closed.round));
    if (closed.budget > 0.0 && method_entry(scenario_.method.name).selection != "all") {
        const auto speakers = static_cast<std::int64_t>(closed.norms.size());
        row.pairs = speakers * (speakers - 1) / 2;
        row.inversions = inversions(closed.norms);
    }
    return row;
}

/// Why the run ends with this round; empty: it goes on.
std::string Experiment::verdict(const RoundRow& row, const ClosedRound& closed) const {
    const RunKeys& keys = scenario_.run;
    const bool gap_met = !keys.target_gap || (row.gap && *row.gap < *keys.target_gap);
    const bool accuracy_met = !keys.target_accuracy || (row.accuracy && *row.accuracy >= *keys.target_accuracy);
    if ((keys.target_gap || keys.target_accuracy) && gap_met && accuracy_met) {
        return "target-reached";
    }
    const bool can_step = std::isfinite((load_.step_size * *closed.sum).squaredNorm());
    if (!row.loss || !can_step || *row.loss > keys.diverged_above * std::max(1.0, std::abs(first_loss_))) {
        return "diverged";
    }
    if (alive() == 0) {
        return "all-workers-dead";
    }
    if (row.round == 1 && log_.received(1) == 0) {
        return "nobody-hears";
    }
    return row.round >= keys.rounds ? (keys.target_gap || keys.target_accuracy ? "rounds-exhausted" : "completed") : "";
}

GoOn Experiment::on_closed(const ClosedRound& closed) {
    RoundRow row = learned(closed);
    if (closed.round == 1) {
        first_loss_ = row.loss.value_or(0.0);
    }
    status_ = verdict(row, closed);
    if (!status_.empty()) {
        last_ = std::move(row);
        return GoOn::kNo;
    }
    medium_->meter_up_to_now();
    log_.close(std::move(row), closed.at);
    log_.flush();
    return GoOn::kYes;
}

WorkerRow Experiment::worker_row(int worker) const {
    const auto index = static_cast<std::size_t>(worker);
    const StateTimes& times = ledger_.times(worker);
    const FateCounts counts = fates_.worker(worker);
    WorkerRow row{.worker = worker,
                  .samples = objective_.shards[index].samples(),
                  .fates = {.offered = counts.offered, .ended = counts.ended},
                  .missed_models = std::max<std::int64_t>(0, last_.round - log_.models_received()[index]),
                  .compute_s = seconds(times.compute).si,
                  .joules = joules_row(times, device_, resting_),
                  .died_at_s = std::nullopt};
    for (std::size_t state = 0; state < row.state_s.size(); ++state) {
        row.state_s[state] = seconds(times.radio[state]).si;
    }
    if (died_at_[index]) {
        row.died_at_s = seconds(*died_at_[index]).si;
    }
    return row;
}

/// What the scenario says of the run.
Summary Experiment::heading() const {
    Summary sum;
    sum.status = status_;
    sum.title = scenario_.title;
    sum.method = scenario_.method.name;
    sum.medium = scenario_.network.medium;
    sum.problem = scenario_.problem.kind;
    sum.data = load_.task.description;
    sum.device = scenario_.energy.device;
    sum.version = OGSIM_VERSION;
    sum.scenario_hash = scenario_hash(scenario_, data_folder());
    sum.workers = scenario_.network.workers;
    sum.seed = scenario_.run.seed;
    sum.smoothness = load_.smoothness;
    sum.step_size = load_.step_size;
    return sum;
}

void Experiment::add_costs(Summary& sum) const {
    const RoundRow& total = log_.total();
    const FateCounts fates = fates_.total();
    const TransmitJoules transmit = ledger_.transmit();
    sum.rounds = last_.round;
    sum.fates = {.offered = fates.offered, .ended = fates.ended};
    sum.missed_models = total.missed_models;
    sum.pairs = total.pairs;
    sum.inversions = total.inversions;
    sum.uplink_bytes = total.uplink_bytes;
    sum.downlink_bytes = total.downlink_bytes;
    sum.sim_time_s = total.sim_time_s;
    sum.airtime_s = total.airtime_s;
    sum.joules = total.joules;
    for (std::size_t fate = 0; fate < sum.tx_by_fate_j.size(); ++fate) {
        sum.tx_by_fate_j[fate] = transmit.by_fate[fate].si;
    }
    sum.tx_control_j = transmit.control.si;
    sum.server_j = joules(ledger_.times(kServer), device_).total().si;
    sum.dead_workers = scenario_.network.workers - alive();
    for (const auto& death : died_at_) {
        if (death && (!sum.first_death_s || seconds(*death).si < *sum.first_death_s)) {
            sum.first_death_s = seconds(*death).si;
        }
    }
}

Summary Experiment::summary() const {
    Summary sum = heading();
    add_costs(sum);
    sum.final_loss = last_.loss;
    sum.final_gap = last_.gap;
    sum.final_accuracy = last_.accuracy;
    if (load_.optimum) {
        sum.optimum = load_.optimum->value;
        sum.optimum_accuracy = accuracy(objective_, load_.optimum->theta, load_.task.test);
    }
    if (status_ == "target-reached") {
        sum.target = TargetRow{.rounds = sum.rounds,
                               .delivered = sum.fates[Fate::kDelivered],
                               .sim_time_s = sum.sim_time_s,
                               .total_j = sum.joules.total(),
                               .marginal_j = sum.joules.marginal};
    }
    return sum;
}

}  // namespace

RunResult run_experiment(const Scenario& scenario, const std::function<void(const RoundRow&)>& on_row) {
    return Experiment(scenario, on_row).run();
}

}  // namespace ogsim
