#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <span>
#include <string_view>
#include <vector>

#include "model/selection/speaking_clock.h"
#include "model/units/quantity.h"

namespace ogsim {

/// What every selection rule knows of round k before anybody speaks. Known to the server and to each worker alike.
struct RoundRule {
    int workers = 0;      ///< M.
    int asked = 0;        ///< How many may speak: M, unless the server asked some only (Selection::asked).
    double budget = 0.0;  ///< tau_k, see MovementMemory. 0: nothing is known yet, all asked are polled.
    SpeakingClock clock;  ///< phi, from a norm to an idle time.
    Seconds poll_slot;    ///< Idle time between two polled workers.
};

/// What a worker knows of itself when it decides whether and when to speak.
struct Voice {
    int place = 0;      ///< Among those asked, in the order of the workers, from 0: its slot in a poll.
    double norm = 0.0;  ///< How loud it is: the norm of its innovation, or what the method takes for it.
    /// What its encoder loses anyhow: a norm not above this is not worth saying (laq: sqrt(3 (||eps||^2 +
    /// ||epshat||^2))).
    double slack = 0.0;
    std::int64_t silent_rounds = 0;  ///< Rounds since the server last accepted something of it.
};

/// What the server has heard in this round so far.
struct Heard {
    int count = 0;  ///< j, updates received.
    /// ||delta_(j)||, the least norm received; 0 before the first. In a perfect order that is the last one's; where the
    /// air has put two in the wrong order, the last one's norm would bound nothing.
    double quietest_norm = 0.0;
    /// Sum of the unheard norms: known to a genie alone, and only on the ideal medium.
    std::optional<double> unheard_norm_sum = {};
};

/// What the server knows before it publishes theta^k, when it may choose whom to ask.
struct Census {
    std::int64_t round = 0;  ///< k, from 1.
    int workers = 0;         ///< M.
    double budget = 0.0;     ///< tau_k.
    /// L_m of each worker. Empty unless the row needs it.
    std::span<const double> smoothness = {};
    /// ||thetahat_m - theta^k||, thetahat_m the iterate at which m's last accepted gradient was computed; infinite
    /// where there is none. Empty unless the row needs it.
    std::span<const double> drift = {};
    std::mt19937_64& rng;  ///< The server's own stream of this round.
};

/// WHO speaks: one row of the table of selections. Stateless. Times are idle times, counted from the moment at which
/// the model has been received and the gradients are due; such a clock stands still while the channel is busy.
class Selection {
 public:
    virtual ~Selection() = default;
    /// The workers that the server asks in this round, ascending; the model carries them. An empty list: nobody, and
    /// the round takes no air at all. Nothing: all may speak, and nothing is said about it.
    [[nodiscard]] virtual std::optional<std::vector<int>> asked(const Census& /*census*/) const { return std::nullopt; }
    /// When a worker that may speak begins to; nothing: it stays silent.
    [[nodiscard]] virtual std::optional<Seconds> due(const RoundRule& round, const Voice& voice) const = 0;
    /// Whether a worker that was to speak may stay silent after all, now that it knows that `heard` have been accepted.
    [[nodiscard]] virtual bool is_needless(const RoundRule& /*round*/, const Voice& /*voice*/, int /*heard*/) const {
        return false;
    }
    /// When the server closes the round, given what it has heard: once that idle time has passed, and on a real radio a
    /// guard for clocks that differ a little. 0: now. Nothing: at the deadline only.
    [[nodiscard]] virtual std::optional<Seconds> closing(const RoundRule& round, const Heard& heard) const = 0;
};

/// What a row of the table of selections can be tuned by; each row uses its own.
struct SelectionSettings {
    double subset_fraction = 0.25;  ///< random-subset, top-norm: K = max(1, round(subset_fraction M)). In (0, 1].
    int longest_silence = 100;      ///< laq: rounds after which a worker must speak. >= 1.
};

/// What a row needs to be told beyond what travels on the air anyhow.
enum class Needs {
    kNothing,
    kOracle,      ///< Heard::unheard_norm_sum, so it runs on the ideal medium alone.
    kSmoothness,  ///< Census::smoothness.
    kDrift,       ///< Census::smoothness and Census::drift.
};

/// Whether the server asks (Selection::asked may give a list), and whether those who may speak then still choose.
enum class Turns { kPolled, kByNorm };

/// One row of the table of selections.
struct SelectionEntry {
    std::string_view name;
    std::string_view rule;  ///< The rule as a formula, in words a terminal can print.
    std::string_view source;
    std::string_view settings = "";  ///< Keys of [method] that it reads: "memory_depth, memory_weight" make the budget.
    Needs needs = Needs::kNothing;
    Turns turns = Turns::kPolled;  ///< kByNorm: due times follow the norms, so an order can be inverted.
    bool asks = false;             ///< asked() gives a list: only the server knows who may speak.
    /// Whether what its silent workers leave unsaid is at most tau: their innovations' norms sum to that or less.
    bool certifies = false;
    /// @throws std::invalid_argument naming a setting of this row that is out of range.
    std::unique_ptr<const Selection> (*make)(const SelectionSettings& settings);
};

/// all, cyclic, proportional, random-subset, top-norm, lag-wk, lag-ps, laq, ordered-rx, ordered-timer, genie.
[[nodiscard]] std::span<const SelectionEntry> selection_catalogue();

/// The row with that name. @throws std::invalid_argument naming the known ones.
[[nodiscard]] const SelectionEntry& selection_entry(std::string_view name);

}  // namespace ogsim
