#pragma once

#include <cstdint>
#include <optional>

#include "src/protocol/ports.h"
#include "src/protocol/replica.h"
#include "src/protocol/rules.h"
#include "src/protocol/speaker.h"
#include "src/protocol/wall_clock.h"

namespace ogsim {

/// When a worker's radio sleeps. What it does not sleep through it listens to.
enum class SleepPolicy {
    kAlwaysOn,
    /// While the gradient is being computed and, where due times count on the node's own clock, until it is its turn.
    /// It listens from then on: the round may be over at any time.
    kBetweenDuties,
    /// At all times but those of its own duties: the known time of the next broadcast, and its own turn. Needs
    /// ProtocolRules::schedule.
    kOnSchedule,
};

/// One worker: waits for a model, computes, waits for its turn, speaks, and believes only what the server confirms.
///
/// Times of round k, t the reception of theta^k, C the compute time, A the compute allowance, both from t:
///
///     t + C                    the gradient g is there; its wish p = g - h + e (see model/compression/memory.h)
///     t + A                    origin of the due times, on the ordering clock
///                              (t itself where the server asked some workers only: these wait for nobody)
///     the later of these       the selection is asked; silent, or
///     origin + due, idle time  the update is offered (at once where that has passed while it computed)
///
/// The update it offers in round k stays in doubt until a later model carries its alternating bit: flipped, the server
/// has added it; else not, and its content stays part of the next wish (or of nobody's, without a memory). What is in
/// doubt is decode(encode(p)), to the bit what the server adds if it arrives.
///
/// Where the downlink does not bring theta, the worker keeps a Replica, and closes a round by itself once the silence
/// has lasted: at the rule's closing time, the guard and the silence guard after the origin, unless a broadcast has
/// begun. A worker that finds it has missed something asks for the state, again after each `patience`, and sits out
/// until then. An update of its own whose end is not known holds its closing up.
///
/// A worker that is not asked (the model says who is) computes nothing. A wish that is not finite (a diverging run), or
/// whose encoding is empty, is not offered: the worker stays silent.
/// A broadcast that is no model of this run, or not newer than the last one, is ignored: the round is sat out.
class Worker final : public WorkerRadioListener {
 public:
    struct Settings {
        int index = 0;
        Eigen::Index dimension = 0;  ///< Of theta.
        Gradient gradient;
        SimTime compute_time{0};  ///< Of one call of gradient on this node, and of all that the loudness asks for.
        SleepPolicy sleep = SleepPolicy::kAlwaysOn;
        std::optional<Iterate::Settings> replica = {};  ///< Where the downlink is not the model.
        int workers = 0;                                ///< M; for the replica.
    };

    /// All references must outlive the worker. @throws std::invalid_argument naming the setting out of range.
    Worker(Settings settings, const ProtocolRules& rules, Clock& clock, WorkerRadio& radio, Sink& sink);

    void on_broadcast_begins() override;
    void on_broadcast(Payload message) override;
    void on_outcome(UpdateId update, SendOutcome outcome) override;
    void on_overheard(UpdateId update, Payload message) override;
    /// The battery is empty: no timer of this worker acts any more. How an update that is under way ends is still
    /// told to the sink.
    void die();
    /// What a crash leaves a worker with.
    enum class Remembers { kAll, kNothing };
    /// It stops, like one that dies, until come_back(). Whoever calls this also switches the radio off.
    void crash(Remembers remembers);
    /// It listens again, and takes part from the next broadcast on. The radio is on again.
    void come_back();

    /// h: what this worker believes the server holds of it; e: what it owes; and what is in doubt.
    [[nodiscard]] const WorkerMemory& memory() const { return speaker_.memory(); }
    /// See Speaker::loudness.
    [[nodiscard]] std::optional<double> loudness(std::int64_t round) const { return speaker_.loudness(round); }
    /// Whether it computed in `round` and what came out is not finite.
    [[nodiscard]] bool has_diverged(std::int64_t round) const { return speaker_.has_diverged(round); }

 private:
    void on_model(Payload message);
    void on_change(Payload message);
    void on_state(Payload message);
    void on_level(Payload message);
    /// @param accepted  how many updates of this worker the server has accepted, where it says so.
    void begin(ModelMessage model, std::optional<std::uint8_t> accepted = {});
    void compute();
    void set_origin();
    void finish_computing();
    void break_off_computing();
    void decide();
    void speak();
    void watch_closing();
    void conclude();
    void lose_the_way();
    void ask_for_state();
    void stand_down();
    void stop();
    void rest();
    void rest_until(SimTime at);
    [[nodiscard]] SimTime level_before(SimTime due) const;
    void get_up();
    void expect_broadcast();
    [[nodiscard]] OrderingClock& ordering();
    [[nodiscard]] RoundRule rule() const;

    Settings settings_;
    const ProtocolRules& rules_;
    Clock& clock_;
    WorkerRadio& radio_;
    Sink& sink_;
    WallClock wall_;

    Speaker speaker_;
    std::optional<Replica> replica_;
    bool is_in_step_ = false;  // the replica has missed nothing that is known of
    std::uint8_t epoch_ = 0;

    std::optional<UpdateId> outstanding_;  // with the radio, its outcome unknown
    bool is_withdrawing_ = false;          // the radio has been told to take it back
    bool is_closing_ = false;              // once the outcome is known
    bool is_unsure_ = false;               // the radio has given an update of this round up; it may have arrived
    bool is_taking_part_ = false;          // in the round of the last model heard
    bool is_asleep_ = false;
    bool is_dead_ = false;
    SimTime began_at_{0};  // of the round
    std::optional<SimTime> computing_since_;
    std::optional<SimTime> origin_;  // idle time from which due times count
    std::optional<SimTime> due_at_;  // on the ordering clock
    TimerId computing_timer_ = 0;    // 0: none
    TimerId origin_timer_ = 0;
    TimerId waking_timer_ = 0;
    TimerId patience_timer_ = 0;
    TimerId due_timer_ = 0;      // of the ordering clock
    TimerId closing_timer_ = 0;  // of the ordering clock
};

}  // namespace ogsim
