#pragma once

#include <memory>
#include <optional>
#include <string>

#include "src/network/air_options.h"
#include "src/network/simulation.h"
#include "src/protocol/ports.h"
#include "src/scenario/scenario.h"

namespace ogsim {

/// What every medium is told alike. Reads the file of positions where the scenario names one.
/// @throws std::invalid_argument naming file and line where that has a fault.
[[nodiscard]] AirOptions air_options(const Scenario& scenario);

/// @throws std::invalid_argument on a file of positions with a fault, or a data mode that the standard does not have.
void check_medium(const Scenario& scenario);

/// Why a wifi scenario's radios are all simulated as they go, see RadioGate; nothing where they need not be.
[[nodiscard]] std::optional<std::string> why_not_gated(const Scenario& scenario);

/// The medium that the scenario names, with its radios.
/// @throws std::invalid_argument on a data mode that the standard does not have.
[[nodiscard]] std::unique_ptr<Medium> make_medium(const Scenario& scenario, Simulation& simulation, Sink& sink);

}  // namespace ogsim
