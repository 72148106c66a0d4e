#pragma once

#include <string>

#include "src/scenario/scenario.h"

namespace ogsim {

/// Reads and splits the data and looks up the radio's rate, as a run would, without running.
/// @return one line about the problem.
/// @throws std::invalid_argument where a run of this scenario could not start.
std::string check_runnable(const Scenario& scenario);

}  // namespace ogsim
