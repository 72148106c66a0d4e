#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "src/app/commands.h"
#include "src/record/table.h"
#include "src/report/comparison.h"

namespace ogsim {
namespace {

namespace fs = std::filesystem;

Summary summary_of(const fs::path& folder) {
    const fs::path path = folder / "summary.json";
    std::ifstream file(path);
    if (!file) {
        throw std::invalid_argument(fmt::format("{}: no run folder: it has no summary.json", folder.string()));
    }
    try {
        return summary_from_json(std::string{std::istreambuf_iterator<char>(file), {}});
    } catch (const std::invalid_argument& fault) {
        throw std::invalid_argument(fmt::format("{}: {}", path.string(), fault.what()));
    }
}

/// The folder's own name, or the whole path where two folders share a name.
std::string short_name(const std::string& folder, const std::vector<std::string>& folders) {
    const auto own = [](const std::string& path) {
        const fs::path p(path);
        return (p.has_filename() ? p : p.parent_path()).filename().string();
    };
    int same = 0;
    for (const std::string& other : folders) {
        same += own(other) == own(folder) ? 1 : 0;
    }
    return same > 1 ? folder : own(folder);
}

}  // namespace

int compare_command(const std::vector<std::string>& folders) {
    std::vector<std::pair<std::string, Summary>> runs;
    for (const std::string& folder : folders) {
        runs.emplace_back(short_name(folder, folders), summary_of(folder));
    }
    fmt::print("{}", comparison_text(runs));
    return kResult;
}

}  // namespace ogsim
