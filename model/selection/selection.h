#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "model/selection/speaking_clock.h"
#include "model/units/quantity.h"

namespace ogsim {

/// What every selection rule knows of round k before anybody speaks. Known to the server and to each worker alike.
struct RoundRule {
    int workers = 0;      ///< M.
    double budget = 0.0;  ///< tau_k, see MovementMemory. 0: nothing is known yet, everybody is polled.
    SpeakingClock clock;  ///< phi, from a norm to an idle time.
    Seconds poll_slot;    ///< Idle time between two polled workers.
};

/// What the server has heard in this round so far.
struct Heard {
    int count = 0;  ///< j, innovations received.
    /// ||delta_(j)||, the least norm received; 0 before the first. In a perfect order that is the last one's; where the
    /// air has put two in the wrong order, the last one's norm would bound nothing.
    double quietest_norm = 0.0;
    /// Sum of the unheard norms: known to a genie alone, and only on the ideal medium.
    std::optional<double> unheard_norm_sum;
};

/// WHO speaks: one row of the table of selections. Stateless. Times are idle times, counted from the moment at which
/// the model has been received and the gradients are due; such a clock stands still while the channel is busy.
class Selection {
 public:
    virtual ~Selection() = default;
    /// When worker `worker` with an innovation of norm `norm` begins to speak; nothing: it stays silent.
    [[nodiscard]] virtual std::optional<Seconds> due(const RoundRule& round, int worker, double norm) const = 0;
    /// When the server closes the round, given what it has heard: once that idle time has passed, and on a real radio a
    /// guard for what still waits in a queue. 0: now. Nothing: at the deadline only.
    [[nodiscard]] virtual std::optional<Seconds> closing(const RoundRule& round, const Heard& heard) const = 0;
};

enum class NeedsOracle { kNo, kYes };

/// One row of the table of selections.
struct SelectionEntry {
    std::string_view name;
    std::string_view rule;  ///< The rule as a formula, in words a terminal can print.
    std::string_view source;
    NeedsOracle oracle = NeedsOracle::kNo;  ///< kYes: needs Heard::unheard_norm_sum, so runs on ideal alone.
    const Selection* selection;             ///< Never null.
};

/// all, lag-wk, ordered-rx, ordered-timer, genie.
[[nodiscard]] std::span<const SelectionEntry> selection_catalogue();

/// The row with that name. @throws std::invalid_argument naming the known ones.
[[nodiscard]] const SelectionEntry& selection_entry(std::string_view name);

}  // namespace ogsim
