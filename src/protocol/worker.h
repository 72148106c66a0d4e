#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <functional>
#include <optional>

#include "src/protocol/message.h"
#include "src/protocol/ports.h"
#include "src/protocol/rules.h"

namespace ogsim {

/// Where a worker's radio sleeps: nowhere, or while its own gradient is being computed (the broadcast of a next model
/// is missed then, as is anything else). It listens from there until the round is over, also while it waits for its
/// turn: sleeping there too needs a clock that still certifies something, and is left out.
enum class SleepPolicy { kAlwaysOn, kBetweenDuties };

/// grad f_m of one worker: takes theta, returns as many entries.
using Gradient = std::function<Eigen::VectorXd(const Eigen::VectorXd& theta)>;

/// One worker: waits for a model, computes, waits for its turn, speaks, and believes only what the server confirms.
///
/// Times of round k, t the reception of theta^k, C the compute time, A the compute allowance, both from t:
///
///     t + C                    the gradient is there; innovation = gradient - delivered_sum
///     t + A                    origin of the due times, on the ordering clock
///     the later of these       the selection is asked; silent, or
///     origin + due, idle time  the update is offered (at once where that has passed while it computed)
///
/// The update it offers in round k stays in doubt until a later model carries its alternating bit: flipped, the worker
/// adds it to `delivered_sum`; else it forgets it, and the same content is offered again inside the next innovation.
/// What is in doubt is decode(encode(innovation)), to the bit what the server adds if it arrives.
///
/// An innovation that is not finite (a diverging run) is not offered: the worker stays silent.
/// A broadcast that is no model of this run, or not newer than the last one, is ignored: the round is sat out.
class Worker final : public WorkerRadioListener {
 public:
    /// @param dimension     of theta.
    /// @param compute_time  of one gradient on this node.  All references must outlive the worker.
    Worker(int index, Eigen::Index dimension, Gradient gradient, const ProtocolRules& rules, SimTime compute_time,
           SleepPolicy sleep, Clock& clock, WorkerRadio& radio, Sink& sink);

    void on_broadcast_begins() override;
    void on_broadcast(Payload message) override;
    void on_outcome(UpdateId update, SendOutcome outcome) override;
    /// The battery is empty: no timer of this worker acts any more. How an update that is under way ends is still
    /// told to the sink.
    void die();

    /// ghat_m: what this worker believes the server's sum holds of it.
    [[nodiscard]] const Eigen::VectorXd& delivered_sum() const { return delivered_sum_; }
    /// The update whose acceptance is unknown to the worker, decoded; nothing where there is none.
    [[nodiscard]] const std::optional<Eigen::VectorXd>& in_doubt() const { return in_doubt_; }
    /// ||delta|| of the last gradient computed in `round`; nothing where this worker sat it out, or it is not finite.
    [[nodiscard]] std::optional<double> innovation_norm(std::int64_t round) const;

 private:
    void settle(bool accepted);
    void compute(const ModelMessage& model);
    void finish_computing();
    void break_off_computing();
    void decide();
    void speak();
    void stand_down();
    void sleep_if_free();

    int index_;
    Gradient gradient_;
    const ProtocolRules& rules_;
    SimTime compute_time_;
    SleepPolicy sleep_;
    Clock& clock_;
    WorkerRadio& radio_;
    Sink& sink_;

    Eigen::VectorXd delivered_sum_;
    std::optional<Eigen::VectorXd> in_doubt_;
    bool accepted_bit_ = false;            // the server's, as last heard
    std::optional<UpdateId> outstanding_;  // with the radio, its outcome unknown
    bool is_withdrawing_ = false;          // the radio has been told to take it back
    bool is_taking_part_ = false;          // in round_
    bool is_dead_ = false;

    // The round of the last model heard.
    std::int64_t round_ = 0;
    int workers_ = 0;
    double budget_ = 0.0;
    Eigen::VectorXd theta_;
    Eigen::VectorXd innovation_;
    double norm_ = 0.0;
    std::int64_t norm_round_ = 0;
    std::optional<SimTime> computing_since_;
    std::optional<SimTime> origin_;  // idle time from which due times count
    bool is_asleep_ = false;
    TimerId computing_timer_ = 0;  // 0: none
    TimerId origin_timer_ = 0;
    TimerId due_timer_ = 0;  // of the ordering clock
};

}  // namespace ogsim
