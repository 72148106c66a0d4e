#include <fmt/format.h>

#include <algorithm>
#include <boost/uuid/name_generator_sha1.hpp>
#include <boost/uuid/uuid_io.hpp>
#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>

#include "src/dataset/path_list.h"
#include "src/dataset/source.h"
#include "src/scenario/harvest_file.h"
#include "src/scenario/load.h"
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

std::string content(const std::filesystem::path& path, std::string_view key) {
    std::ifstream stream(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    if (!stream) {
        throw std::invalid_argument(fmt::format("{}: cannot read {}", key, path.string()));
    }
    return bytes;
}

/// 16 hex digits of the SHA-1 of the text, by way of a name-based UUID: its first eight bytes.
std::string short_hash(const std::string& text) {
    const boost::uuids::uuid digest = boost::uuids::name_generator_sha1(boost::uuids::ns::oid())(text);
    std::string digits = boost::uuids::to_string(digest);
    std::erase(digits, '-');
    return digits.substr(0, 16);
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

const std::string& FileDigests::of(const std::filesystem::path& file, std::string_view key) {
    const auto known = known_.find(file);
    return known != known_.end() ? known->second : known_.emplace(file, short_hash(content(file, key))).first->second;
}

std::string scenario_hash(const Scenario& scenario, const std::filesystem::path& bundled_data) {
    FileDigests digests;
    return scenario_hash(scenario, bundled_data, digests);
}

std::string scenario_hash(const Scenario& scenario, const std::filesystem::path& bundled_data, FileDigests& digests) {
    Scenario nameless = scenario;
    nameless.title.clear();
    nameless.record = {};
    nameless.problem.data = with_names_alone(scenario.problem.data);
    if (scenario.problem.labels_file) {
        nameless.problem.labels_file = with_names_alone(*scenario.problem.labels_file);
    }
    auto files = all_files(data_source(scenario.problem, scenario.folder, bundled_data));
    if (scenario.network.positions) {
        nameless.network.positions = with_names_alone(*scenario.network.positions);
        files.push_back(std::filesystem::path(scenario.folder) / *scenario.network.positions);
    }
    if (scenario.energy.harvest_trace) {
        nameless.energy.harvest_trace = std::filesystem::path(*scenario.energy.harvest_trace).filename().string();
    }
    std::string text = expanded_toml(nameless);
    for (const std::filesystem::path& file : files) {
        text += '\0';  // between the two, as no scenario holds it
        text += digests.of(file, "problem.data");
    }
    if (const auto trace = harvest_file(scenario)) {
        text += '\0' + digests.of(*trace, "energy.harvest_trace");
    }
    return short_hash(text);
}

}  // namespace ogsim
