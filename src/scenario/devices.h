#pragma once

#include <optional>

#include "model/radio/device.h"
#include "model/units/quantity.h"
#include "src/scenario/scenario.h"

/// The devices of a scenario: rows of the catalogue with the figures that keys change.
namespace ogsim {

/// What every node sends at; nothing where the medium knows no levels, or leaves it to the radio.
[[nodiscard]] std::optional<Dbm> tx_level(const Scenario& scenario);

/// A worker's: the row energy.device, sending at tx_level(), with what energy.*_w, flops_per_s and wake_ms say instead.
/// @throws std::invalid_argument where it cannot send so loud (see tx_power) and energy.tx_w is not set.
[[nodiscard]] Device worker_device(const Scenario& scenario);

/// The server's: the row energy.server_device, sending at tx_level(); as worker_device() where that is not set.
/// @throws std::invalid_argument as worker_device().
[[nodiscard]] Device server_device(const Scenario& scenario);

}  // namespace ogsim
