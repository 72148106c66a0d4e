#pragma once

#include <filesystem>
#include <vector>

#include "src/record/rows.h"
#include "src/report/text/run_names.h"
#include "src/scenario/scenario.h"

/// Results that lie on disk.
namespace ogsim {

/// Whether it holds the result of a run.
[[nodiscard]] bool is_run_folder(const std::filesystem::path& folder);

/// The run folders that `path` names: itself, or those in it by name. Empty where there are none.
[[nodiscard]] std::vector<std::filesystem::path> run_folders_in(const std::filesystem::path& path);

/// @throws std::invalid_argument naming the file where it is no summary.
[[nodiscard]] Summary summary_of_folder(const std::filesystem::path& folder);

/// The expanded scenario as text, key by key; empty where it cannot be read any more (by another version, or without
/// its data).
[[nodiscard]] KeyValues keys_of_folder(const std::filesystem::path& folder);

/// The same of a scenario.
[[nodiscard]] KeyValues key_values(const Scenario& scenario);

}  // namespace ogsim
