#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>

#include "src/scenario/data_table.h"
#include "src/scenario/load.h"
#include "src/scenario/sha256.h"
#include "src/scenario/text_check.h"
#include "src/scenario/value_text.h"

namespace ogsim {
namespace {

// A title is one comment line, so nothing in it may end the line.
std::string title_line(const std::string& title) {
    std::string line = title;
    std::replace_if(
        line.begin(), line.end(),
        [](char c) {
            return has_control_characters({&c, 1});
        },
        ' ');
    return line.empty() ? "" : fmt::format("# {}\n", line);
}

std::string key_line(const Key& key, const Scenario& scenario) {
    const std::string value = value_text(key, scenario);
    if (value.empty()) {
        return fmt::format("# {} is not set\n", key.path);
    }
    const std::string_view name = key.path.substr(key.path.rfind('.') + 1);
    return fmt::format("{} = {}{}{}\n", name, value, key.unit.empty() ? "" : "  # ", key.unit);
}

void add_file(Sha256& hash, const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    std::string piece(1U << 16U, '\0');
    while (stream.read(piece.data(), static_cast<std::streamsize>(piece.size())) || stream.gcount() > 0) {
        hash.add(std::string_view(piece).substr(0, static_cast<std::size_t>(stream.gcount())));
    }
    if (!stream.eof()) {
        throw std::invalid_argument(fmt::format("problem.data: cannot read {}", path.string()));
    }
}

// The file whose content counts, if any.
std::optional<std::filesystem::path> hashed_file(const Scenario& scenario, const std::filesystem::path& bundled_data) {
    const auto named = named_data(scenario.problem.data);
    if (named && !named->file.empty() && !bundled_data.empty()) {
        return bundled_data / named->file;
    }
    return data_path(scenario);
}

}  // namespace

std::string expanded_toml(const Scenario& scenario) {
    std::string text = title_line(scenario.title);
    std::string_view section;
    for (const Key& key : keys()) {
        if (section_of(key) != section) {
            section = section_of(key);
            text += fmt::format("{}[{}]\n", text.empty() ? "" : "\n", section);
        }
        text += key_line(key, scenario);
    }
    return text;
}

std::string scenario_hash(const Scenario& scenario, const std::filesystem::path& bundled_data) {
    Scenario nameless = scenario;
    nameless.title.clear();
    if (const auto own = data_path(scenario)) {
        nameless.problem.data = own->filename().string();
    }
    const auto path = hashed_file(scenario, bundled_data);
    Sha256 hash;
    hash.add(expanded_toml(nameless));
    if (path) {
        hash.add(std::string_view("\0", 1));  // between the two, as no scenario holds it
        add_file(hash, *path);
    }
    return hash.hex_digest().substr(0, 16);
}

}  // namespace ogsim
