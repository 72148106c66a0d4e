#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "model/compression/memory.h"
#include "model/selection/selection.h"
#include "src/protocol/message.h"
#include "src/protocol/rules.h"

namespace ogsim {

/// What one worker learns from its own data in round k at theta: grad f_m, or what the method takes for it (a
/// minibatch's estimate, local steps). Written to `gradient`; the same round and theta give the same vector, of as many
/// entries as theta.
using Gradient = std::function<void(std::int64_t round, const Eigen::VectorXd& theta, Eigen::VectorXd& gradient)>;

/// A wish p as it would go on the air.
struct Speech {
    std::vector<std::byte> body;  ///< encode(p); empty: nothing to say.
    Eigen::VectorXd decoded;      ///< q = decode(body), zeros where that is empty.
    double error_square = 0.0;    ///< ||p - q||^2.
};

/// What one worker has to say: from the models it hears and its own gradients to p, q and how loud it is. Knows of no
/// time and no radio.
///
/// Round k, after hear() and learn(), with h and e of model/compression/memory.h:
///
///     p = g - h + e,   q = decode(encode(p)),   loudness by Loudness (model/method/loudness.h)
///
/// Where g, p or its loudness is not finite (a diverging run), the worker has no voice in that round.
class Speaker {
 public:
    /// @param index  of the worker.   @param dimension  of theta.   @param rules  must outlive the speaker.
    Speaker(int index, Eigen::Index dimension, Gradient gradient, const ProtocolRules& rules);

    /// A newer model, of this dimension and for at least index + 1 workers. What is in doubt is settled by it.
    void hear(ModelMessage model);
    /// Computes the gradient at the model heard last, and from it the wish and its loudness.
    void learn();
    /// What was said for the wish of this round is in doubt from now on. To be called once it has a voice.
    void say();

    /// Of the last model heard; 0 before the first.
    [[nodiscard]] std::int64_t round() const { return round_; }
    /// tau of that model.
    [[nodiscard]] double budget() const { return budget_; }
    /// Whether that model lets this worker speak.
    [[nodiscard]] bool is_asked() const { return is_asked_; }
    /// Whether that model asked some workers only.
    [[nodiscard]] bool is_one_of_some() const { return has_list_; }
    /// Whether it computed in `round` and what came out is not finite: its own steps, or its gradient, ran away.
    [[nodiscard]] bool has_diverged(std::int64_t round) const { return learnt_round_ == round && !loudness(round); }
    /// Its loudness in `round`, this one or the one before; nothing where it sat that out, was not asked, or has no
    /// voice.
    [[nodiscard]] std::optional<double> loudness(std::int64_t round) const;
    /// When it would speak in this round; nothing: it stays silent, or has no voice.
    [[nodiscard]] std::optional<Seconds> due();
    /// Whether it need not speak after all, `heard` others having been accepted in this round.
    [[nodiscard]] bool is_needless(int heard) const;
    /// Everything that it remembered of its own is lost: what it says next replaces what the server holds of it, and is
    /// said as soon as it may speak, whatever the rule, until the server has it.
    void forget();
    /// The server has forgotten what it held of all workers: so has this one, of itself.
    void start_over();
    /// How many of its updates the server has accepted, modulo 256, as the server says. Where it had counted otherwise,
    /// it has been wrong about what the server holds of it, and forgets that. To be called after hear().
    void confirm(std::uint8_t accepted);
    /// What it says replaces what the server holds of it.
    [[nodiscard]] bool is_fresh() const { return is_fresh_; }
    /// Encoded when first asked for. To be called once it has a voice.
    [[nodiscard]] const Speech& speech();
    [[nodiscard]] const WorkerMemory& memory() const { return memory_; }

 private:
    void settle(bool accepted);
    void lose_memory();
    [[nodiscard]] Voice voice() const;
    void find_place(const ModelMessage& model);
    [[nodiscard]] double loudness_of(const Eigen::VectorXd& wish);
    [[nodiscard]] Speech encoded(const Eigen::VectorXd& wish) const;

    int index_;
    Gradient gradient_;
    const ProtocolRules& rules_;
    WorkerMemory memory_;

    // What the server is known to have accepted last.
    bool has_bit_ = false;                        // the next one is known
    std::optional<std::uint8_t> accepted_count_;  // modulo 256; nothing before the server told it
    bool accepted_bit_ = false;                   // the server's, as last heard
    std::int64_t accepted_round_ = 0;             // 0: nothing yet
    bool is_fresh_ = false;                       // see forget()
    std::optional<Eigen::VectorXd> accepted_at_;  // theta of that round; kept for Loudness::kSameBatch alone
    double accepted_error_ = 0.0;                 // ||p - q||^2 of it

    // The round of the last model heard.
    std::int64_t round_ = 0;
    int workers_ = 0;
    int asked_ = 0;  // how many may speak
    int place_ = 0;  // of this worker among them
    bool is_asked_ = false;
    bool has_list_ = false;          // the model says who may speak
    std::int64_t learnt_round_ = 0;  // the last one it computed in
    double budget_ = 0.0;
    Eigen::VectorXd theta_;
    bool has_movement_ = false;  // the model of the round before was heard too
    Eigen::VectorXd movement_;   // theta_ less that one
    Eigen::VectorXd gradient_now_;
    Eigen::VectorXd gradient_then_;                                    // at accepted_at_, on the samples of now
    std::optional<double> loudness_;                                   // nothing: no voice
    std::optional<std::pair<std::int64_t, double>> earlier_loudness_;  // of the last round in which it had one
    std::optional<Speech> speech_;
};

}  // namespace ogsim
