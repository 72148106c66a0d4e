#pragma once

#include <memory>

#include "src/network/simulation.h"
#include "src/protocol/ports.h"
#include "src/scenario/scenario.h"

namespace ogsim {

/// @throws std::invalid_argument on a data mode that the standard does not have.
void check_medium(const Scenario& scenario);

/// The medium that the scenario names, with its radios.
/// @throws std::invalid_argument on a data mode that the standard does not have.
[[nodiscard]] std::unique_ptr<Medium> make_medium(const Scenario& scenario, Simulation& simulation, Sink& sink);

}  // namespace ogsim
