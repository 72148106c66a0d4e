#include "src/sweep/sweep.h"

#include <optional>
#include <utility>

#include "src/record/table.h"
#include "src/run/known_problem.h"
#include "src/sweep/schedule.h"

namespace ogsim {
namespace {

/// One sweep while it goes on.
class Sweep {
 public:
    Sweep(const Study& study, StudyStore& store, Hands& hands, const SweepSettings& settings, const SweepWatch& watch);
    SweepState run();

 private:
    void give_work();
    void learn(const Outcome& outcome);
    void take(Outcome outcome);
    void keep(std::size_t run, const Ended& ended, const Effort& effort);
    void fail(std::size_t run, const Failure& failure, const Effort& effort);

    const Study& study_;
    StudyStore& store_;
    Hands& hands_;
    const SweepWatch& watch_;
    SweepState state_;
    std::optional<Schedule> schedule_;
};

Sweep::Sweep(const Study& study, StudyStore& store, Hands& hands, const SweepSettings& settings,
             const SweepWatch& watch)
    : study_(study), store_(store), hands_(hands), watch_(watch), state_(state_of(store, settings.shard)) {
    const std::vector<RunState> states = store.states();
    std::vector<WantedRun> wanted;
    for (std::size_t run = 0; run < study.runs.size(); ++run) {
        const bool is_wanted =
            states[run] == RunState::kWaiting || (settings.retries && states[run] == RunState::kFailed);
        if (settings.shard.has(run) && is_wanted) {
            const Scenario& scenario = study.runs[run].scenario;
            wanted.push_back({.run = run,
                              .cost = cost_of(scenario),
                              .problem = is_worth_sharing(scenario) ? problem_name(scenario) : ""});
            state_.cost_wanted += wanted.back().cost;
        }
    }
    if (settings.retries) {
        state_.failed.clear();
    }
    schedule_.emplace(wanted, static_cast<std::size_t>(hands.slots()));
}

void Sweep::give_work() {
    while (hands_.busy() < hands_.slots()) {
        const std::optional<Task> task = schedule_->next();
        if (!task) {
            return;
        }
        if (!hands_.start(*task)) {
            schedule_->put_back(*task);
            return;
        }
    }
}

void Sweep::learn(const Outcome& outcome) {
    if (outcome.task.explores) {
        schedule_->explored(outcome.task.run, outcome.ended.end == End::kDone ? outcome.ended.text : "");
    }
}

void Sweep::take(Outcome outcome) {
    if (outcome.task.explores) {
        return;
    }
    const std::size_t run = outcome.task.run;
    const Ended& ended = outcome.ended;
    const Effort effort{
        .wall_s = ended.wall_s, .peak_memory_kib = ended.peak_memory_kib, .host = std::move(outcome.host)};
    state_.cost_now += cost_of(study_.runs[run].scenario);
    if (ended.end == End::kDone) {
        keep(run, ended, effort);
    } else {
        fail(run, {.kind = end_name(ended.end), .detail = ended.text}, effort);
    }
}

void Sweep::keep(std::size_t run, const Ended& ended, const Effort& effort) {
    const RunRecord record = run_record(ended.text);
    store_.put(run, record, effort);
    ++state_.done;
    ++state_.done_now;
    state_.joules_now += summary_from_json(record.summary_json).joules.total();
}

void Sweep::fail(std::size_t run, const Failure& failure, const Effort& effort) {
    store_.put(run, failure, effort);
    state_.failed.push_back(run);
}

SweepState Sweep::run() {
    give_work();
    while (hands_.busy() > 0) {
        std::vector<Outcome> outcomes = hands_.wait();
        for (const Outcome& outcome : outcomes) {
            learn(outcome);
        }
        give_work();  // before what came is written, which waits for the disk
        for (Outcome& outcome : outcomes) {
            take(std::move(outcome));
        }
        watch_.on_progress(state_);
        if (watch_.is_stopped()) {
            state_.is_stopped = true;
            hands_.stop();
            return state_;
        }
    }
    return state_;
}

}  // namespace

SweepState state_of(const StudyStore& store, const StudyShard& shard) {
    const std::vector<RunState> states = store.states();
    SweepState state;
    for (std::size_t run = 0; run < states.size(); ++run) {
        if (shard.has(run)) {
            ++state.runs;
            state.done += states[run] == RunState::kDone ? 1U : 0U;
            if (states[run] == RunState::kFailed) {
                state.failed.push_back(run);
            }
        }
    }
    return state;
}

double cost_of(const Scenario& scenario) {
    return static_cast<double>(scenario.network.workers) * static_cast<double>(scenario.run.rounds);
}

SweepState run_sweep(const Study& study, StudyStore& store, Hands& hands, const SweepSettings& settings,
                     const SweepWatch& watch) {
    return Sweep(study, store, hands, settings, watch).run();
}

}  // namespace ogsim
