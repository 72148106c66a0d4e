#pragma once

#include <filesystem>
#include <optional>

#include "model/battery/harvest.h"
#include "src/scenario/scenario.h"

namespace ogsim {

/// The file that energy.harvest_trace names; nothing where it names none.
[[nodiscard]] std::optional<std::filesystem::path> harvest_file(const Scenario& scenario);

/// What each worker harvests: energy.harvest_trace, else energy.harvest_w.
///
/// The file: lines `time_s,power_w`, blank lines and lines that begin with # aside, names in the first line or not; the
/// times rise and the first is 0; a power, finite and >= 0, holds until the next time. Two lines at least: the last
/// one's time is the period after which it all begins again, and its power means nothing.
///
/// @throws std::invalid_argument "FILE:LINE: ..." for the first line that is otherwise.
[[nodiscard]] Harvest harvest_of(const Scenario& scenario);

}  // namespace ogsim
