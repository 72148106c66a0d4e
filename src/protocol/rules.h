#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "model/compression/compression.h"
#include "model/compression/memory.h"
#include "model/method/loudness.h"
#include "model/optimizer/aggregation.h"
#include "model/optimizer/schedule.h"
#include "model/selection/selection.h"
#include "src/protocol/downlink.h"
#include "src/protocol/ports.h"

namespace ogsim {

/// alpha_k, known to all nodes from the round's number alone.
struct StepSizes {
    const ScheduleEntry* schedule = nullptr;  ///< Null: constant.
    double first = 0.0;                       ///< alpha_1.
    double scale = 1.0;                       ///< K0.

    [[nodiscard]] double at(std::int64_t round) const {
        return schedule == nullptr ? first : schedule->step_size(first, round, scale);
    }
};

/// By which clock due times and closing times count.
enum class OrderingKind {
    kFreeze,  ///< Idle time of the channel as each node hears it: needs a radio that listens.
    kWall,    ///< Each node's own clock, with a guard for what queues on the channel: its radio may sleep.
    kLevels,  ///< As kWall, and the server says now and then how many it has heard.
};

/// Rounds that begin at known times, so that radios may sleep in between: the next model goes out, whatever is still
/// missing, so long after the round began.
struct RoundSchedule {
    SimTime period;       ///< Of a round with an order.
    SimTime poll_period;  ///< Of a round in which all are polled (tau = 0).
    SimTime early{0};     ///< So long before the next broadcast a sleeper is up.

    [[nodiscard]] SimTime length(double budget) const { return budget == 0 ? poll_period : period; }
};

/// What all nodes of a run agree on before it starts.
struct ProtocolRules {
    const Selection* selection = nullptr;
    Loudness loudness = Loudness::kInnovation;
    const Compression* compression = nullptr;
    MemoryRule memory = {};
    Aggregation aggregation = Aggregation::kSum;
    StepSizes steps = {};
    std::uint64_t seed = 0;  ///< Of the random encoders' and the server's draws.
    SpeakingClock clock = {};
    Seconds poll_slot = {};
    /// From the model's reception to the moment from which due times count; the same for all.
    SimTime compute_allowance{0};
    /// Idle time that the server adds to a closing time, for clocks that differ by the time a frame takes to be
    /// noticed.
    SimTime guard{0};
    /// From the end of the broadcast to the round's forced end.
    SimTime deadline{0};

    Downlink downlink = Downlink::kModel;
    Summation summation = Summation::kAnew;  ///< kRunning for Downlink::kOverheard.
    std::vector<double> shares = {};         ///< p_m, each worker's share of all samples; empty: equal.
    /// Idle time from the moment at which the server would break the silence to that at which everybody takes it for
    /// one: how long a broadcast may take to begin.
    SimTime silence_guard{0};
    /// Downlinks that may be silent: after so many rounds in which nobody was heard the server sends the state.
    int refresh_rounds = 50;
    /// For how long who has lost its way waits before it asks again.
    SimTime patience{0};

    OrderingKind ordering = OrderingKind::kFreeze;
    int levels = 8;  ///< Of OrderingKind::kLevels: how many parts the speaking time is cut into. >= 2.
    std::optional<RoundSchedule> schedule = {};
    SimTime wake_time{0};  ///< Of the radios.
};

/// From the rule's closing time and its guard to the moment at which silence is one: a nanosecond after who would break
/// it has begun to.
[[nodiscard]] inline SimTime silence(const ProtocolRules& rules) {
    return rules.silence_guard + SimTime{2};
}

/// When part `level` of the speaking time begins, counted from the origin: the same nanosecond for all nodes.
[[nodiscard]] inline SimTime level_start(const ProtocolRules& rules, std::int64_t level) {
    return sim_time(rules.clock.last_due() * (static_cast<double>(level) / (2.0 * rules.levels)));
}

/// What the selection is told of a round of `workers` workers, `asked` of whom may speak, with budget `budget`.
[[nodiscard]] inline RoundRule round_rule(const ProtocolRules& rules, int workers, int asked, double budget) {
    return {.workers = workers, .asked = asked, .budget = budget, .clock = rules.clock, .poll_slot = rules.poll_slot};
}

}  // namespace ogsim
