#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "model/compression/memory.h"
#include "src/protocol/message.h"
#include "src/protocol/ports.h"
#include "src/protocol/rules.h"

namespace ogsim {

/// Every worker's gradient at one theta.
class CrowdGradients {
 public:
    virtual ~CrowdGradients() = default;
    /// Gets workers first, first + 1, ..., a column each.
    using Use = std::function<void(int first, const Eigen::Ref<const Eigen::MatrixXd>& gradients)>;
    /// All workers at the model of `round`, each once, in blocks; these come in any order and perhaps from several
    /// threads at once.
    virtual void each_block(std::int64_t round, const Eigen::VectorXd& theta, const Use& use) = 0;
    /// The same bits for one of them.
    [[nodiscard]] virtual Eigen::VectorXd of(int worker, const Eigen::VectorXd& theta) = 0;
};

/// All workers of a run as one: to the byte what as many objects of class Worker do, at the cost of arithmetic for
/// those who stay silent. A broadcast is parsed once; one pass over the data gives all norms; one pending call of the
/// ordering clock serves whoever is due next; only who speaks costs events.
///
/// For runs in which all hear by one ordering clock that freezes, radios are always on, nobody fails or drifts, the
/// model itself is broadcast, the loudness is the innovation's norm, the memory has no error feedback, and all compute
/// for the same time, shorter than the deadline. What is kept of a silent worker: h (d numbers, where the memory
/// retains), its norm, and the rounds in which it heard and was heard last.
///
/// A wish is not kept: who speaks computes its gradient once more, at the model it heard.
class Crowd final : public CrowdListener {
 public:
    struct Settings {
        int workers = 0;
        Eigen::Index dimension = 0;  ///< Of theta.
        CrowdGradients* gradients = nullptr;
        SimTime compute_time{0};
    };
    /// All references must outlive the crowd. @throws std::invalid_argument naming the setting out of range, or where
    /// the medium cannot tell a crowd.
    Crowd(const Settings& settings, const ProtocolRules& rules, Clock& clock, Medium& medium, Sink& sink);

    void on_crowd_broadcast_begins(const Workers& workers) override;
    void on_crowd_broadcast(Payload message, const Workers& workers) override;
    void on_outcome(UpdateId update, SendOutcome outcome) override;
    /// Nobody does anything any more. Whoever calls this has switched their radios off.
    void die();

    /// See Speaker.
    [[nodiscard]] std::optional<double> loudness(int worker, std::int64_t round) const;
    /// Whether any worker computed in `round` and what came out is not finite.
    [[nodiscard]] bool has_diverged(std::int64_t round) const { return diverged_round_ == round; }
    /// h of a worker.
    [[nodiscard]] Eigen::VectorXd held(int worker) const { return held_.of(worker); }

 private:
    struct Group {
        std::vector<int> listed;
        bool is_all_but = false;
        [[nodiscard]] Workers workers() const { return {listed, is_all_but}; }
    };
    struct Due {
        SimTime at;  // on the ordering clock
        int worker;
        bool operator>(const Due& other) const { return at != other.at ? at > other.at : worker > other.worker; }
    };
    struct Heard {  // a model
        ModelMessage model;
        int asked = 0;
        std::optional<Eigen::VectorXd> movement;  // since the model of the round before
    };
    struct Said {  // in doubt
        int worker;
        bool accepted_bit;  // the server's, before
        std::vector<std::byte> body;
    };
    struct Outstanding {
        std::int64_t round;
        bool is_withdrawing;
    };

    void hear(const Heard& heard, const Workers& workers);
    void settle(const ModelMessage& model, const Workers& workers);
    void begin(const Heard& heard, const Workers& workers);
    void set_origin();
    void finish_computing();
    void break_off_computing();
    void learn();
    void decide();
    void arm();
    void speak_up();
    void speak(int worker);
    void leave_rounds(const Workers& workers);
    void drop_dues(const Workers& workers);
    void withdraw(const Workers& workers);
    void forget_models();
    [[nodiscard]] Eigen::VectorXd wish(int worker, const Heard& heard);
    [[nodiscard]] std::vector<std::byte> encoded(int worker, const Heard& heard);
    [[nodiscard]] std::uint8_t& flags(int worker) { return flags_[static_cast<std::size_t>(worker)]; }

    const Settings settings_;
    const ProtocolRules& rules_;
    Clock& clock_;
    Medium& medium_;
    OrderingClock& ordering_;
    Sink& sink_;

    // By worker.
    std::vector<std::uint8_t> flags_;
    std::vector<std::int64_t> round_;           // of the last model heard; 0: none
    std::vector<std::int64_t> accepted_round_;  // 0: none
    std::vector<double> norms_;                 // of the innovation in that round; of those with a voice
    HeldOfAll held_;
    std::vector<Said> said_;                  // one of a worker at most, in the order of speaking
    std::map<int, Outstanding> outstanding_;  // with their radios

    std::map<std::int64_t, Heard> models_;  // by round: the newest, and those somebody may still speak about
    std::optional<Group> computing_;
    bool is_learnt_ = false;
    SimTime computing_since_{0};
    Group learners_;                 // of the newest model
    std::optional<SimTime> origin_;  // idle time from which their due times count
    std::int64_t diverged_round_ = 0;
    std::vector<Due> dues_;  // a heap, the first due first
    TimerId computing_timer_ = 0;
    TimerId origin_timer_ = 0;
    TimerId due_timer_ = 0;  // of the ordering clock
};

}  // namespace ogsim
