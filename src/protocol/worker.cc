#include "src/protocol/worker.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>

namespace ogsim {
namespace {

/// Nothing where the bytes are no model that worker `index` can use.
std::optional<ModelMessage> usable_model(Payload bytes, int index, Eigen::Index dimension) {
    try {
        ModelMessage model = model_message(bytes);
        const bool fits = model.theta.size() == dimension && std::cmp_less(index, model.accepted.size());
        return fits ? std::optional(std::move(model)) : std::nullopt;
    } catch (const std::invalid_argument&) {
        return std::nullopt;
    }
}

}  // namespace

Worker::Worker(int index, Eigen::Index dimension, Gradient gradient, const ProtocolRules& rules, SimTime compute_time,
               SleepPolicy sleep, Clock& clock, WorkerRadio& radio, Sink& sink)
    : index_(index),
      gradient_(std::move(gradient)),
      rules_(rules),
      compute_time_(compute_time),
      sleep_(sleep),
      clock_(clock),
      radio_(radio),
      sink_(sink),
      delivered_sum_(Eigen::VectorXd::Zero(dimension)) {
    if (index < 0 || compute_time < SimTime{0}) {
        throw std::invalid_argument("worker index and compute time must be >= 0, got " + std::to_string(index) +
                                    " and " + std::to_string(compute_time.count()) + " ns");
    }
}

void Worker::on_broadcast_begins() {
    if (!is_dead_) {
        stand_down();
    }
}

void Worker::on_broadcast(Payload message) {
    if (is_dead_) {
        return;
    }
    stand_down();
    const std::optional<ModelMessage> model = usable_model(message, index_, delivered_sum_.size());
    if (!model || model->round <= round_) {
        return;
    }
    sink_.on(ModelReceived{.worker = index_, .round = model->round, .at = clock_.now()});
    settle(model->accepted[static_cast<std::size_t>(index_)]);
    round_ = model->round;
    if (!model->is_last) {
        compute(*model);
    }
}

void Worker::settle(bool accepted) {
    if (in_doubt_ && accepted != accepted_bit_) {
        delivered_sum_ += *in_doubt_;
    }
    in_doubt_.reset();
    accepted_bit_ = accepted;
}

void Worker::compute(const ModelMessage& model) {
    budget_ = model.budget;
    workers_ = static_cast<int>(model.accepted.size());
    theta_ = model.theta;
    const SimTime heard_at = clock_.now();
    computing_since_ = heard_at;
    sink_.on(ComputeBegan{.node = index_, .at = heard_at});
    computing_timer_ = clock_.call_at(heard_at + compute_time_, [this] { finish_computing(); });
    origin_timer_ = clock_.call_at(heard_at + rules_.compute_allowance, [this] {
        origin_timer_ = 0;
        origin_ = radio_.ordering_clock().idle_time();
        decide();
    });
    sleep_if_free();
}

void Worker::finish_computing() {
    computing_timer_ = 0;
    break_off_computing();
    innovation_ = gradient_(theta_) - delivered_sum_;
    norm_ = innovation_.norm();
    norm_round_ = round_;
    if (is_asleep_) {
        is_asleep_ = false;
        radio_.wake();
    }
    decide();
}

void Worker::break_off_computing() {
    if (computing_since_) {
        sink_.on(ComputeInterval{.node = index_, .start = *computing_since_, .end = clock_.now()});
        computing_since_.reset();
    }
}

void Worker::decide() {
    if (computing_since_ || !origin_ || !std::isfinite(norm_)) {
        return;
    }
    const std::optional<Seconds> due = rules_.selection->due(round_rule(rules_, workers_, budget_), index_, norm_);
    if (!due) {
        return;
    }
    OrderingClock& clock = radio_.ordering_clock();
    due_timer_ = clock.call_at_idle(std::max(*origin_ + sim_time(*due), clock.idle_time()), [this] {
        due_timer_ = 0;
        speak();
    });
}

void Worker::speak() {
    const UpdateMessage message{.update = {.worker = index_, .round = round_},
                                .body = rules_.compression->encode(innovation_)};
    const std::vector<std::byte> bytes = to_bytes(message);
    in_doubt_ = rules_.compression->decode(message.body, innovation_.size());
    outstanding_ = message.update;
    is_withdrawing_ = false;
    sink_.on(UpdateOffered{.update = message.update,
                           .at = clock_.now(),
                           .size = {static_cast<std::int64_t>(bytes.size())},
                           .norm = norm_});
    radio_.send(message.update, bytes);
}

void Worker::on_outcome(UpdateId update, SendOutcome outcome) {
    if (outstanding_ == update) {
        outstanding_.reset();
    }
    if (outcome != SendOutcome::kAcknowledged) {  // else the server tells: in time, or late
        const Fate fate = outcome == SendOutcome::kFailed ? Fate::kLost : Fate::kWithdrawn;
        sink_.on(UpdateEnded{.update = update, .fate = fate, .at = clock_.now()});
    }
    sleep_if_free();
}

void Worker::sleep_if_free() {
    // A radio that is still busy taking an update back may not sleep before that has ended.
    const bool is_free = computing_since_ && !outstanding_ && !is_asleep_ && !is_dead_;
    if (sleep_ == SleepPolicy::kBetweenDuties && is_free && compute_time_ > SimTime{0}) {
        is_asleep_ = true;
        radio_.sleep();
    }
}

void Worker::stand_down() {
    clock_.cancel(std::exchange(computing_timer_, 0));
    clock_.cancel(std::exchange(origin_timer_, 0));
    radio_.ordering_clock().cancel(std::exchange(due_timer_, 0));
    break_off_computing();
    origin_.reset();
    if (outstanding_ && !is_dead_ && !std::exchange(is_withdrawing_, true)) {
        radio_.withdraw();
    }
    if (std::exchange(is_asleep_, false) && !is_dead_) {
        radio_.wake();
    }
}

void Worker::die() {
    if (!std::exchange(is_dead_, true)) {
        stand_down();
    }
}

std::optional<double> Worker::innovation_norm(std::int64_t round) const {
    const bool is_known = norm_round_ == round && norm_round_ > 0 && std::isfinite(norm_);
    return is_known ? std::optional(norm_) : std::nullopt;
}

}  // namespace ogsim
