#include "src/protocol/server.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>

#include "model/optimizer/gradient_step.h"

namespace ogsim {
namespace {

Server::Settings checked(Server::Settings settings) {
    if (settings.workers < 1 || settings.dimension < 1) {
        throw std::invalid_argument("workers and dimension must be >= 1, got " + std::to_string(settings.workers) +
                                    " and " + std::to_string(settings.dimension));
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
      memory_(settings_.memory_depth, settings_.memory_weight, settings_.step_size),
      theta_(Eigen::VectorXd::Zero(settings_.dimension)),
      delivered_(Eigen::MatrixXd::Zero(settings_.dimension, settings_.workers)),
      sum_(Eigen::VectorXd::Zero(settings_.dimension)),
      accepted_(static_cast<std::size_t>(settings_.workers)),
      heard_in_(static_cast<std::size_t>(settings_.workers)) {}

void Server::start() {
    publish();
}

void Server::publish() {
    ++round_;
    const std::vector<std::byte> bytes = to_bytes(ModelMessage{
        .round = round_, .is_last = is_finished_, .budget = budget_, .accepted = accepted_, .theta = theta_});
    radio_.broadcast(round_, bytes);
}

void Server::on_broadcast_sent() {
    const SimTime now = clock_.now();
    if (is_finished_) {
        return;
    }
    deadline_timer_ = clock_.call_at(now + rules_.deadline, [this] { close(); });
    // In two steps, so that workers whose gradients are ready at this very instant have them before the round opens.
    opening_timer_ = clock_.call_at(now + rules_.compute_allowance,
                                    [this] { opening_timer_ = clock_.call_at(clock_.now(), [this] { open(); }); });
}

void Server::open() {
    opening_timer_ = 0;
    origin_ = radio_.ordering_clock().idle_time();
    reconsider();
}

void Server::reconsider() {
    if (!origin_) {
        return;
    }
    OrderingClock& clock = radio_.ordering_clock();
    clock.cancel(std::exchange(closing_timer_, 0));
    const RoundRule round = round_rule(rules_, settings_.workers, budget_);
    const std::optional<Seconds> closing = rules_.selection->closing(round, heard_so_far());
    if (!closing) {
        return;
    }
    const SimTime at = *origin_ + sim_time(*closing) + rules_.guard;
    if (closing->si <= 0 || at <= clock.idle_time()) {
        close();
    } else {
        closing_timer_ = clock.call_at_idle(at + SimTime{1}, [this] { close(); });
    }
}

Heard Server::heard_so_far() const {
    Heard heard;
    heard.count = static_cast<int>(heard_.size());
    heard.quietest_norm = norms_.empty() ? 0.0 : *std::min_element(norms_.begin(), norms_.end());
    if (settings_.oracle) {
        heard.unheard_norm_sum = settings_.oracle(round_, heard_);
    }
    return heard;
}

void Server::on_update(UpdateId update, Payload message) {
    const std::optional<Eigen::VectorXd> innovation = decoded(update, message);
    if (!innovation) {
        end(update, Fate::kLost);
        return;
    }
    if (update.round != round_ || is_finished_) {
        end(update, Fate::kLate);
        return;
    }
    if (heard_in_[static_cast<std::size_t>(update.worker)] != round_) {
        accept(update, *innovation);
        reconsider();
    }
}

std::optional<Eigen::VectorXd> Server::decoded(UpdateId update, Payload bytes) const {
    try {
        const UpdateMessage message = update_message(bytes);
        if (message.update != update || update.worker >= settings_.workers) {
            return std::nullopt;
        }
        Eigen::VectorXd innovation = rules_.compression->decode(message.body, settings_.dimension);
        const bool is_usable = innovation.allFinite() && std::isfinite(innovation.norm());
        return is_usable ? std::optional(std::move(innovation)) : std::nullopt;
    } catch (const std::invalid_argument&) {
        return std::nullopt;
    }
}

void Server::accept(UpdateId update, const Eigen::VectorXd& innovation) {
    const auto worker = static_cast<std::size_t>(update.worker);
    delivered_.col(update.worker) += innovation;
    accepted_[worker].flip();
    heard_in_[worker] = round_;
    heard_.push_back(update.worker);
    norms_.push_back(innovation.norm());
    end(update, Fate::kDelivered);
}

void Server::end(UpdateId update, Fate fate) {
    sink_.on(UpdateEnded{.update = update, .fate = fate, .at = clock_.now()});
}

void Server::close() {
    clock_.cancel(std::exchange(opening_timer_, 0));
    clock_.cancel(std::exchange(deadline_timer_, 0));
    radio_.ordering_clock().cancel(std::exchange(closing_timer_, 0));
    origin_.reset();
    add_up();
    const ClosedRound closed{.round = round_,
                             .at = clock_.now(),
                             .budget = budget_,
                             .theta = &theta_,
                             .sum = &sum_,
                             .heard = std::exchange(heard_, {}),
                             .norms = std::exchange(norms_, {})};
    is_finished_ = settings_.on_closed && settings_.on_closed(closed) == GoOn::kNo;
    step();
    publish();
}

void Server::add_up() {
    if (heard_.empty()) {
        return;
    }
    sum_.setZero();
    for (Eigen::Index worker = 0; worker < delivered_.cols(); ++worker) {
        sum_ += delivered_.col(worker);
    }
}

void Server::step() {
    const Eigen::VectorXd next = gradient_step(theta_, sum_, settings_.step_size);
    const Eigen::VectorXd movement = next - theta_;
    if (movement.allFinite()) {
        memory_.remember(movement);
        budget_ = memory_.budget();
    }
    has_diverged_ = !next.allFinite() || !movement.allFinite() || !std::isfinite(budget_);
    if (has_diverged_) {
        budget_ = 0;
        is_finished_ = true;
    } else {
        theta_ = next;
    }
}

}  // namespace ogsim
