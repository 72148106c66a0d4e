#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>

#include "src/app/commands.h"
#include "src/record/table.h"
#include "src/report/comparison.h"
#include "src/scenario/keys.h"
#include "src/scenario/load.h"
#include "src/scenario/value_text.h"

namespace ogsim {
namespace {

namespace fs = std::filesystem;

bool is_run(const fs::path& folder) {
    return fs::is_regular_file(folder / "summary.json");
}

Summary summary_of(const fs::path& folder) {
    const fs::path path = folder / "summary.json";
    std::ifstream file(path);
    try {
        return summary_from_json(std::string{std::istreambuf_iterator<char>(file), {}});
    } catch (const std::invalid_argument& fault) {
        throw std::invalid_argument(fmt::format("{}: {}", path.string(), fault.what()));
    }
}

/// Its expanded scenario as text; empty where it cannot be read any more (by another version, or without its data).
std::map<std::string, std::string> keys_of(const fs::path& folder) {
    std::map<std::string, std::string> values;
    try {
        const Scenario scenario = load_scenario((folder / "scenario.toml").string(), {});
        for (const Key& key : keys()) {
            values.emplace(key.path, value_text(key, scenario));
        }
    } catch (const ScenarioFaults&) {
        values.clear();
    }
    return values;
}

/// The run folders that `path` names: itself, or those in it. Says what it passes over.
std::vector<fs::path> runs_in(const fs::path& path) {
    if (is_run(path)) {
        return {path};
    }
    std::vector<fs::path> runs;
    if (fs::is_directory(path)) {
        for (const auto& entry : fs::directory_iterator(path)) {
            if (is_run(entry.path())) {
                runs.push_back(entry.path());
            }
        }
    }
    if (runs.empty()) {
        fmt::print(stderr, "ogsim: {}: passed over, no run folder (it has no summary.json)\n", path.string());
    }
    std::sort(runs.begin(), runs.end());
    return runs;
}

/// The folder's own name, or the whole path where two folders share a name.
std::string short_name(const fs::path& folder, const std::vector<fs::path>& folders) {
    const auto same = std::count_if(folders.begin(), folders.end(),
                                    [&](const fs::path& other) { return other.filename() == folder.filename(); });
    return same > 1 ? folder.string() : folder.filename().string();
}

}  // namespace

int compare_command(const std::vector<std::string>& folders) {
    std::vector<fs::path> paths;
    for (const std::string& folder : folders) {
        for (fs::path path : runs_in(folder)) {
            path = fs::relative(path).lexically_normal();
            if (std::find(paths.begin(), paths.end(), path) == paths.end()) {
                paths.push_back(std::move(path));
            }
        }
    }
    if (paths.empty()) {
        throw std::invalid_argument("compare: no run folder among those named");
    }
    std::vector<ComparedRun> runs;
    runs.reserve(paths.size());
    for (const fs::path& path : paths) {
        runs.push_back({.name = short_name(path, paths), .summary = summary_of(path), .keys = keys_of(path)});
    }
    fmt::print("{}", comparison_text(runs));
    return kResult;
}

}  // namespace ogsim
