#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <stdexcept>

#include "src/app/commands.h"
#include "src/app/run_into.h"
#include "src/app/variants.h"
#include "src/report/run_folders.h"
#include "src/report/text/comparison.h"
#include "src/report/text/summary_text.h"
#include "src/run/check.h"
#include "src/scenario/load.h"

namespace ogsim {
namespace {

/// A fault of a key that --each varies, told as such.
std::string told_by_option(const std::string& fault, const std::vector<std::string>& varied) {
    const std::string by_set = "--set: ";
    const bool is_varied = std::any_of(varied.begin(), varied.end(),
                                       [&](const std::string& key) { return fault.starts_with(by_set + key + " = "); });
    return is_varied ? "--each: " + fault.substr(by_set.size()) : fault;
}

void check_data(const Scenario& scenario, const std::string& label) {
    try {
        static_cast<void>(check_runnable(scenario));
    } catch (const std::invalid_argument& fault) {
        throw std::invalid_argument(fmt::format("--each, {}: {}", label, fault.what()));
    }
}

/// All scenarios, or all that is wrong with any of them.
std::vector<Scenario> checked_scenarios(const RunRequest& request, const std::vector<Variant>& all) {
    const std::vector<std::string> varied = varied_keys(request.each);
    std::vector<Scenario> scenarios;
    std::vector<std::string> faults;
    for (const Variant& variant : all) {
        std::vector<std::string> settings = request.settings;
        settings.insert(settings.end(), variant.settings.begin(), variant.settings.end());
        try {
            scenarios.push_back(load_scenario(request.scenario_file, settings));
        } catch (const ScenarioFaults& found) {
            for (const std::string& fault : found.faults()) {
                const std::string told = told_by_option(fault, varied);
                if (std::find(faults.begin(), faults.end(), told) == faults.end()) {
                    faults.push_back(told);
                }
            }
        }
    }
    if (!faults.empty()) {
        throw ScenarioFaults(std::move(faults));
    }
    for (std::size_t index = 0; index < all.size(); ++index) {
        check_data(scenarios[index], all[index].label);
    }
    return scenarios;
}

std::size_t longest(const std::vector<std::string>& names) {
    std::size_t most = 0;
    for (const std::string& name : names) {
        most = std::max(most, name.size());
    }
    return most;
}

}  // namespace

int run_each_command(const RunRequest& request) {
    const std::vector<Variant> all = variants(request.each);
    const std::vector<Scenario> scenarios = checked_scenarios(request, all);
    std::vector<KeyValues> keys;
    for (const Scenario& scenario : scenarios) {
        keys.push_back(key_values(scenario));
    }
    const std::vector<std::string> varied = varied_keys(request.each);
    const RunNames names = names_by(varied, keys);
    std::vector<ComparedRun> runs;
    for (std::size_t index = 0; index < all.size(); ++index) {
        const std::string out =
            request.out.empty() ? "" : (std::filesystem::path(request.out) / all[index].label).string();
        const PlannedRun run = planned(scenarios[index], request.scenario_file, out);
        const std::string progress = fmt::format("{}/{} {} ", index + 1, all.size(), names.names[index]);
        runs.push_back({.name = names.names[index],
                        .summary = run_into(run, request, progress),
                        .keys = keys[index]});
        fmt::print("{:<{}}  {}  {}\n", names.names[index], longest(names.names), run.path.string(),
                   ending_text(runs.back().summary));
        std::fflush(stdout);
    }
    fmt::print("\n{}", comparison_text(runs, names.head, varied));
    return kResult;
}

}  // namespace ogsim
