#pragma once

#include <filesystem>
#include <string>

#include "src/app/commands.h"
#include "src/record/rows.h"
#include "src/scenario/scenario.h"

namespace ogsim {

/// A run, and where its result will stand.
struct PlannedRun {
    Scenario scenario;
    std::string hash;
    std::filesystem::path path;
};

/// @param out  folder to write; empty: runs/NAME-HASH.
[[nodiscard]] PlannedRun planned(Scenario scenario, const std::string& scenario_file, const std::string& out);

/// Runs it and writes its folder. @param label  what the line that tells how far it is begins with.
/// @throws std::invalid_argument where less than one thread is asked for.
[[nodiscard]] Summary run_into(const PlannedRun& run, const RunRequest& request, const std::string& label = "");

}  // namespace ogsim
