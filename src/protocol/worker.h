#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <optional>

#include "model/compression/compression.h"
#include "model/problem/objective.h"
#include "model/selection/selection.h"
#include "src/protocol/message.h"
#include "src/protocol/ports.h"

namespace ogsim {

enum class SleepPolicy { kAlwaysOn, kBetweenDuties };

/// What all nodes of a run agree on before it starts.
struct ProtocolRules {
    const Selection* selection = nullptr;
    const Compression* compression = nullptr;
    SpeakingClock clock;
    Seconds poll_slot;
    SimTime compute_allowance{
        0};               ///< From the model's reception to the moment from which due times count; the same for all.
    SimTime guard{0};     ///< Idle time that the server adds to a closing time, for what is in the queues.
    SimTime deadline{0};  ///< From the end of the broadcast to the round's forced end.
};

/// One worker: waits for a model, computes, waits for its turn, speaks, and believes only what the server confirms.
///
/// The update it offers in round k stays in doubt until a later model carries its alternating bit: flipped, the worker
/// adds it to `delivered_sum`; else it forgets it, and the same content is offered again inside the next innovation.
class Worker final : public WorkerRadioListener {
 public:
    /// @param compute_time  of one gradient on this node.  All references must outlive the worker.
    Worker(int index, const Objective& objective, const ProtocolRules& rules, SimTime compute_time, SleepPolicy sleep,
           Clock& clock, WorkerRadio& radio, Sink& sink);

    void on_broadcast_begins() override;
    void on_broadcast(Payload message) override;
    void on_outcome(UpdateId update, SendOutcome outcome) override;
    /// The battery is empty: no timer of this worker acts any more.
    void die();

    /// ghat_m: what this worker believes the server's sum holds of it.
    [[nodiscard]] const Eigen::VectorXd& delivered_sum() const { return delivered_sum_; }
    /// The update whose acceptance is unknown to the worker, decoded; nothing where there is none.
    [[nodiscard]] const std::optional<Eigen::VectorXd>& in_doubt() const { return in_doubt_; }
    /// ||delta|| of the last gradient computed in `round`; nothing where this worker sat it out.
    [[nodiscard]] std::optional<double> innovation_norm(std::int64_t round) const;

 private:
    void settle(const ModelMessage& model);
    void compute(const ModelMessage& model, SimTime heard_at);
    void decide();
    void speak();
    void stand_down();

    int index_;
    const Objective& objective_;
    const ProtocolRules& rules_;
    SimTime compute_time_;
    SleepPolicy sleep_;
    Clock& clock_;
    WorkerRadio& radio_;
    Sink& sink_;

    Eigen::VectorXd delivered_sum_;
    std::optional<Eigen::VectorXd> in_doubt_;
    bool accepted_bit_ = false;  // the server's, as last heard
    std::int64_t round_ = 0;
    double budget_ = 0.0;
    Eigen::VectorXd theta_;
    Eigen::VectorXd innovation_;
    double norm_ = 0.0;
    std::int64_t norm_round_ = 0;
    bool is_dead_ = false;
    // Further private state is up to worker.cc's needs.
};

}  // namespace ogsim
