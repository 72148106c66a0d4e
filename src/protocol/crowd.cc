#include "src/protocol/crowd.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>

#include "src/protocol/encoder_stream.h"

namespace ogsim {
namespace {

// What is known of a worker.
constexpr std::uint8_t kTakesPart = 1;  // in the round of the last model it heard
constexpr std::uint8_t kComputes = 2;   // its gradient is wanted in that round
constexpr std::uint8_t kHasVoice = 4;   // and what came out is finite
constexpr std::uint8_t kFollows = 8;    // it had heard the model of the round before

bool contains(const Workers& workers, int worker) {
    return std::binary_search(workers.listed.begin(), workers.listed.end(), worker) != workers.is_all_but;
}

Crowd::Settings checked(const Crowd::Settings& settings) {
    if (settings.workers < 1 || settings.dimension < 1 || settings.compute_time < SimTime{0} ||
        settings.gradients == nullptr) {
        throw std::invalid_argument("a crowd must have workers and dimension >= 1 and a compute time >= 0, got " +
                                    std::to_string(settings.workers) + ", " + std::to_string(settings.dimension) +
                                    " and " + std::to_string(settings.compute_time.count()) + " ns");
    }
    return settings;
}

}  // namespace

Crowd::Crowd(const Settings& settings, const ProtocolRules& rules, Clock& clock, Medium& medium, Sink& sink)
    : settings_(checked(settings)),
      rules_(rules),
      clock_(clock),
      medium_(medium),
      ordering_(medium.worker(0).ordering_clock()),
      sink_(sink),
      flags_(static_cast<std::size_t>(settings.workers)),
      round_(static_cast<std::size_t>(settings.workers)),
      accepted_round_(static_cast<std::size_t>(settings.workers)),
      norms_(static_cast<std::size_t>(settings.workers)),
      held_(settings.dimension, settings.workers, rules.memory) {
    if (!medium_.tell_crowd(*this)) {
        throw std::invalid_argument("a crowd of workers needs a medium that tells all of them at once");
    }
}

void Crowd::on_crowd_broadcast_begins(const Workers& workers) {
    break_off_computing();
    clock_.cancel(std::exchange(origin_timer_, 0));
    drop_dues(workers);
    leave_rounds(workers);
    withdraw(workers);
}

void Crowd::on_crowd_broadcast(Payload message, const Workers& workers) {
    if (broadcast_kind(message) != BroadcastKind::kModel) {
        return;
    }
    Heard heard{.model = model_message(message), .asked = settings_.workers, .movement = {}};
    const std::int64_t round = heard.model.round;
    if (heard.model.asked) {
        heard.asked = static_cast<int>(std::count(heard.model.asked->begin(), heard.model.asked->end(), true));
    }
    if (const auto before = models_.find(round - 1); before != models_.end()) {
        heard.movement = heard.model.theta - before->second.model.theta;
    }
    forget_models();
    const Heard& kept = models_.insert_or_assign(round, std::move(heard)).first->second;
    sink_.on(CrowdModelReceived{.workers = workers, .round = round, .at = clock_.now()});
    hear(kept, workers);
    begin(kept, workers);
}

/// But for those of whom somebody may speak.
void Crowd::forget_models() {
    std::int64_t oldest = models_.empty() ? 0 : models_.rbegin()->first;
    for (const Due& due : dues_) {
        oldest = std::min(oldest, round_[static_cast<std::size_t>(due.worker)]);
    }
    models_.erase(models_.begin(), models_.lower_bound(oldest));
}

void Crowd::hear(const Heard& heard, const Workers& workers) {
    settle(heard.model, workers);
    const std::uint8_t takes_part = heard.model.is_last ? 0 : kTakesPart;
    const std::int64_t round = heard.model.round;
    workers.each(settings_.workers, [&](int worker) {
        std::int64_t& last = round_[static_cast<std::size_t>(worker)];
        const bool follows = last > 0 && last + 1 == round;
        last = round;
        flags(worker) = static_cast<std::uint8_t>(takes_part | (follows ? kFollows : 0));
    });
}

/// What was said and then accepted is retained.
void Crowd::settle(const ModelMessage& model, const Workers& workers) {
    std::erase_if(said_, [&](const Said& said) {
        if (!contains(workers, said.worker)) {
            return false;
        }
        const auto index = static_cast<std::size_t>(said.worker);
        if (model.accepted[index] != said.accepted_bit) {
            accepted_round_[index] = round_[index];
            held_.retain(said.worker, rules_.compression->decode(said.body, settings_.dimension));
        }
        return true;
    });
}

void Crowd::begin(const Heard& heard, const Workers& workers) {
    learners_ = {.listed = {workers.listed.begin(), workers.listed.end()}, .is_all_but = workers.is_all_but};
    if (heard.model.asked || heard.model.is_last) {
        learners_ = {};
        workers.each(settings_.workers, [&](int worker) {
            if (!heard.model.is_last && (*heard.model.asked)[static_cast<std::size_t>(worker)]) {
                learners_.listed.push_back(worker);
            }
        });
    }
    if (learners_.workers().count(settings_.workers) == 0) {
        return;
    }
    learners_.workers().each(settings_.workers, [this](int worker) { flags(worker) |= kComputes; });
    is_learnt_ = false;
    origin_.reset();
    const SimTime now = clock_.now();
    computing_since_ = now;
    computing_ = learners_;
    sink_.on(CrowdComputeBegan{.workers = computing_->workers(), .at = now});
    computing_timer_ = clock_.call_at(now + settings_.compute_time, [this] { finish_computing(); });
    // Who is asked has no order to keep, and waits for nobody's gradient.
    const SimTime allowance = heard.model.asked ? SimTime{0} : rules_.compute_allowance;
    origin_timer_ = clock_.call_at(now + allowance, [this] { set_origin(); });
}

void Crowd::set_origin() {
    origin_timer_ = 0;
    origin_ = ordering_.idle_time();
    decide();
}

void Crowd::finish_computing() {
    break_off_computing();
    learn();
    decide();
}

void Crowd::break_off_computing() {
    clock_.cancel(std::exchange(computing_timer_, 0));
    if (computing_) {
        sink_.on(
            CrowdComputeInterval{.workers = computing_->workers(), .start = computing_since_, .end = clock_.now()});
        computing_.reset();
    }
}

/// The norm of g - h is finite where all its entries are, but for those too large for any use.
void Crowd::learn() {
    const std::int64_t round = models_.rbegin()->first;
    const Heard& heard = models_.rbegin()->second;
    std::atomic<bool> has_diverged{false};
    settings_.gradients->each_block(
        round, heard.model.theta, [&](int first, const Eigen::Ref<const Eigen::MatrixXd>& gradients) {
            Eigen::VectorXd wish(gradients.rows());
            for (Eigen::Index i = 0; i < gradients.cols(); ++i) {
                const auto index = static_cast<std::size_t>(first + i);
                if ((flags_[index] & kComputes) == 0 || round_[index] != heard.model.round) {
                    continue;
                }
                if (held_.is_empty()) {
                    wish = gradients.col(i);
                } else {
                    held_.with(first + static_cast<int>(i), [&](const auto& held) { wish = gradients.col(i) - held; });
                }
                const double norm = wish.norm();
                if (std::isfinite(norm)) {
                    norms_[index] = norm;
                    flags_[index] |= kHasVoice;
                } else {
                    has_diverged = true;
                }
            }
        });
    if (has_diverged) {
        diverged_round_ = round;
    }
    is_learnt_ = true;
}

void Crowd::decide() {
    if (!is_learnt_ || !origin_) {
        return;
    }
    const Heard& heard = models_.rbegin()->second;
    const RoundRule rule = round_rule(rules_, settings_.workers, heard.asked, heard.model.budget);
    const SimTime now = ordering_.idle_time();
    int place = 0;
    learners_.workers().each(settings_.workers, [&](int worker) {
        const auto index = static_cast<std::size_t>(worker);
        const int its_place = heard.model.asked ? place : worker;
        if ((flags_[index] & kHasVoice) != 0) {
            const Voice voice{.place = its_place,
                              .norm = norms_[index],
                              .silent_rounds = heard.model.round - accepted_round_[index] - 1};
            if (const std::optional<Seconds> due = rules_.selection->due(rule, voice)) {
                dues_.push_back({std::max(*origin_ + sim_time(*due), now), worker});
            }
        }
        ++place;
    });
    std::make_heap(dues_.begin(), dues_.end(), std::greater<>{});
    is_learnt_ = false;
    arm();
}

void Crowd::arm() {
    ordering_.cancel(std::exchange(due_timer_, 0));
    if (!dues_.empty()) {
        due_timer_ = ordering_.call_first_at_idle(dues_.front().at, [this] {
            due_timer_ = 0;
            speak_up();
        });
    }
}

void Crowd::speak_up() {
    while (!dues_.empty() && dues_.front().at <= ordering_.idle_time()) {
        const int worker = dues_.front().worker;
        std::pop_heap(dues_.begin(), dues_.end(), std::greater<>{});
        dues_.pop_back();
        speak(worker);
    }
    arm();
}

Eigen::VectorXd Crowd::wish(int worker, const Heard& heard) {
    Eigen::VectorXd wish = settings_.gradients->of(worker, heard.model.theta);
    if (!held_.is_empty()) {
        held_.with(worker, [&wish](const auto& held) { wish -= held; });
    }
    return wish;
}

std::vector<std::byte> Crowd::encoded(int worker, const Heard& heard) {
    std::mt19937_64 rng = encoder_stream(rules_.seed, worker, heard.model.round);
    const bool knows_movement = heard.movement && (flags(worker) & kFollows) != 0;
    return rules_.compression->encode(wish(worker, heard), {.rng = rng,
                                                            .movement = knows_movement ? &*heard.movement : nullptr,
                                                            .step_size = rules_.steps.at(heard.model.round),
                                                            .workers = settings_.workers});
}

void Crowd::speak(int worker) {
    const auto index = static_cast<std::size_t>(worker);
    const Heard& heard = models_.at(round_[index]);
    std::vector<std::byte> body = encoded(worker, heard);
    if (body.empty()) {
        return;
    }
    const UpdateId update{.worker = worker, .round = heard.model.round};
    UpdateMessage message{.update = update, .body = std::move(body)};
    const std::vector<std::byte> bytes = to_bytes(message);
    said_.push_back({.worker = worker, .accepted_bit = heard.model.accepted[index], .body = std::move(message.body)});
    outstanding_.insert_or_assign(worker, Outstanding{.round = update.round, .is_withdrawing = false});
    sink_.on(UpdateOffered{.update = update,
                           .at = clock_.now(),
                           .size = {static_cast<std::int64_t>(bytes.size())},
                           .norm = norms_[index]});
    medium_.worker(worker).send(update, bytes);
}

void Crowd::on_outcome(UpdateId update, SendOutcome outcome) {
    const auto mine = outstanding_.find(update.worker);
    if (mine != outstanding_.end() && mine->second.round == update.round) {
        outstanding_.erase(mine);
    }
    if (outcome != SendOutcome::kAcknowledged) {  // else the server tells: in time, or late
        const Fate fate = outcome == SendOutcome::kFailed ? Fate::kLost : Fate::kWithdrawn;
        sink_.on(UpdateEnded{.update = update, .fate = fate, .at = clock_.now()});
    }
}

void Crowd::drop_dues(const Workers& workers) {
    if (workers.is_all_but && workers.listed.empty()) {
        dues_.clear();
    } else {
        std::erase_if(dues_, [&](const Due& due) { return contains(workers, due.worker); });
        std::make_heap(dues_.begin(), dues_.end(), std::greater<>{});
    }
    arm();
}

void Crowd::leave_rounds(const Workers& workers) {
    std::map<std::int64_t, std::int64_t> left;
    std::int64_t round = 0, count = 0;  // of the last ones in a row
    workers.each(settings_.workers, [&](int worker) {
        const auto index = static_cast<std::size_t>(worker);
        if ((flags_[index] & kTakesPart) == 0) {
            return;
        }
        flags_[index] &= static_cast<std::uint8_t>(~kTakesPart);
        if (round_[index] != round) {
            left[round] += count;
            round = round_[index];
            count = 0;
        }
        ++count;
    });
    left[round] += count;
    for (const auto& [of, how_many] : left) {
        if (how_many > 0) {
            sink_.on(CrowdRoundLeft{.workers = how_many, .round = of, .at = clock_.now()});
        }
    }
}

void Crowd::withdraw(const Workers& workers) {
    std::vector<int> open;
    for (auto& [worker, state] : outstanding_) {
        if (!state.is_withdrawing && contains(workers, worker)) {
            state.is_withdrawing = true;
            open.push_back(worker);
        }
    }
    for (const int worker : open) {
        medium_.worker(worker).withdraw();
    }
}

void Crowd::die() {
    const Workers all{.is_all_but = true};
    break_off_computing();
    clock_.cancel(std::exchange(origin_timer_, 0));
    drop_dues(all);
    leave_rounds(all);
}

std::optional<double> Crowd::loudness(int worker, std::int64_t round) const {
    const auto index = static_cast<std::size_t>(worker);
    const bool has_voice = round_[index] == round && (flags_[index] & kHasVoice) != 0;
    return has_voice ? std::optional(norms_[index]) : std::nullopt;
}

}  // namespace ogsim
