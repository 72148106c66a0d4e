#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "src/app/commands.h"
#include "src/report/run_folders.h"
#include "src/report/text/comparison.h"
#include "src/report/text/text_table.h"

namespace ogsim {
namespace {

namespace fs = std::filesystem;

/// The run folders that `path` names. Says what it passes over.
std::vector<fs::path> runs_in(const fs::path& path) {
    const std::vector<fs::path> runs = run_folders_in(path);
    if (runs.empty()) {
        fmt::print(stderr, "ogsim: {}: passed over, no run folder (it has no summary.json)\n", path.string());
    }
    return runs;
}

/// The folder's own name, or the whole path where two folders share a name.
std::string short_name(const fs::path& folder, const std::vector<fs::path>& folders) {
    const auto same = std::count_if(folders.begin(), folders.end(),
                                    [&](const fs::path& other) { return other.filename() == folder.filename(); });
    return same > 1 ? folder.string() : folder.filename().string();
}

/// Which run lies where.
std::string folders_text(const std::vector<ComparedRun>& runs, const std::string& head,
                         const std::vector<fs::path>& paths) {
    std::vector<std::vector<std::string>> rows{{head, "folder"}};
    for (std::size_t run = 0; run < runs.size(); ++run) {
        rows.push_back({runs[run].name, paths[run].string()});
    }
    return text_table(rows);
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
    std::vector<KeyValues> keys;
    for (const fs::path& path : paths) {
        keys.push_back(keys_of_folder(path));
    }
    const std::vector<std::string> telling = telling_keys(differing_keys(keys), keys);
    const RunNames by_key = names_by(telling, keys);
    std::vector<ComparedRun> runs;
    for (std::size_t run = 0; run < paths.size(); ++run) {
        runs.push_back({.name = telling.empty() ? short_name(paths[run], paths) : by_key.names[run],
                        .summary = summary_of_folder(paths[run]),
                        .keys = keys[run]});
    }
    fmt::print("{}", comparison_text(runs, telling.empty() ? "run" : by_key.head, telling));
    if (!telling.empty()) {
        fmt::print("\n{}", folders_text(runs, by_key.head, paths));
    }
    return kResult;
}

}  // namespace ogsim
