#pragma once

#include <cstdint>
#include <optional>

#include "src/record/rows.h"
#include "src/scenario/scenario.h"

namespace ogsim {

/// What is known when a round closes.
struct RoundFacts {
    double first_loss = 0.0;  ///< f(theta^1).
    bool can_step = true;     ///< The next iterate, and what each worker computed, are finite numbers.
    int alive = 0;            ///< Workers whose battery is not empty.
    bool is_heard = true;     ///< Some worker has got a model, of this round or another.
};

/// Why the run ends with this round: nothing where it goes on.
///
/// Reaching the target comes first; where both targets are set, both must be met. That no worker hears the server is
/// said after ten rounds (assumed), or the last one: a single broadcast may be lost at all of them.
[[nodiscard]] std::optional<Status> verdict(const RunKeys& keys, const RoundRow& row, const RoundFacts& facts);

}  // namespace ogsim
