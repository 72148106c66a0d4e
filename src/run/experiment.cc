#include "src/run/experiment.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>

#include "model/method/tools.h"
#include "src/ledger/battery.h"
#include "src/protocol/crowd.h"
#include "src/protocol/server.h"
#include "src/protocol/wall_clock.h"
#include "src/protocol/worker.h"
#include "src/run/air.h"
#include "src/run/crowd_evaluations.h"
#include "src/run/crowd_rule.h"
#include "src/run/faults.h"
#include "src/run/learned.h"
#include "src/run/learner.h"
#include "src/run/outcome.h"
#include "src/run/round_log.h"
#include "src/run/setup.h"
#include "src/run/verdict.h"
#include "src/scenario/devices.h"
#include "src/scenario/method_parts.h"
#include "src/trace/fan_out.h"

namespace ogsim {
namespace {

/// Owns every part of one run, in the order in which they lean on one another.
class Experiment final : public Sink {
 public:
    Experiment(const Scenario& scenario, const std::function<void(const RoundRow&)>& on_row,
               std::span<Sink* const> listeners, int threads);
    RunResult run();
    void on(const Event& event) override;

 private:
    void attempt(const std::function<void()>& listener);
    void build_workers();
    void build_crowd();
    void build_each_worker();
    void build_server();
    void build_batteries();
    void crash(int node, bool forgets);
    void give_up();
    void come_back(int node);
    [[nodiscard]] double loudness(int worker, std::int64_t round) const;
    [[nodiscard]] double unheard_norm_sum(std::int64_t round, const std::vector<int>& heard) const;
    void add_order(const ClosedRound& closed, RoundRow& row) const;
    [[nodiscard]] bool ran_away(std::int64_t round) const;
    GoOn on_closed(const ClosedRound& closed);
    void end_when_all_is_told();

    const Scenario& scenario_;
    Workload load_;
    const Objective& objective_;
    MethodParts parts_;
    MethodTools tools_;
    ProtocolRules rules_;
    Evaluations evaluations_;
    int threads_;
    RadioState resting_;

    std::span<Sink* const> listeners_;
    FanOut trace_;
    FateBook fates_;
    Ledger ledger_;
    RoundLog log_;
    Simulation simulation_;
    std::unique_ptr<Medium> medium_;
    std::vector<std::unique_ptr<DriftingClock>> clocks_;  // of the workers
    std::vector<std::unique_ptr<Worker>> workers_;        // or all of them as one:
    std::unique_ptr<CrowdEvaluations> crowd_gradients_;
    std::unique_ptr<Crowd> crowd_;
    std::unique_ptr<Server> server_;
    std::unique_ptr<BatteryAccount> batteries_;
    std::unique_ptr<BatteryWatch> watch_;
    std::unique_ptr<Faults> faults_;

    std::vector<std::optional<SimTime>> died_at_;
    int dead_ = 0;
    double first_loss_ = 0.0;
    std::optional<Status> status_;  // nothing while the run goes on
    RoundRow last_;                 // of the final round: written once the stop broadcast is paid for
    bool is_heard_ = false;         // some worker has got a model
    bool stop_broadcast_left_ = false;
    bool is_stuck_ = false;
    std::exception_ptr failure_;  // of the listener
};

Experiment::Experiment(const Scenario& scenario, const std::function<void(const RoundRow&)>& on_row,
                       std::span<Sink* const> listeners, int threads)
    : scenario_(scenario),
      load_(build_workload(scenario)),
      objective_(load_.task.objective),
      parts_(method_parts(scenario.method)),
      tools_(make_tools(parts_, objective_.l1_weight)),
      rules_(protocol_rules(scenario, load_, tools_)),
      evaluations_(objective_, threads),
      threads_(threads),
      resting_(resting_state(sleep_policy(scenario))),
      listeners_(listeners),
      ledger_(scenario.network.workers, worker_device(scenario), server_device(scenario)),
      log_(fates_, ledger_, resting_, scenario.network.workers, promises_budget(parts_),
           [this, &on_row](const RoundRow& row) { attempt([&] { on_row(row); }); }),
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
void Experiment::attempt(const std::function<void()>& listener) {
    if (failure_) {
        return;
    }
    try {
        listener();
    } catch (...) {
        failure_ = std::current_exception();
        simulation_.stop();
    }
}

void Experiment::build_workers() {
    if (may_be_a_crowd(scenario_, objective_, parts_, tools_, rules_, !listeners_.empty())) {
        build_crowd();
    } else {
        build_each_worker();
    }
}

void Experiment::build_crowd() {
    crowd_gradients_ = std::make_unique<CrowdEvaluations>(objective_, evaluations_, threads_);
    crowd_ = std::make_unique<Crowd>(Crowd::Settings{.workers = scenario_.network.workers,
                                                     .dimension = objective_.dimension(),
                                                     .gradients = crowd_gradients_.get(),
                                                     .compute_time = rules_.compute_allowance},
                                     rules_, simulation_.clock(), *medium_, trace_);
}

void Experiment::build_each_worker() {
    const std::vector<double> slow = slowdowns(scenario_);
    const std::vector<double> errors = clock_errors(scenario_);
    const std::vector<SimTime> times = compute_times(scenario_, objective_);
    const bool keeps_replicas = rules_.downlink != Downlink::kModel;
    for (int index = 0; index < scenario_.network.workers; ++index) {
        const auto place = static_cast<std::size_t>(index);
        const Seconds compute = slow[place] * seconds(times[place]);
        clocks_.push_back(std::make_unique<DriftingClock>(simulation_.clock(), errors[place]));
        workers_.push_back(std::make_unique<Worker>(
            Worker::Settings{
                .index = index,
                .dimension = objective_.dimension(),
                .gradient =
                    learner(evaluations_, objective_, parts_, rules_.steps, rules_.seed, index, rules_.shares[place]),
                .compute_time = sim_time(compute),
                .sleep = sleep_policy(scenario_),
                .replica = keeps_replicas ? std::optional(replica_settings(scenario_, load_, tools_)) : std::nullopt,
                .workers = scenario_.network.workers},
            rules_, *clocks_.back(), medium_->worker(index), trace_));
        medium_->worker(index).listen(*workers_.back());
    }
}

/// A node that crashes is off the air; what it was sending is lost.
void Experiment::crash(int node, bool forgets) {
    const bool is_over = status_.has_value() || (node != kServer && died_at_[static_cast<std::size_t>(node)]);
    if (is_over) {
        return;
    }
    medium_->meter_up_to_now();
    medium_->switch_off(node);
    trace_.on(NodeCrashed{.node = node, .at = simulation_.clock().now()});
    if (node == kServer) {
        server_->crash();
    } else {
        workers_[static_cast<std::size_t>(node)]->crash(forgets ? Worker::Remembers::kNothing
                                                                : Worker::Remembers::kAll);
    }
}

/// The channel is never free, so nothing will change any more.
void Experiment::give_up() {
    if (status_) {
        simulation_.stop();
        return;
    }
    is_stuck_ = true;
    server_->crash();
    for (int worker = 0; worker < scenario_.network.workers; ++worker) {
        medium_->switch_off(worker);
        if (!crowd_) {
            workers_[static_cast<std::size_t>(worker)]->die();
        }
    }
    if (crowd_) {
        crowd_->die();
    }
    // What they had with their radios ends at this instant, and is told.
    simulation_.clock().call_at(simulation_.clock().now() + SimTime{1}, [this] { simulation_.stop(); });
}

void Experiment::come_back(int node) {
    const bool is_dead = node != kServer && died_at_[static_cast<std::size_t>(node)];
    if (is_dead) {
        return;
    }
    medium_->switch_on(node);
    trace_.on(NodeReturned{.node = node, .at = simulation_.clock().now()});
    if (node == kServer) {
        server_->restart();
    } else {
        workers_[static_cast<std::size_t>(node)]->come_back();
    }
}

void Experiment::build_server() {
    Server::Settings settings = server_settings(scenario_, load_, tools_);
    settings.on_stuck = [this] { give_up(); };
    settings.on_closed = [this](const ClosedRound& closed) { return on_closed(closed); };
    if (tools_.selection_needs == Needs::kOracle) {
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
    batteries_ = std::make_unique<BatteryAccount>(scenario_.network.workers, ledger_.device(),
                                                  supply(scenario_, Joules{*scenario_.energy.battery_j}));
    trace_.add(*batteries_);
    watch_ = std::make_unique<BatteryWatch>(simulation_.clock(), *batteries_, *medium_, trace_, [this](int worker) {
        medium_->switch_off(worker);
        workers_[static_cast<std::size_t>(worker)]->die();
    });
}

RunResult Experiment::run() {
    faults_ = std::make_unique<Faults>(scenario_, simulation_.clock(),
                                       Faults::Acts{.crash = [this](int node, bool forgets) { crash(node, forgets); },
                                                    .come_back = [this](int node) { come_back(node); }});
    server_->start();
    simulation_.run();
    if (!failure_) {
        medium_->meter_up_to_now();
        if (status_) {
            log_.close(last_, simulation_.clock().now());
            trace_.on(RoundClosed{.round = last_.round, .at = simulation_.clock().now()});
        } else {
            status_ = Status::kDiverged;  // the server had no finite step to take, and its last round is closed already
        }
        log_.finish();
    }
    if (failure_) {
        std::rethrow_exception(failure_);
    }
    if (fates_.total().open() != 0) {
        throw std::logic_error(std::to_string(fates_.total().open()) + " updates were offered and have no fate");
    }
    const Books books{scenario_, load_, fates_, ledger_, log_, died_at_, batteries_.get(), resting_};
    RunResult result{.summary = summary_of(books, last_, *status_), .workers = {}};
    for (int worker = 0; worker < scenario_.network.workers; ++worker) {
        result.workers.push_back(worker_row(books, worker));
    }
    return result;
}

void Experiment::on(const Event& event) {
    for (Sink* listener : listeners_) {
        attempt([&] { listener->on(event); });
    }
    if (const auto* death = std::get_if<NodeDied>(&event)) {
        died_at_[static_cast<std::size_t>(death->node)] = death->at;
        ++dead_;
    } else if (std::holds_alternative<ModelSent>(event)) {
        stop_broadcast_left_ = server_->is_finished();
        end_when_all_is_told();
    } else if (std::holds_alternative<UpdateEnded>(event) || std::holds_alternative<RoundLeft>(event) ||
               std::holds_alternative<CrowdRoundLeft>(event)) {
        log_.flush();
        end_when_all_is_told();
    }
}

void Experiment::end_when_all_is_told() {
    if (stop_broadcast_left_ && fates_.total().open() == 0) {
        simulation_.stop();
    }
}

double Experiment::loudness(int worker, std::int64_t round) const {
    const auto said =
        crowd_ ? crowd_->loudness(worker, round) : workers_[static_cast<std::size_t>(worker)]->loudness(round);
    return said.value_or(0.0);
}

double Experiment::unheard_norm_sum(std::int64_t round, const std::vector<int>& heard) const {
    double sum = 0.0;
    std::vector<bool> is_heard(static_cast<std::size_t>(scenario_.network.workers));
    for (const int worker : heard) {
        is_heard[static_cast<std::size_t>(worker)] = true;
    }
    for (int index = 0; index < scenario_.network.workers; ++index) {
        if (!is_heard[static_cast<std::size_t>(index)]) {
            sum += loudness(index, round);
        }
    }
    return sum;
}

void Experiment::add_order(const ClosedRound& closed, RoundRow& row) const {
    if (closed.budget == 0.0 || selection_entry(parts_.selection).turns != Turns::kByNorm) {
        return;
    }
    std::vector<double> norms;
    for (const int worker : closed.heard) {
        norms.push_back(loudness(worker, closed.round));
    }
    const auto speakers = static_cast<std::int64_t>(norms.size());
    row.pairs = speakers * (speakers - 1) / 2;
    row.inversions = inversions(norms);
}

/// Whether some worker's own gradient or steps left the finite numbers.
bool Experiment::ran_away(std::int64_t round) const {
    if (crowd_) {
        return crowd_->has_diverged(round);
    }
    return std::any_of(workers_.begin(), workers_.end(),
                       [round](const auto& worker) { return worker->has_diverged(round); });
}

GoOn Experiment::on_closed(const ClosedRound& closed) {
    if (crowd_) {
        crowd_gradients_->report(closed.round, *closed.theta);
    }
    RoundRow row = learned(load_, evaluations_, closed);
    add_order(closed, row);
    const bool was_published = closed.asked > 0;
    row.missed_models = was_published ? log_.note_missed(closed.round) : 0;
    is_heard_ = is_heard_ || log_.received(closed.round) > 0;
    if (closed.round == 1) {
        first_loss_ = row.loss.value_or(0.0);
    }
    if (closed.is_abandoned && is_stuck_) {
        status_ = Status::kNobodyHears;
        last_ = row;
        return GoOn::kNo;
    }
    if (closed.is_abandoned && closed.round >= scenario_.run.rounds) {
        const bool has_target = scenario_.run.target_gap || scenario_.run.target_accuracy;
        status_ = has_target ? Status::kRoundsExhausted : Status::kCompleted;
        last_ = row;
        return GoOn::kNo;
    }
    if (closed.is_abandoned) {
        medium_->meter_up_to_now();
        log_.close(row, closed.at);
        trace_.on(RoundClosed{.round = closed.round, .at = closed.at});
        log_.flush();
        return GoOn::kYes;
    }
    status_ =
        verdict(scenario_.run, row,
                {.first_loss = first_loss_,
                 .can_step = std::isfinite((closed.step_size * *closed.sum).squaredNorm()) && !ran_away(closed.round),
                 .alive = scenario_.network.workers - dead_,
                 .is_heard = is_heard_});
    last_ = row;
    if (status_) {
        return GoOn::kNo;
    }
    medium_->meter_up_to_now();
    log_.close(row, closed.at);
    trace_.on(RoundClosed{.round = closed.round, .at = closed.at});
    log_.flush();
    return GoOn::kYes;
}

}  // namespace

RunResult run_experiment(const Scenario& scenario, const std::function<void(const RoundRow&)>& on_row,
                         std::span<Sink* const> listeners, int threads) {
    return Experiment(scenario, on_row, listeners, threads).run();
}

}  // namespace ogsim
