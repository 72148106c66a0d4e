#pragma once

#include <Eigen/Core>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

/// What both ends remember of what was said, so that messages may be differences, rounded, or missing.
///
/// Worker m wishes to say p = g - h + e, says q = decode(encode(p)), and the server steps along the sum of h + q. Then,
/// once q is known to have arrived (else as if q had been 0 and nothing had been held back):
///
///     h <- h + retention q            what the server holds of this worker, the same to the bit at both ends
///     e <- p - q   with error feedback (e <- p where nothing arrived), else e = 0
///
/// | row            | retention  | e   | known as |
/// | none           | 0          | no  | every round says the whole gradient: sgd, QSGD, signSGD, FedAvg |
/// | innovation     | 1          | no  | LAG's, LAQ's, EF21's, IAG's difference: h = ghat_m, and s = sum of h |
/// | error-feedback | 0          | yes | Seide et al., Interspeech 2014; Stich, Cordonnier, Jaggi, NeurIPS 2018 |
/// | difference     | in (0, 1]  | yes | GD-SEC: h is a running mean of what was said |
///
/// Conservation with error feedback, exactly in real arithmetic: over the rounds that a worker computed in,
/// sum of (h + what arrived) + e = sum of g.
namespace ogsim {

struct MemoryRule {
    double retention = 1.0;  ///< 0 to 1.
    bool error_feedback = false;
    bool is_single =
        false;  ///< h is rounded to float32 whenever something is retained: half the room for many workers.
};

/// One row of the table of memories.
struct MemoryEntry {
    std::string_view name;
    std::string_view formula;
    std::string_view source;
    bool keeps_sum;  ///< Retention above 0: the server holds something of each worker from round to round.
    bool error_feedback;
    bool takes_retention;  ///< Retention is a setting; else 1 where keeps_sum, 0 elsewhere.
};

/// none, innovation, error-feedback, difference.
[[nodiscard]] std::span<const MemoryEntry> memory_catalogue();
/// The row with that name. @throws std::invalid_argument naming the known ones.
[[nodiscard]] const MemoryEntry& memory_entry(std::string_view name);
/// @param retention  used by the rows that take one. @throws std::invalid_argument outside (0, 1] there.
[[nodiscard]] MemoryRule memory_rule(const MemoryEntry& entry, double retention);

/// h <- h + retention q, rounded where the rule says so: one expression for both ends, so that their h are the same to
/// the bit.
void retain(Eigen::Ref<Eigen::VectorXd> held, const MemoryRule& rule, const Eigen::Ref<const Eigen::VectorXd>& decoded);

/// h of many workers; kept in float32 where it is rounded to that. Zeros, and no room, at retention 0.
class HeldOfAll {
 public:
    HeldOfAll(Eigen::Index dimension, int workers, const MemoryRule& rule);
    /// Nothing is retained, so every h is 0.
    [[nodiscard]] bool is_empty() const { return wide_.cols() + narrow_.cols() == 0; }
    /// use(h of that worker), an Eigen expression in doubles; not where it is empty.
    template <class Use>
    void with(int worker, Use use) const {
        if (rule_.is_single) {
            use(narrow_.col(worker).cast<double>());
        } else {
            use(wide_.col(worker));
        }
    }
    [[nodiscard]] Eigen::VectorXd of(int worker) const;
    void retain(int worker, const Eigen::Ref<const Eigen::VectorXd>& decoded);
    void forget(int worker);

 private:
    MemoryRule rule_;
    Eigen::Index dimension_;
    Eigen::MatrixXd wide_;  // a column a worker
    Eigen::MatrixXf narrow_;
};

/// One worker's end.
class WorkerMemory {
 public:
    /// @throws std::invalid_argument where the dimension is below 1, or the retention not 0 to 1.
    WorkerMemory(Eigen::Index dimension, MemoryRule rule);
    /// p = g - h + e. From here on this round counts for error feedback. An open wish that was never said is settled as
    /// not accepted. @throws std::logic_error while one is in doubt: h cannot be told then.
    [[nodiscard]] const Eigen::VectorXd& wish(const Eigen::Ref<const Eigen::VectorXd>& gradient);
    /// q was sent for the last wish, and whether it arrives is not known yet.
    /// @throws std::logic_error without an open wish, or where it was said already.
    void say(Eigen::VectorXd decoded);
    /// What became of the last wish: accepted, or not (nothing said, lost, late). No effect without an open wish, and
    /// what was never said cannot have been accepted.
    void settle(bool accepted);
    /// Whether a wish was said and is not settled.
    [[nodiscard]] bool is_in_doubt() const { return said_.has_value(); }
    /// h.
    [[nodiscard]] const Eigen::VectorXd& held() const { return held_; }
    /// e; zeros without error feedback.
    [[nodiscard]] const Eigen::VectorXd& owed() const { return owed_; }
    /// p of the last wish; null where it is settled.
    [[nodiscard]] const Eigen::VectorXd* wished() const { return is_open_ ? &wish_ : nullptr; }
    /// q of the last wish; nothing where it was not said, or is settled.
    [[nodiscard]] const std::optional<Eigen::VectorXd>& said() const { return said_; }

 private:
    MemoryRule rule_;
    Eigen::VectorXd held_;
    Eigen::VectorXd owed_;
    bool is_open_ = false;  // the wish is not settled
    Eigen::VectorXd wish_;
    std::optional<Eigen::VectorXd> said_;
};

/// How the server adds up what it holds.
enum class Summation {
    kAnew,     ///< From h of every worker, in their order, whenever somebody was heard: no rounding is carried on.
    kRunning,  ///< To what it had before: d numbers are enough, so whoever hears all updates can follow.
};

/// Names: anew, running.
[[nodiscard]] std::span<const std::string_view> summation_names();
/// @throws std::invalid_argument naming the known ones.
[[nodiscard]] Summation summation_named(std::string_view name);

/// The sum over workers of h + q, kept with d numbers (Summation::kRunning). The same updates, round by round, give the
/// same bits wherever it is kept.
class RunningSum {
 public:
    RunningSum(Eigen::Index dimension, MemoryRule rule);
    /// @throws std::invalid_argument on a second q of a worker in a round, or a wrong size.
    void accept(int worker, const Eigen::VectorXd& decoded);
    /// Ends the round: the sum over workers of h + q; q are added in the order of the workers.
    [[nodiscard]] Eigen::VectorXd close_round();
    /// Sum of h, as of the last close.
    [[nodiscard]] const Eigen::VectorXd& held() const { return held_; }
    /// Goes on from what another one holds. Nothing has arrived in this round.
    void resume(Eigen::VectorXd held);
    /// Takes the h of one worker out.
    void drop(const Eigen::VectorXd& held) { held_ -= held; }

 private:
    MemoryRule rule_;
    Eigen::VectorXd held_;
    std::map<int, Eigen::VectorXd> arrived_;
};

/// The server's end: h of every worker (none kept at retention 0), and what arrived in this round.
class ServerMemory {
 public:
    /// @throws std::invalid_argument where the dimension or workers are below 1, or the retention not 0 to 1.
    ServerMemory(Eigen::Index dimension, int workers, MemoryRule rule, Summation summation = Summation::kAnew);
    /// q of worker m. @throws std::invalid_argument on an unknown worker, a second q in a round, or a wrong size.
    void accept(int worker, const Eigen::VectorXd& decoded);
    /// Ends the round: returns sum over workers of h + q, with q = 0 where nothing arrived, and then retains. Added up
    /// in the order of the workers, so that it depends on who was heard and not on who came first.
    [[nodiscard]] Eigen::VectorXd close_round();
    /// Worker m has lost its memory: its h is 0 from here on.
    void forget(int worker);
    /// h of worker m, as of the last close; zeros at retention 0.
    [[nodiscard]] Eigen::VectorXd held(int worker) const;
    /// What a RunningSum resumes from; of Summation::kRunning.
    [[nodiscard]] const Eigen::VectorXd& running_held() const { return running_.held(); }

 private:
    /// What arrived, by worker: where its q stands in said_.
    using Arrived = std::vector<std::pair<int, Eigen::Index>>;
    [[nodiscard]] Eigen::VectorXd add_and_retain(const Arrived& arrived);
    [[nodiscard]] Eigen::VectorXd add_to_running(const Arrived& arrived);
    [[nodiscard]] Arrived take_arrived();
    [[nodiscard]] const Eigen::VectorXd& held_sum();
    void require_worker(int worker) const;

    MemoryRule rule_;
    Summation summation_;
    Eigen::Index dimension_;
    int workers_;
    HeldOfAll held_;
    std::optional<Eigen::VectorXd> held_sum_;  // sum of h, in the order of the workers; nothing where it is stale
    Eigen::MatrixXd said_;                     // dimension x room: q, in the order in which they arrived in this round
    std::vector<int> senders_;                 // of these
    std::vector<bool> has_arrived_;            // by worker
    RunningSum running_;                       // of Summation::kRunning
};

}  // namespace ogsim
