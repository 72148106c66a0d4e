#pragma once

#include "model/compression/compression.h"
#include "model/selection/selection.h"
#include "src/protocol/ports.h"

namespace ogsim {

/// What all nodes of a run agree on before it starts.
struct ProtocolRules {
    const Selection* selection = nullptr;
    const Compression* compression = nullptr;
    SpeakingClock clock;
    Seconds poll_slot;
    /// From the model's reception to the moment from which due times count; the same for all.
    SimTime compute_allowance{0};
    /// Idle time that the server adds to a closing time, for what is in the queues.
    SimTime guard{0};
    /// From the end of the broadcast to the round's forced end.
    SimTime deadline{0};
};

/// What the selection is told of a round of `workers` workers with budget `budget`.
[[nodiscard]] inline RoundRule round_rule(const ProtocolRules& rules, int workers, double budget) {
    return {.workers = workers, .budget = budget, .clock = rules.clock, .poll_slot = rules.poll_slot};
}

}  // namespace ogsim
