#pragma once

#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "src/scenario/scenario.h"

namespace ogsim {

/// All that is wrong with a scenario, a line each: "FILE:LINE: KEY = VALUE: what is allowed".
class ScenarioFaults : public std::runtime_error {
 public:
    explicit ScenarioFaults(std::vector<std::string> faults);
    [[nodiscard]] const std::vector<std::string>& faults() const { return faults_; }

 private:
    std::vector<std::string> faults_;
};

/// Defaults < file < `--set key=value` (each one string "key=value").
/// @throws ScenarioFaults with all faults at once; also for a file that is missing or no TOML.
[[nodiscard]] Scenario load_scenario(const std::string& file, std::span<const std::string> settings);

/// Every key with its value, as TOML that loads back to the same Scenario; byte-identical for equal scenarios.
[[nodiscard]] std::string expanded_toml(const Scenario& scenario);

/// 16 hex digits of a hash of the expanded scenario and the content of the files it names: data, positions, harvest.
/// Its title, the folder in which a data file stands, and [record], which changes nothing of what happens, do not
/// count.
/// @param bundled_data  folder of the bundled data; where empty, these count by their name alone.
/// @throws std::invalid_argument naming a data file that cannot be read.
[[nodiscard]] std::string scenario_hash(const Scenario& scenario, const std::filesystem::path& bundled_data = {});

}  // namespace ogsim
