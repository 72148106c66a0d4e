#include "src/report/run_folders.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "src/record/table.h"
#include "src/scenario/keys.h"
#include "src/scenario/load.h"
#include "src/scenario/value_text.h"

namespace ogsim {

namespace fs = std::filesystem;

bool is_run_folder(const fs::path& folder) {
    return fs::is_regular_file(folder / "summary.json");
}

std::vector<fs::path> run_folders_in(const fs::path& path) {
    if (is_run_folder(path)) {
        return {path};
    }
    std::vector<fs::path> folders;
    if (fs::is_directory(path)) {
        for (const auto& entry : fs::directory_iterator(path)) {
            if (is_run_folder(entry.path())) {
                folders.push_back(entry.path());
            }
        }
    }
    std::sort(folders.begin(), folders.end());
    return folders;
}

Summary summary_of_folder(const fs::path& folder) {
    const fs::path path = folder / "summary.json";
    std::ifstream file(path);
    try {
        return summary_from_json(std::string{std::istreambuf_iterator<char>(file), {}});
    } catch (const std::invalid_argument& fault) {
        throw std::invalid_argument(fmt::format("{}: {}", path.string(), fault.what()));
    }
}

KeyValues keys_of_folder(const fs::path& folder) {
    try {
        return key_values(load_scenario((folder / "scenario.toml").string(), {}));
    } catch (const ScenarioFaults&) {
        return {};
    }
}

KeyValues key_values(const Scenario& scenario) {
    KeyValues values;
    for (const Key& key : keys()) {
        values.emplace_back(key.path, value_text(key, scenario));
    }
    return values;
}

}  // namespace ogsim
