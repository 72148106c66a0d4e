#include "src/protocol/server.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>

#include "model/compression/little_endian.h"
#include "model/optimizer/aggregation.h"
#include "model/random/stream.h"
#include "src/protocol/downlink_messages.h"
#include "src/protocol/replica.h"
#include "src/protocol/sum_change.h"

namespace ogsim {
namespace {

Server::Settings checked(Server::Settings settings) {
    if (settings.workers < 1 || settings.start.size() < 1) {
        throw std::invalid_argument("workers and dimension must be >= 1, got " + std::to_string(settings.workers) +
                                    " and " + std::to_string(settings.start.size()));
    }
    return settings;
}

}  // namespace

Server::Server(Settings settings, const ProtocolRules& rules, Clock& clock, ServerRadio& radio, Sink& sink)
    : settings_(checked(std::move(settings))),
      rules_(rules),
      clock_(clock),
      radio_(radio),
      sink_(sink),
      wall_(clock),
      iterate_({.start = settings_.start,
                .optimizer = settings_.optimizer,
                .memory_depth = settings_.memory_depth,
                .memory_weight = settings_.memory_weight}),
      memory_(settings_.start.size(), settings_.workers, rules.memory, rules.summation),
      accepted_(static_cast<std::size_t>(settings_.workers)),
      counts_(static_cast<std::size_t>(settings_.workers)),
      heard_in_(static_cast<std::size_t>(settings_.workers)),
      accepted_at_(settings_.start.size(), settings_.needs_drift ? settings_.workers : 0) {
    save();
}

OrderingClock& Server::ordering() {
    return rules_.ordering == OrderingKind::kFreeze ? radio_.ordering_clock() : wall_;
}

void Server::start() {
    publish();
}

void Server::publish() {
    while (++round_ < least_round_ && !is_finished_) {
        abandon();  // workers have closed it by themselves, unheard
    }
    ask();
    const bool is_untold = rules_.downlink == Downlink::kChange && !change_.empty();
    if (!is_finished_ && asked_count() == 0 && !is_untold) {
        deadline_timer_ = clock_.call_at(clock_.now(), [this] { close(Ending::kRule); });
        return;
    }
    const bool is_silent = rules_.downlink != Downlink::kModel && !wants_state_ && !is_finished_ && !asked_ &&
                           (rules_.downlink == Downlink::kOverheard || change_.empty());
    if (is_silent) {
        begin();
    } else {
        broadcast();
    }
}

void Server::broadcast() {
    if (is_level_on_air_) {
        waits_for_level_ = true;
        return;
    }
    clock_.cancel(leaving_timer_);
    leaving_timer_ = clock_.call_at(clock_.now() + rules_.deadline, [this] {
        leaving_timer_ = 0;
        if (settings_.on_stuck) {
            settings_.on_stuck();
        }
    });
    if (rules_.downlink == Downlink::kModel) {
        radio_.broadcast(round_, to_bytes(ModelMessage{.round = round_,
                                                       .is_last = is_finished_,
                                                       .epoch = epoch_,
                                                       .budget = iterate_.budget(),
                                                       .accepted = accepted_,
                                                       .asked = is_finished_ ? std::nullopt : asked_,
                                                       .theta = iterate_.theta()}));
    } else if (std::exchange(wants_state_, false)) {
        silent_rounds_ = 0;
        StateMessage state{.header = header(), .counts = counts_, .iterate = {}};
        iterate_.append_to(state.iterate);
        if (rules_.downlink == Downlink::kOverheard) {
            state.held.emplace();
            for (const double entry : memory_.running_held()) {
                append(*state.held, entry);
            }
        }
        radio_.broadcast(round_, to_bytes(state));
    } else {
        const bool has_change = rules_.downlink == Downlink::kChange && !change_.empty();
        radio_.broadcast(round_, to_bytes(ChangeMessage{
                                     .header = header(),
                                     .base = has_change ? base_ : version_,
                                     .change = has_change ? change_ : sum_change(iterate_.sum(), iterate_.sum())}));
    }
}

RoundHeader Server::header() const {
    return {.round = round_,
            .is_last = is_finished_,
            .epoch = epoch_,
            .version = version_,
            .accepted = accepted_,
            .asked = is_finished_ ? std::nullopt : asked_};
}

void Server::ask() {
    std::vector<double> drift;
    for (Eigen::Index worker = 0; worker < accepted_at_.cols(); ++worker) {
        const bool is_known = heard_in_[static_cast<std::size_t>(worker)] > 0;
        drift.push_back(is_known ? (accepted_at_.col(worker) - iterate_.theta()).norm()
                                 : std::numeric_limits<double>::infinity());
    }
    std::mt19937_64 rng = random_stream(rules_.seed, "asked", static_cast<std::uint64_t>(round_));
    const std::optional<std::vector<int>> asked = rules_.selection->asked({.round = round_,
                                                                           .workers = settings_.workers,
                                                                           .budget = iterate_.budget(),
                                                                           .smoothness = settings_.smoothness,
                                                                           .drift = drift,
                                                                           .rng = rng});
    asked_.reset();
    if (asked) {
        asked_.emplace(static_cast<std::size_t>(settings_.workers));
        for (const int worker : *asked) {
            (*asked_)[static_cast<std::size_t>(worker)] = true;
        }
    }
}

int Server::asked_count() const {
    return asked_ ? static_cast<int>(std::count(asked_->begin(), asked_->end(), true)) : settings_.workers;
}

void Server::on_broadcast_sent() {
    clock_.cancel(std::exchange(leaving_timer_, 0));
    if (std::exchange(is_level_on_air_, false)) {
        if (std::exchange(waits_for_level_, false)) {
            broadcast();
        }
    } else if (is_finished_) {
        has_said_the_end_ = true;
    } else if (!is_down_) {
        begin();
    }
}

void Server::begin() {
    const SimTime now = clock_.now();
    if (asked_count() == 0) {
        deadline_timer_ = clock_.call_at(now, [this] { close(Ending::kRule); });
        return;
    }
    SimTime longest = rules_.deadline;
    Ending ending = Ending::kDeadline;
    if (rules_.schedule) {
        longest = rules_.schedule->length(iterate_.budget());
        ending = Ending::kRule;
    }
    deadline_timer_ = clock_.call_at(now + longest, [this, ending] {
        if (rules_.schedule && !breaks_the_silence()) {
            wait_out_the_silence(ordering().idle_time());
        } else {
            close(ending);
        }
    });
    // In two steps, so that workers whose gradients are ready at this very instant have them before the round opens.
    opening_timer_ = clock_.call_at(now + rules_.compute_allowance,
                                    [this] { opening_timer_ = clock_.call_at(clock_.now(), [this] { open(); }); });
}

void Server::open() {
    opening_timer_ = 0;
    origin_ = ordering().idle_time();
    level_ = 0;
    if (rules_.ordering == OrderingKind::kLevels && !is_poll()) {
        announce_level();
    }
    reconsider();
}

void Server::announce_level() {
    const SimTime at = *origin_ + level_start(rules_, level_ + 1);
    level_timer_ = clock_.call_at(std::max(at, clock_.now()), [this] {
        ++level_;
        if (!std::exchange(is_level_on_air_, true)) {
            radio_.broadcast(round_, to_bytes(LevelMessage{.round = round_,
                                                           .epoch = epoch_,
                                                           .level = static_cast<std::uint32_t>(level_),
                                                           .heard = static_cast<std::uint32_t>(heard_.size())}));
        }
        if (level_ + 1 < 2 * rules_.levels) {
            announce_level();
        }
    });
}

bool Server::breaks_the_silence() const {
    if (rules_.downlink == Downlink::kModel || wants_state_ || asked_) {
        return true;
    }
    // Without a memory that retains all, and exactly, the sum falls back after a round in which somebody was heard.
    const bool retains_all = rules_.memory.retention == 1.0 && !rules_.memory.is_single;
    const bool falls_back = !retains_all && heard_before_ > 0;
    return rules_.downlink == Downlink::kChange && (!heard_.empty() || falls_back);
}

void Server::reconsider() {
    if (!origin_) {
        // Asked ones speak as soon as they can, perhaps before; nobody is left to be waited for.
        if (asked_ && static_cast<int>(heard_.size()) == asked_count() && !rules_.schedule) {
            close(Ending::kRule);
        }
        return;
    }
    if (rules_.schedule) {
        return;  // it is time that closes
    }
    OrderingClock& clock = ordering();
    clock.cancel(std::exchange(closing_timer_, 0));
    const RoundRule round = round_rule(rules_, settings_.workers, asked_count(), iterate_.budget());
    const std::optional<Seconds> closing = rules_.selection->closing(round, heard_so_far());
    if (!closing) {
        return;
    }
    SimTime at = *origin_ + sim_time(*closing) + rules_.guard;
    if (rules_.downlink == Downlink::kOverheard && !heard_.empty()) {
        // All clocks stand still until the update and its acknowledgement are over. Counted from there the next round
        // begins at one time for all, however differently they have counted so far.
        at = std::max(at, clock.idle_time() + rules_.guard);
        wait_for_the_rule(at);
        return;
    }
    if (closing->si <= 0 || (at <= clock.idle_time() && breaks_the_silence())) {
        close(Ending::kRule);
    } else if (breaks_the_silence()) {
        closing_timer_ = clock.call_at_idle(at + SimTime{1}, [this] { close(Ending::kRule); });
    } else {
        wait_for_the_rule(at);
    }
}

/// Where there is nothing to say yet, but may be when the rule closes the round.
void Server::wait_for_the_rule(SimTime at) {
    OrderingClock& clock = ordering();
    closing_timer_ = clock.call_at_idle(std::max(at + SimTime{1}, clock.idle_time()), [this, at] {
        if (breaks_the_silence()) {
            close(Ending::kRule);
        } else {
            wait_out_the_silence(at);
        }
    });
}

/// Everybody else closes the round by itself, once the silence has lasted.
void Server::wait_out_the_silence(SimTime rule_at) {
    OrderingClock& clock = ordering();
    clock.cancel(std::exchange(closing_timer_, 0));
    closing_timer_ =
        clock.call_at_idle(std::max(rule_at + silence(rules_), clock.idle_time()), [this] { close(Ending::kRule); });
}

Heard Server::heard_so_far() const {
    Heard heard;
    heard.count = static_cast<int>(heard_.size());
    heard.quietest_norm = norms_.empty() ? 0.0 : quietest_norm_;
    if (settings_.oracle) {
        heard.unheard_norm_sum = settings_.oracle(round_, heard_);
    }
    return heard;
}

void Server::on_update(UpdateId update, Payload bytes) {
    if (is_down_) {
        end(update, Fate::kLost);
        return;
    }
    const std::optional<UpdateMessage> message = readable(update, bytes);
    const std::optional<Eigen::VectorXd> vector = message ? decoded(*message) : std::nullopt;
    if (!vector) {
        end(update, Fate::kLost);
        return;
    }
    if (!takes(update, *message)) {
        // Its sender has an acknowledgement, and others may have heard it: they believe that it counts.
        wants_state_ = wants_state_ || rules_.downlink == Downlink::kOverheard;
        end(update, Fate::kLate);
        return;
    }
    if (heard_in_[static_cast<std::size_t>(update.worker)] != round_) {
        if (message->is_fresh) {
            memory_.forget(update.worker);
            wants_state_ = wants_state_ || rules_.downlink == Downlink::kOverheard;
        }
        accept(update, *vector);
        reconsider();
    }
}

/// Whether it is for the round that is open, and builds on what the server has.
bool Server::takes(UpdateId update, const UpdateMessage& message) {
    if (message.version && *message.version != version_) {
        wants_state_ = true;  // it has missed something and does not know yet
        return false;
    }
    // Who speaks in the next round proves that this one is over: its clock was a little ahead.
    if (message.version && update.round == round_ + 1 && heard_.empty() && origin_ && !breaks_the_silence()) {
        close(Ending::kRule);
    }
    return update.round == round_ && !is_finished_;
}

void Server::on_request(int /*worker*/, Payload message) {
    if (const std::optional<StateRequest> request = state_request(message)) {
        // Who closes rounds alone may have closed more of them than the server; no number is used twice.
        least_round_ = std::max(least_round_, request->round + 1);
    }
    if (is_finished_ && std::exchange(has_said_the_end_, false)) {
        broadcast();  // it has missed that
        return;
    }
    wants_state_ = rules_.downlink != Downlink::kModel;
    if (!is_down_ && !is_finished_ && wants_state_) {
        reconsider();
    }
}

std::optional<UpdateMessage> Server::readable(UpdateId update, Payload bytes) const {
    try {
        UpdateMessage message = update_message(bytes);
        const bool is_it = message.update == update && update.worker < settings_.workers;
        return is_it ? std::optional(std::move(message)) : std::nullopt;
    } catch (const std::invalid_argument&) {
        return std::nullopt;
    }
}

std::optional<Eigen::VectorXd> Server::decoded(const UpdateMessage& message) const {
    try {
        Eigen::VectorXd vector = rules_.compression->decode(message.body, iterate_.theta().size());
        const bool is_usable = vector.allFinite() && std::isfinite(vector.norm());
        return is_usable ? std::optional(std::move(vector)) : std::nullopt;
    } catch (const std::invalid_argument&) {
        return std::nullopt;
    }
}

void Server::accept(UpdateId update, const Eigen::VectorXd& decoded) {
    const auto worker = static_cast<std::size_t>(update.worker);
    memory_.accept(update.worker, decoded);
    is_answered_ = true;
    accepted_[worker].flip();
    counts_[worker] = static_cast<std::byte>(std::to_integer<unsigned>(counts_[worker]) + 1U);
    heard_in_[worker] = round_;
    if (settings_.needs_drift) {
        accepted_at_.col(update.worker) = iterate_.theta();
    }
    heard_.push_back(update.worker);
    const double norm = decoded.norm();
    quietest_norm_ = norms_.empty() ? norm : std::min(quietest_norm_, norm);
    norms_.push_back(norm);
    end(update, Fate::kDelivered);
}

void Server::end(UpdateId update, Fate fate) {
    sink_.on(UpdateEnded{.update = update, .fate = fate, .at = clock_.now()});
}

void Server::stop_timers() {
    clock_.cancel(std::exchange(leaving_timer_, 0));
    clock_.cancel(std::exchange(opening_timer_, 0));
    clock_.cancel(std::exchange(deadline_timer_, 0));
    clock_.cancel(std::exchange(level_timer_, 0));
    ordering().cancel(std::exchange(closing_timer_, 0));
    origin_.reset();
}

void Server::close(Ending ending) {
    stop_timers();
    const Eigen::VectorXd sum =
        aggregate(rules_.aggregation, memory_.close_round(), turnout(settings_.workers, heard_, rules_.shares));
    heard_before_ = heard_.size();
    const bool is_late = ending == Ending::kDeadline;
    silent_rounds_ = heard_.empty() ? silent_rounds_ + 1 : 0;
    // Until somebody has answered in this epoch, perhaps nobody has the state.
    wants_state_ = rules_.downlink != Downlink::kModel &&
                   (wants_state_ || is_late || !is_answered_ || silent_rounds_ >= rules_.refresh_rounds);
    const ClosedRound closed{.round = round_,
                             .at = clock_.now(),
                             .budget = iterate_.budget(),
                             .step_size = rules_.steps.at(round_),
                             .theta = &iterate_.theta(),
                             .sum = &sum,
                             .asked = asked_count(),
                             .heard = std::exchange(heard_, {}),
                             .norms = std::exchange(norms_, {}),
                             .at_deadline = is_late};
    is_finished_ = settings_.on_closed && settings_.on_closed(closed) == GoOn::kNo;
    step(sum);
    publish();
}

void Server::step(const Eigen::VectorXd& sum) {
    change_.clear();
    base_ = version_;
    if (rules_.downlink == Downlink::kOverheard) {
        version_ += static_cast<std::uint32_t>(heard_before_);
    } else if (rules_.downlink == Downlink::kChange && (heard_before_ > 0 || sum != iterate_.sum())) {
        change_ = sum_change(iterate_.sum(), sum);
        ++version_;
    }
    if (iterate_.step(sum, round_, rules_.steps) == Iterate::Step::kNotFinite) {
        has_diverged_ = true;
        is_finished_ = true;
    }
    if (settings_.save_every > 0 && round_ % settings_.save_every == 0) {
        save();
    }
}

void Server::save() {
    saved_.clear();
    iterate_.append_to(saved_);
}

/// Tells of a round that ends without a step.
void Server::abandon() {
    if (settings_.on_closed) {
        is_finished_ = settings_.on_closed({.round = round_,
                                            .at = clock_.now(),
                                            .budget = iterate_.budget(),
                                            .step_size = rules_.steps.at(round_),
                                            .theta = &iterate_.theta(),
                                            .sum = &iterate_.sum(),
                                            .asked = asked_count(),
                                            .heard = heard_,
                                            .norms = norms_,
                                            .is_abandoned = true}) == GoOn::kNo;
    }
}

void Server::crash() {
    if (is_finished_ || std::exchange(is_down_, true)) {
        return;
    }
    stop_timers();
    abandon();
    heard_.clear();
    norms_.clear();
    is_level_on_air_ = false;
    waits_for_level_ = false;
}

void Server::restart() {
    if (!std::exchange(is_down_, false)) {
        return;
    }
    Iterate fresh({.start = settings_.start,
                   .optimizer = settings_.optimizer,
                   .memory_depth = settings_.memory_depth,
                   .memory_weight = settings_.memory_weight});
    fresh.resume(saved_);
    iterate_ = std::move(fresh);
    memory_ = ServerMemory(settings_.start.size(), settings_.workers, rules_.memory, rules_.summation);
    ++epoch_;
    std::fill(heard_in_.begin(), heard_in_.end(), 0);
    heard_before_ = 0;
    wants_state_ = true;
    is_answered_ = false;
    publish();
}

}  // namespace ogsim
