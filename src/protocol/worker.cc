#include "src/protocol/worker.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace ogsim {
namespace {

Worker::Settings checked(Worker::Settings settings) {
    if (settings.index < 0 || settings.dimension < 1 || settings.compute_time < SimTime{0}) {
        throw std::invalid_argument(
            "worker index and compute time must be >= 0 and dimension >= 1, got " + std::to_string(settings.index) +
            ", " + std::to_string(settings.compute_time.count()) + " ns and " + std::to_string(settings.dimension));
    }
    return settings;
}

}  // namespace

Worker::Worker(Settings settings, const ProtocolRules& rules, Clock& clock, WorkerRadio& radio, Sink& sink)
    : settings_(checked(std::move(settings))),
      rules_(rules),
      clock_(clock),
      radio_(radio),
      sink_(sink),
      wall_(clock),
      speaker_(settings_.index, settings_.dimension, settings_.gradient, rules) {
    if (settings_.replica) {
        replica_.emplace(*settings_.replica, rules, settings_.workers);
    }
}

OrderingClock& Worker::ordering() {
    return rules_.ordering == OrderingKind::kFreeze ? radio_.ordering_clock() : wall_;
}

void Worker::on_broadcast_begins() {
    if (is_dead_) {
        return;
    }
    if (replica_) {
        ordering().cancel(std::exchange(closing_timer_, 0));
        expect_broadcast();
    }
    if (rules_.ordering != OrderingKind::kLevels) {  // else it may say that the round goes on
        stand_down();
    }
}

void Worker::on_broadcast(Payload message) {
    if (is_dead_) {
        return;
    }
    const std::optional<BroadcastKind> kind = broadcast_kind(message);
    if (kind == BroadcastKind::kLevel) {
        on_level(message);
        return;
    }
    stand_down();
    try {
        if (kind == BroadcastKind::kModel) {
            on_model(message);
        } else if (kind == BroadcastKind::kChange && replica_) {
            on_change(message);
        } else if (kind == BroadcastKind::kState && replica_) {
            on_state(message);
        }
    } catch (const std::invalid_argument&) {
        // None of this run: the round is sat out.
    }
}

void Worker::on_model(Payload message) {
    ModelMessage model = model_message(message);
    const bool fits =
        model.theta.size() == settings_.dimension && std::cmp_less(settings_.index, model.accepted.size());
    const bool is_new_epoch = model.epoch != epoch_;
    if (!fits || (model.round <= speaker_.round() && !is_new_epoch)) {
        return;
    }
    if (is_new_epoch) {
        epoch_ = model.epoch;
        speaker_.start_over();
    }
    begin(std::move(model));
}

void Worker::on_change(Payload message) {
    const ChangeMessage change = change_message(message);
    if (is_in_step_ && replica_->apply(change)) {
        begin(replica_->model());
    } else if (!change.header.is_last) {
        lose_the_way();
    } else {
        clock_.cancel(std::exchange(patience_timer_, 0));
        is_in_step_ = false;  // and nothing is left to be caught up with
    }
}

void Worker::on_state(Payload message) {
    const StateMessage state = state_message(message);
    const std::int64_t round = state.header.round;
    const bool is_new_epoch = state.header.epoch != epoch_;
    if (is_new_epoch) {
        epoch_ = state.header.epoch;
        speaker_.start_over();
    }
    const bool has_spoken = is_new_epoch || speaker_.memory().is_in_doubt();
    if (round < speaker_.round() || (round == speaker_.round() && has_spoken)) {
        lose_the_way();  // it has gone ahead of the server, which passes that round once it is told
        return;
    }
    replica_->become(state);
    is_in_step_ = true;
    begin(replica_->model(), std::to_integer<std::uint8_t>(state.counts[static_cast<std::size_t>(settings_.index)]));
}

void Worker::on_level(Payload message) {
    try {
        const LevelMessage level = level_message(message);
        const bool is_of_this_round = level.round == speaker_.round() && level.epoch == epoch_;
        if (is_of_this_round && due_at_ && speaker_.is_needless(static_cast<int>(level.heard))) {
            ordering().cancel(std::exchange(due_timer_, 0));
            due_at_.reset();
        }
        clock_.cancel(std::exchange(patience_timer_, 0));
        watch_closing();
        rest();
    } catch (const std::invalid_argument&) {
        // None of this run.
    }
}

void Worker::begin(ModelMessage model, std::optional<std::uint8_t> accepted) {
    stand_down();
    clock_.cancel(std::exchange(patience_timer_, 0));
    began_at_ = clock_.now();
    is_unsure_ = false;
    sink_.on(ModelReceived{.worker = settings_.index, .round = model.round, .at = began_at_});
    is_taking_part_ = !model.is_last;
    speaker_.hear(std::move(model));
    if (accepted) {
        speaker_.confirm(*accepted);
    }
    if (speaker_.is_asked()) {
        compute();
    } else {
        rest();
    }
}

void Worker::compute() {
    const SimTime heard_at = clock_.now();
    computing_since_ = heard_at;
    sink_.on(ComputeBegan{.node = settings_.index, .at = heard_at});
    computing_timer_ = clock_.call_at(heard_at + settings_.compute_time, [this] { finish_computing(); });
    // Who is asked has no order to keep, and waits for nobody's gradient.
    const SimTime allowance = speaker_.is_one_of_some() ? SimTime{0} : rules_.compute_allowance;
    origin_timer_ = clock_.call_at(heard_at + allowance, [this] { set_origin(); });
    rest();
}

void Worker::set_origin() {
    origin_timer_ = 0;
    origin_ = ordering().idle_time();
    decide();
    watch_closing();
}

void Worker::finish_computing() {
    computing_timer_ = 0;
    break_off_computing();
    speaker_.learn();
    if (rules_.ordering == OrderingKind::kFreeze) {
        get_up();
    }
    decide();
    rest();
}

void Worker::break_off_computing() {
    if (computing_since_) {
        sink_.on(ComputeInterval{.node = settings_.index, .start = *computing_since_, .end = clock_.now()});
        computing_since_.reset();
    }
}

void Worker::decide() {
    if (computing_since_ || !origin_) {
        return;
    }
    const std::optional<Seconds> due = speaker_.due();
    if (due) {
        OrderingClock& clock = ordering();
        due_at_ = std::max(*origin_ + sim_time(*due), clock.idle_time());
        due_timer_ = clock.call_at_idle(*due_at_, [this] {
            due_timer_ = 0;
            due_at_.reset();
            speak();
        });
    }
    rest();
}

void Worker::speak() {
    const Speech& speech = speaker_.speech();
    const bool is_needless =
        rules_.downlink == Downlink::kOverheard && replica_ && speaker_.is_needless(replica_->heard().count);
    if (speech.body.empty() || is_needless) {
        rest();
        return;
    }
    get_up();
    const UpdateId update{.worker = settings_.index, .round = speaker_.round()};
    UpdateMessage message{.update = update, .body = speech.body, .is_fresh = speaker_.is_fresh()};
    if (replica_) {
        message.version = replica_->header().version;
    }
    const std::vector<std::byte> bytes = to_bytes(message);
    speaker_.say();
    outstanding_ = update;
    is_withdrawing_ = false;
    sink_.on(UpdateOffered{.update = update,
                           .at = clock_.now(),
                           .size = {static_cast<std::int64_t>(bytes.size())},
                           .norm = loudness(update.round).value()});
    radio_.send(update, bytes);
}

void Worker::on_outcome(UpdateId update, SendOutcome outcome) {
    if (outstanding_ == update) {
        outstanding_.reset();
    }
    if (outcome != SendOutcome::kAcknowledged) {  // else the server tells: in time, or late
        const Fate fate = outcome == SendOutcome::kFailed ? Fate::kLost : Fate::kWithdrawn;
        sink_.on(UpdateEnded{.update = update, .fate = fate, .at = clock_.now()});
    }
    is_unsure_ = update.round == speaker_.round() && outcome == SendOutcome::kFailed;
    const bool is_mine_now = is_in_step_ && replica_ && update.round == replica_->round() && !is_dead_;
    if (rules_.downlink == Downlink::kOverheard && is_mine_now && outcome == SendOutcome::kAcknowledged) {
        replica_->accept(settings_.index, speaker_.speech().decoded);
        watch_closing();
    }
    if (std::exchange(is_closing_, false)) {
        conclude();
    }
    rest();
}

void Worker::on_overheard(UpdateId update, Payload bytes) {
    if (is_dead_ || !replica_ || rules_.downlink != Downlink::kOverheard) {
        return;
    }
    if (!is_in_step_) {
        if (patience_timer_ == 0) {
            lose_the_way();
        }
        return;
    }
    try {
        const UpdateMessage message = update_message(bytes);
        const auto ahead = static_cast<std::int32_t>(message.version.value_or(0) - replica_->header().version);
        const bool is_next = update.round == replica_->round() + 1;
        if (ahead == 0 && message.is_fresh) {  // what it replaces only the server knows, which will tell
            is_in_step_ = false;
            stand_down();
            expect_broadcast();
            return;
        }
        if (ahead > 0 || update.round > replica_->round() + 1) {
            lose_the_way();
            return;
        }
        if (ahead == 0 && is_next && replica_->heard().count == 0 && origin_ && !outstanding_) {
            conclude();  // who speaks in the next round proves that this one is over
        }
        if (ahead < 0 || update.round != replica_->round() || replica_->has_heard(update.worker)) {
            return;
        }
        replica_->accept(update.worker, rules_.compression->decode(message.body, settings_.dimension));
        watch_closing();
    } catch (const std::invalid_argument&) {
        // No update: the server cannot read it either.
    }
}

RoundRule Worker::rule() const {
    const std::optional<std::vector<bool>>& asked = replica_->header().asked;
    const auto workers = static_cast<int>(replica_->header().accepted.size());
    const auto some = asked ? static_cast<int>(std::count(asked->begin(), asked->end(), true)) : workers;
    return round_rule(rules_, workers, some, replica_->iterate().budget());
}

/// Sets the time at which silence tells that the round is over.
void Worker::watch_closing() {
    const bool is_followed = replica_ && is_in_step_ && replica_->header().asked;  // by a broadcast, always
    if (!replica_ || !is_in_step_ || !origin_ || is_dead_ || is_followed) {
        return;
    }
    OrderingClock& clock = ordering();
    clock.cancel(std::exchange(closing_timer_, 0));
    const Heard heard = rules_.downlink == Downlink::kOverheard ? replica_->heard() : Heard{};
    const std::optional<Seconds> closing = rules_.selection->closing(rule(), heard);
    SimTime at = clock.idle_time();
    if (rules_.schedule) {
        at = began_at_ + rules_.schedule->length(rule().budget) + silence(rules_);
    } else if (!closing) {
        return;
    } else if (closing->si > 0) {
        at = *origin_ + sim_time(*closing) + rules_.guard + silence(rules_);
    }
    if (heard.count > 0) {
        at = std::max(at, clock.idle_time() + rules_.guard + silence(rules_));  // see Server::reconsider()
    }
    closing_timer_ = clock.call_at_idle(std::max(at, clock.idle_time()), [this] {
        closing_timer_ = 0;
        conclude();
    });
}

void Worker::conclude() {
    const bool is_change = rules_.downlink == Downlink::kChange;
    if (is_change && (outstanding_ || speaker_.memory().is_in_doubt())) {
        expect_broadcast();  // the server has heard somebody, so it will say what changed
        return;
    }
    if (outstanding_) {
        is_closing_ = true;
        if (!std::exchange(is_withdrawing_, true)) {
            radio_.withdraw();
        }
        return;
    }
    if (is_unsure_) {
        lose_the_way();  // the server, and others, may have it: only the state can tell
        return;
    }
    replica_->close();
    begin(replica_->model());
}

void Worker::expect_broadcast() {
    if (patience_timer_ == 0) {
        patience_timer_ = clock_.call_at(clock_.now() + rules_.patience, [this] {
            patience_timer_ = 0;
            lose_the_way();
        });
    }
}

void Worker::lose_the_way() {
    is_in_step_ = false;
    stand_down();
    // Who is lost is seldom so alone: one asks first, and what the server says then is for all.
    const Seconds turn = rules_.clock.last_due() * (static_cast<double>(settings_.index) / settings_.workers);
    clock_.cancel(patience_timer_);
    patience_timer_ = clock_.call_at(clock_.now() + sim_time(turn), [this] { ask_for_state(); });
}

void Worker::ask_for_state() {
    get_up();
    radio_.request(to_bytes(StateRequest{.round = speaker_.round()}));
    clock_.cancel(patience_timer_);
    patience_timer_ = clock_.call_at(clock_.now() + rules_.patience, [this] { ask_for_state(); });
}

/// Sleeps for as long as the policy lets it and nothing is to be done.
void Worker::rest() {
    if (settings_.sleep == SleepPolicy::kAlwaysOn || is_dead_ || outstanding_ || (replica_ && !is_in_step_)) {
        return;
    }
    if (computing_since_) {
        rest_until(*computing_since_ + settings_.compute_time);
    } else if (origin_timer_ != 0 && rules_.ordering != OrderingKind::kFreeze) {
        rest_until(began_at_ + rules_.compute_allowance);  // it is nobody's turn before
    } else if (due_at_ && rules_.ordering != OrderingKind::kFreeze) {
        rest_until(rules_.ordering == OrderingKind::kLevels ? level_before(*due_at_) : *due_at_);
    } else if (settings_.sleep == SleepPolicy::kOnSchedule && is_taking_part_ && !due_at_ && origin_) {
        rest_until(began_at_ + rules_.schedule->length(speaker_.budget()) - rules_.schedule->early);
    }
}

/// When the level that holds `due` is announced; the first one is not, and `due` itself is all there is to be awake
/// for.
SimTime Worker::level_before(SimTime due) const {
    std::int64_t level = 0;
    while (*origin_ + level_start(rules_, level + 1) <= due) {
        ++level;
    }
    return level == 0 ? due : *origin_ + level_start(rules_, level);
}

void Worker::rest_until(SimTime at) {
    const SimTime up_at = at - rules_.wake_time;
    if (up_at <= clock_.now()) {
        return;
    }
    if (!std::exchange(is_asleep_, true)) {
        radio_.sleep();
    }
    clock_.cancel(waking_timer_);
    waking_timer_ = clock_.call_at(up_at, [this] {
        waking_timer_ = 0;
        get_up();
    });
}

void Worker::get_up() {
    clock_.cancel(std::exchange(waking_timer_, 0));
    if (std::exchange(is_asleep_, false) && !is_dead_) {
        radio_.wake();
    }
}

void Worker::stand_down() {
    stop();
    if (outstanding_ && !is_dead_ && !std::exchange(is_withdrawing_, true)) {
        radio_.withdraw();
    }
    get_up();
}

void Worker::stop() {
    clock_.cancel(std::exchange(computing_timer_, 0));
    clock_.cancel(std::exchange(origin_timer_, 0));
    ordering().cancel(std::exchange(due_timer_, 0));
    ordering().cancel(std::exchange(closing_timer_, 0));
    break_off_computing();
    origin_.reset();
    due_at_.reset();
    is_closing_ = false;
    if (std::exchange(is_taking_part_, false)) {
        sink_.on(RoundLeft{.worker = settings_.index, .round = speaker_.round(), .at = clock_.now()});
    }
}

void Worker::die() {
    if (!std::exchange(is_dead_, true)) {
        stand_down();
        clock_.cancel(std::exchange(patience_timer_, 0));
    }
}

void Worker::crash(Remembers remembers) {
    die();
    is_in_step_ = false;
    if (remembers == Remembers::kNothing) {
        speaker_.forget();
    }
}

void Worker::come_back() {
    is_dead_ = false;
    is_asleep_ = false;
    if (replica_) {
        ask_for_state();
    }
}

}  // namespace ogsim
