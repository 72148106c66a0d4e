#include "src/protocol/speaker.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <utility>

#include "src/protocol/encoder_stream.h"

namespace ogsim {
namespace {

/// Whether all entries are. Quicker than to ask each: where the squares' sum is finite, so are they.
bool is_finite(const Eigen::VectorXd& vector) {
    return std::isfinite(vector.squaredNorm()) || vector.allFinite();
}

}  // namespace

Speaker::Speaker(int index, Eigen::Index dimension, Gradient gradient, const ProtocolRules& rules)
    : index_(index), gradient_(std::move(gradient)), rules_(rules), memory_(dimension, rules.memory) {}

void Speaker::hear(ModelMessage model) {
    settle(model.accepted[static_cast<std::size_t>(index_)]);
    find_place(model);
    const bool is_next = round_ > 0 && model.round == round_ + 1;
    has_movement_ = is_next;
    if (is_next) {
        movement_ = model.theta - theta_;
    }
    round_ = model.round;
    theta_ = std::move(model.theta);
    budget_ = model.budget;
}

void Speaker::settle(bool accepted) {
    const bool is_flipped = has_bit_ && accepted != accepted_bit_;
    has_bit_ = true;
    if (is_flipped && !memory_.is_in_doubt()) {
        lose_memory();  // settled too early and wrongly: a worker that follows by ear may be wrong about the end of a
                        // round
    }
    const bool is_accepted = memory_.is_in_doubt() && accepted != accepted_bit_;
    if (is_accepted) {
        accepted_round_ = round_;
        if (accepted_count_) {
            accepted_count_ = static_cast<std::uint8_t>(*accepted_count_ + 1U);
        }
        is_fresh_ = false;
        accepted_error_ = speech_->error_square;
        if (rules_.loudness == Loudness::kSameBatch) {
            accepted_at_ = theta_;
        }
    }
    memory_.settle(is_accepted);
    if (loudness_) {
        earlier_loudness_.emplace(round_, *loudness_);
    }
    loudness_.reset();
    speech_.reset();
    accepted_bit_ = accepted;
}

void Speaker::find_place(const ModelMessage& model) {
    workers_ = static_cast<int>(model.accepted.size());
    asked_ = workers_;
    place_ = index_;
    is_asked_ = !model.is_last;
    has_list_ = model.asked.has_value();
    if (model.asked) {
        const std::vector<bool>& asked = *model.asked;
        asked_ = static_cast<int>(std::count(asked.begin(), asked.end(), true));
        place_ = static_cast<int>(std::count(asked.begin(), asked.begin() + index_, true));
        is_asked_ = is_asked_ && asked[static_cast<std::size_t>(index_)];
    }
}

void Speaker::learn() {
    learnt_round_ = round_;
    gradient_(round_, theta_, gradient_now_);
    if (!is_finite(gradient_now_)) {
        return;
    }
    const Eigen::VectorXd& wish = memory_.wish(gradient_now_);
    if (rules_.loudness != Loudness::kInnovation && !is_finite(wish)) {
        return;
    }
    const double loudness = loudness_of(wish);
    if (std::isfinite(loudness)) {
        loudness_ = loudness;
    }
}

/// Of a wish that is finite, but for Loudness::kInnovation, where it need not be.
double Speaker::loudness_of(const Eigen::VectorXd& wish) {
    if (rules_.loudness == Loudness::kSpoken) {
        return speech().decoded.norm();
    }
    if (rules_.loudness == Loudness::kSameBatch && accepted_at_) {
        gradient_(round_, *accepted_at_, gradient_then_);
        return (gradient_now_ - gradient_then_).norm();
    }
    return wish.norm();
}

const Speech& Speaker::speech() {
    if (!speech_) {
        speech_ = encoded(*memory_.wished());
    }
    return *speech_;
}

Speech Speaker::encoded(const Eigen::VectorXd& wish) const {
    std::mt19937_64 rng = encoder_stream(rules_.seed, index_, round_);
    Speech speech{.body = rules_.compression->encode(wish, {.rng = rng,
                                                            .movement = has_movement_ ? &movement_ : nullptr,
                                                            .step_size = rules_.steps.at(round_),
                                                            .workers = workers_}),
                  .decoded = Eigen::VectorXd::Zero(wish.size())};
    if (!speech.body.empty()) {
        speech.decoded = rules_.compression->decode(speech.body, wish.size());
    }
    speech.error_square = (wish - speech.decoded).squaredNorm();
    return speech;
}

std::optional<Seconds> Speaker::due() {
    if (!loudness_) {
        return std::nullopt;
    }
    Voice voice = this->voice();
    if (rules_.loudness == Loudness::kSpoken) {
        voice.slack = std::sqrt(3.0 * (speech().error_square + accepted_error_));
    }
    const std::optional<Seconds> due = rules_.selection->due(round_rule(rules_, workers_, asked_, budget_), voice);
    return is_fresh_ && !due ? std::optional(Seconds{0.0}) : due;
}

Voice Speaker::voice() const {
    return {.place = place_, .norm = loudness_.value_or(0.0), .silent_rounds = round_ - accepted_round_ - 1};
}

bool Speaker::is_needless(int heard) const {
    return !is_fresh_ && rules_.selection->is_needless(round_rule(rules_, workers_, asked_, budget_), voice(), heard);
}

void Speaker::confirm(std::uint8_t accepted) {
    if (accepted_count_ && *accepted_count_ != accepted) {
        lose_memory();
    }
    accepted_count_ = accepted;
}

void Speaker::lose_memory() {
    start_over();
    has_bit_ = true;
    is_fresh_ = true;
}

void Speaker::start_over() {
    learnt_round_ = 0;  // what it knew of this round is gone, which is no divergence
    has_bit_ = false;
    accepted_count_.reset();
    memory_ = WorkerMemory(memory_.held().size(), rules_.memory);
    accepted_round_ = 0;
    accepted_at_.reset();
    accepted_error_ = 0.0;
    has_movement_ = false;
    loudness_.reset();
    speech_.reset();
    is_fresh_ = false;
}

void Speaker::forget() {
    start_over();  // but for the number of the round, which no node uses twice
    is_fresh_ = true;
}

void Speaker::say() {
    memory_.say(speech().decoded);
}

std::optional<double> Speaker::loudness(std::int64_t round) const {
    if (round != round_ && earlier_loudness_ && earlier_loudness_->first == round) {
        return earlier_loudness_->second;
    }
    return round == round_ ? loudness_ : std::nullopt;
}

}  // namespace ogsim
