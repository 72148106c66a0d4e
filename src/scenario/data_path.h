#pragma once

#include <filesystem>
#include <optional>

#include "src/scenario/scenario.h"

namespace ogsim {

/// The user's file that the scenario takes its data from, relative paths from the scenario's folder; nothing where the
/// data go by a name.
[[nodiscard]] std::optional<std::filesystem::path> data_path(const Scenario& scenario);

}  // namespace ogsim
