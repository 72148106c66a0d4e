#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "src/app/commands.h"
#include "src/run/air.h"
#include "src/run/check.h"
#include "src/scenario/load.h"
#include "src/scenario/method_parts.h"
#include "src/scenario/value_text.h"
#include "src/sweep/study.h"

namespace ogsim {
namespace {

std::string target_text(const RunKeys& run) {
    std::string text;
    if (run.target_accuracy) {
        text += fmt::format(", to test accuracy {}", number_text(*run.target_accuracy));
    }
    if (run.target_gap) {
        text += fmt::format("{} gap below {}", text.empty() ? ", to a" : " and a", number_text(*run.target_gap));
    }
    return text;
}

/// What its [sweep] asks for, every combination checked; empty where the file has none.
std::string checked_sweep(const std::string& scenario_file, const std::vector<std::string>& settings) {
    if (!read_scenario_file(scenario_file).entries.sweep) {
        return "";
    }
    const Study study = load_study({.file = scenario_file, .settings = settings});
    check_data(study);
    return study_text(study);
}

/// Does it, and adds to `all` the faults that it finds and nobody has told.
template <class Load>
void gather_faults(std::vector<std::string>& all, const Load& load) {
    try {
        load();
    } catch (const ScenarioFaults& found) {
        for (const std::string& fault : found.faults()) {
            if (std::find(all.begin(), all.end(), fault) == all.end()) {
                all.push_back(fault);
            }
        }
    }
}

/// Of the scenario and of its [sweep], at once. @throws ScenarioFaults.
void require_sound(const std::string& scenario_file, const std::vector<std::string>& settings) {
    std::vector<std::string> faults;
    gather_faults(faults, [&] { static_cast<void>(load_scenario(scenario_file, settings)); });
    if (!faults.empty()) {
        gather_faults(faults, [&] { static_cast<void>(checked_sweep(scenario_file, settings)); });
        throw ScenarioFaults(std::move(faults));
    }
}

}  // namespace

int check_command(const std::string& scenario_file, const std::vector<std::string>& settings) {
    require_sound(scenario_file, settings);
    const Scenario s = load_scenario(scenario_file, settings);
    const std::string data = check_runnable(s);
    const std::string sweep = checked_sweep(scenario_file, settings);
    fmt::print("{}: ok\n", scenario_file);
    fmt::print("  title    {}\n", s.title);
    fmt::print("  problem  {}\n", data);
    const std::string changes = changed_parts(s.method);
    fmt::print("  method   {}{}, step size {}\n", s.method.name, changes.empty() ? "" : " with " + changes,
               method_parts(s.method).step_size);
    fmt::print("  network  {} workers on {}\n", s.network.workers, s.network.medium);
    if (const std::optional<std::string> why = why_not_gated(s)) {
        fmt::print("           every radio is simulated as it goes, which takes longer: {}\n", *why);
    }
    fmt::print("  energy   {}\n", s.energy.device);
    fmt::print("  run      at most {} rounds{}, seed {}\n", s.run.rounds, target_text(s.run), s.run.seed);
    if (!sweep.empty()) {
        fmt::print("  sweep    {}\n", sweep);
    }
    return kResult;
}

}  // namespace ogsim
