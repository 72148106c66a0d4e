#pragma once

#include "model/method/tools.h"
#include "src/protocol/rules.h"
#include "src/scenario/scenario.h"

/// The times of a round that a scenario leaves open, from the number of workers, what they say, and the radio.
namespace ogsim {

/// About how long a message keeps the channel, backoff, acknowledgements and gaps included, when nobody else wants it.
[[nodiscard]] Seconds exchange_time(const Scenario& scenario, Bytes message);

/// T_c, where network.window_ms is absent: room for all workers one after the other,
///
///     T_c = M (g / 2 + w x),   g the radio's grain, x the exchange time of an update,   w = 0, or 1 on a wall clock.
///
/// g is the time within which two that begin cannot hear each other: two turns closer than that collide, or go in any
/// order. On a clock that stands still while the channel is busy, how long a message is does not matter.
[[nodiscard]] Seconds automatic_window(const Scenario& scenario, Seconds exchange);

/// Fills in ordering kind, window, guards, patience, deadline and schedule; the compute allowance must be there.
/// @param update  bytes of one message.
void set_times(const Scenario& scenario, const MethodTools& tools, Bytes update, ProtocolRules& rules);

/// The word of network.ordering_clock, or what is taken where it is absent: freeze, or wall-clock for radios that sleep
/// on schedule.
[[nodiscard]] OrderingKind ordering_kind(const Scenario& scenario);

}  // namespace ogsim
