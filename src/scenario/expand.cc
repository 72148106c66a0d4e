#include <fmt/format.h>

#include <algorithm>
#include <boost/uuid/name_generator_sha1.hpp>
#include <boost/uuid/uuid_io.hpp>
#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>

#include "model/data/catalogue.h"
#include "src/scenario/data_path.h"
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

std::string content(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    if (!stream) {
        throw std::invalid_argument(fmt::format("problem.data: cannot read {}", path.string()));
    }
    return bytes;
}

// The file whose content counts, if any.
std::optional<std::filesystem::path> hashed_file(const Scenario& scenario, const std::filesystem::path& bundled_data) {
    const auto named = named_data(scenario.problem.data);
    if (named && !named->file.empty() && !bundled_data.empty()) {
        return bundled_data / named->file;
    }
    return data_path(scenario);
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

std::string scenario_hash(const Scenario& scenario, const std::filesystem::path& bundled_data) {
    Scenario nameless = scenario;
    nameless.title.clear();
    if (const auto own = data_path(scenario)) {
        nameless.problem.data = own->filename().string();
    }
    const auto path = hashed_file(scenario, bundled_data);
    std::string text = expanded_toml(nameless);
    if (path) {
        text += '\0';  // between the two, as no scenario holds it
        text += content(*path);
    }
    return short_hash(text);
}

}  // namespace ogsim
