#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "model/compression/memory.h"
#include "model/optimizer/aggregation.h"
#include "model/optimizer/optimizer.h"
#include "model/selection/movement_memory.h"
#include "src/protocol/downlink_messages.h"
#include "src/protocol/iterate.h"
#include "src/protocol/message.h"
#include "src/protocol/ports.h"
#include "src/protocol/rules.h"
#include "src/protocol/wall_clock.h"

namespace ogsim {

/// A round that the server has just closed, before it steps.
struct ClosedRound {
    std::int64_t round = 0;
    SimTime at{0};
    double budget = 0.0;           ///< tau_k.
    double step_size = 0.0;        ///< alpha_k.
    const Eigen::VectorXd* theta;  ///< theta^k, the model this round was about; valid during the call.
    const Eigen::VectorXd* sum;    ///< s^k; valid during the call.
    int asked = 0;                 ///< Workers that could speak; 0: nobody was asked, and no model went on the air.
    std::vector<int> heard;        ///< Workers in the order in which the server added them.
    std::vector<double> norms;     ///< Their norms, as decoded, in the same order.
    bool at_deadline = false;      ///< The deadline ended it, not the rule.
    bool is_abandoned = false;     ///< The server crashed: no step was taken.
};

enum class GoOn { kYes, kNo };

/// The server: publishes theta^k, adds what arrives in time, closes the round by the rule, steps, publishes again.
///
/// Closing, t the end of the broadcast and A the compute allowance. At t + A, after all else of that instant, the
/// ordering clock's idle time becomes the origin, and the selection is asked; it is asked again after each update:
///
///     closing = 0    at once: nobody is left to be heard
///     closing > 0    once origin + closing + guard of idle time has passed: now, or 1 ns after it
///     nothing        at t + deadline, which ends every round
///
/// A closing time that is over already still gets its guard, since who fell due before it may have just begun. The
/// nanosecond is for times that are rounded: a worker due before the closing time in real numbers is due at the same
/// whole nanosecond at the latest, and must speak first. One that is due just after it may then speak needlessly,
/// which costs an uplink, where the opposite would cost the certificate.
///
/// tau_k is taken with alpha_1, also where a schedule lets alpha_k fall: with alpha_k it would stay as large as the
/// noise of minibatches while the steps go to 0, and nobody would speak any more.
///
/// Where the selection asks some, they speak as soon as they can, and the round closes with the last of them. Where it
/// asks nobody, the round closes at the instant at which it would have been published: no model, no updates, no time.
///
/// s comes from ServerMemory and the rules' aggregation: it depends on who was heard and not on who came first, carries
/// no rounding from round to round, and what it holds of each worker equals that worker's own memory to the bit.
///
/// Updates of an earlier round, or after the closing, are late. One that cannot be decoded, or is not finite, counts
/// as lost. A step that is not finite is not taken: theta stays, and the next model is the last (`has_diverged`).
class Server final : public ServerRadioListener {
 public:
    struct Settings {
        int workers = 0;
        Eigen::VectorXd start;                 ///< theta^1.
        const Optimizer* optimizer = nullptr;  ///< Copied; never null.
        std::vector<double> smoothness;        ///< L_m; empty unless the selection needs it.
        bool needs_drift = false;              ///< The selection wants to know how far each worker's gradient has aged.
        int memory_depth = 10;                 ///< D.
        double memory_weight = 0.1;            ///< xi.
        std::int64_t save_every = 0;           ///< Rounds between two saved states, see crash(); 0: none is saved.
        /// Sum of the norms of those not heard yet; for a genie only, else empty.
        std::function<double(std::int64_t round, const std::vector<int>& heard)> oracle;
        /// Called where a broadcast has not left within the deadline: the channel is never free.
        std::function<void()> on_stuck = {};
        /// Called as each round closes; kNo makes the next model the last one.
        std::function<GoOn(const ClosedRound&)> on_closed;
    };

    /// All references must outlive the server. @throws std::invalid_argument naming the setting out of range.
    Server(Settings settings, const ProtocolRules& rules, Clock& clock, ServerRadio& radio, Sink& sink);

    /// Publishes theta^1.
    void start();
    void on_broadcast_sent() override;
    void on_update(UpdateId update, Payload message) override;
    void on_request(int worker, Payload message) override;
    /// Everything since the state saved last is gone, and no timer acts until restart(). Whoever calls this also
    /// switches the radio off. The number of the round is kept apart and survives, as does what it holds of nobody.
    void crash();
    /// Publishes the iterate saved last, in a new epoch: nothing is held of anybody, and every worker starts over.
    void restart();

    /// s^k of the round closed last.
    [[nodiscard]] const Eigen::VectorXd& sum() const { return iterate_.sum(); }
    /// What is held of each worker.
    [[nodiscard]] const ServerMemory& memory() const { return memory_; }
    [[nodiscard]] const Eigen::VectorXd& theta() const { return iterate_.theta(); }
    /// The alternating bit of each worker.
    [[nodiscard]] const std::vector<bool>& accepted() const { return accepted_; }
    /// The last model has been published.
    [[nodiscard]] bool is_finished() const { return is_finished_; }
    /// A step left the finite numbers and was not taken.
    [[nodiscard]] bool has_diverged() const { return has_diverged_; }

 private:
    void publish();
    void broadcast();
    void ask();
    void begin();
    void open();
    void reconsider();
    void wait_for_the_rule(SimTime at);
    void wait_out_the_silence(SimTime rule_at);
    void announce_level();
    enum class Ending { kRule, kDeadline };
    void close(Ending ending);
    void step(const Eigen::VectorXd& sum);
    void abandon();
    void save();
    void stop_timers();
    [[nodiscard]] bool takes(UpdateId update, const UpdateMessage& message);
    void accept(UpdateId update, const Eigen::VectorXd& decoded);
    [[nodiscard]] std::optional<UpdateMessage> readable(UpdateId update, Payload message) const;
    [[nodiscard]] std::optional<Eigen::VectorXd> decoded(const UpdateMessage& message) const;
    [[nodiscard]] Heard heard_so_far() const;
    [[nodiscard]] int asked_count() const;
    [[nodiscard]] bool breaks_the_silence() const;
    [[nodiscard]] RoundHeader header() const;
    [[nodiscard]] OrderingClock& ordering();
    [[nodiscard]] bool is_poll() const { return iterate_.budget() == 0; }
    void end(UpdateId update, Fate fate);

    Settings settings_;
    const ProtocolRules& rules_;
    Clock& clock_;
    ServerRadio& radio_;
    Sink& sink_;
    WallClock wall_;
    Iterate iterate_;
    ServerMemory memory_;

    std::vector<bool> accepted_;
    std::vector<std::byte> counts_;       // of updates accepted from each worker, modulo 256
    std::vector<std::int64_t> heard_in_;  // the last round in which each worker's update was added
    Eigen::MatrixXd accepted_at_;         // dimension x workers: theta of that round; empty unless drift is needed
    bool is_finished_ = false;
    bool has_diverged_ = false;
    bool has_said_the_end_ = false;  // the last broadcast has left
    bool is_down_ = false;
    std::uint8_t epoch_ = 0;
    std::vector<std::byte> saved_;  // Iterate::append_to()

    std::int64_t round_ = 0;
    std::optional<std::vector<bool>> asked_;  // in this round; nothing: all
    std::vector<int> heard_;
    std::vector<double> norms_;
    double quietest_norm_ = 0.0;     // of those, if any
    std::optional<SimTime> origin_;  // idle time from which closing times count; nothing before the round is open
    TimerId opening_timer_ = 0;      // 0: none
    TimerId deadline_timer_ = 0;
    TimerId closing_timer_ = 0;  // of the ordering clock
    TimerId level_timer_ = 0;
    TimerId leaving_timer_ = 0;  // of a broadcast

    // Where the downlink is not the model.
    std::uint32_t version_ = 0;      // see RoundHeader
    std::uint32_t base_ = 0;         // version before the round closed last
    std::vector<std::byte> change_;  // of the sum, in that round; empty: none
    bool wants_state_ = true;        // somebody needs to be told everything
    int silent_rounds_ = 0;          // in a row, since it last said the state
    bool is_answered_ = false;       // an update was accepted in this epoch
    std::int64_t least_round_ = 0;   // that the next one may be
    std::size_t heard_before_ = 0;   // in the round closed last
    int level_ = 0;                  // announced last in this round
    bool is_level_on_air_ = false;
    bool waits_for_level_ = false;  // to leave, before the next broadcast may go
};

}  // namespace ogsim
