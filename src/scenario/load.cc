#include "src/scenario/load.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "src/scenario/assign.h"
#include "src/scenario/cross_checks.h"
#include "src/scenario/method_parts.h"
#include "src/scenario/nearest.h"
#include "src/scenario/parse.h"
#include "src/scenario/value_text.h"

namespace ogsim {
namespace {

std::string why_unreadable(const std::string& file) {
    std::error_code error;
    if (std::filesystem::is_directory(file, error)) {
        return fmt::format("{}: is a folder, not a scenario file", file);
    }
    return fmt::format("{}: cannot be read: {}", file, std::generic_category().message(errno));
}

std::optional<std::string> text_of_file(const std::string& file) {
    constexpr std::streamsize kMost = (1 << 20) + 1;  // one byte more than text_faults() lets pass
    std::ifstream stream(file, std::ios::binary);
    std::string text(static_cast<std::size_t>(kMost), '\0');
    stream.read(text.data(), kMost);
    if (stream.bad() || (stream.fail() && !stream.eof())) {
        return std::nullopt;
    }
    text.resize(static_cast<std::size_t>(stream.gcount()));
    return text;
}

// The first line that is not blank, where it is a comment; the name of the file otherwise.
std::string title_of(const std::string& text, const std::string& file) {
    constexpr std::string_view kBlank = " \t\r\n";
    std::string fallback = std::filesystem::path(file).stem().string();
    const std::size_t start = text.find_first_not_of(kBlank);
    if (start == std::string::npos || text[start] != '#') {
        return fallback;
    }
    const std::string line = text.substr(start, text.find('\n', start) - start);
    const std::size_t first = line.find_first_not_of("# \t\r");
    return first == std::string::npos ? fallback : line.substr(first, line.find_last_not_of(kBlank) - first + 1);
}

bool is_of_sweep(std::string_view path) {
    return path == "sweep" || path.starts_with("sweep.");
}

}  // namespace

ScenarioFaults::ScenarioFaults(std::vector<std::string> faults)
    : std::runtime_error(fmt::format("{}", fmt::join(faults, "\n"))), faults_(std::move(faults)) {}

ScenarioFile read_scenario_file(const std::string& file) {
    errno = 0;
    const auto text = text_of_file(file);
    if (!text) {
        return {.name = file, .text = "", .entries = {.entries = {}, .faults = {why_unreadable(file)}}};
    }
    return {.name = file, .text = *text, .entries = parse_toml(*text, file)};
}

ScenarioDraft::ScenarioDraft(const ScenarioFile& file) : file_(file.name) {
    const std::filesystem::path folder = std::filesystem::path(file_).parent_path();
    scenario_.folder = folder.empty() ? "." : folder.string();
    scenario_.title = title_of(file.text, file_);
    set(file.entries);
}

void ScenarioDraft::complain(const Entry& entry, std::string_view text) {
    faults_.push_back(fmt::format("{}: {} = {}: {}", entry.place, entry.path, shown(entry.value), text));
}

void ScenarioDraft::take_unknown(const Entry& entry) {
    const auto* table = std::get_if<TableValue>(&entry.value);
    if (is_of_sweep(entry.path)) {
        complain(entry, "[sweep] stands in a file: vary a key by --each KEY=VALUE,VALUE, give --replicas N");
    } else if (is_section(entry.path)) {
        if (table == nullptr) {
            complain(entry, fmt::format("is a section, [{}], and takes no value", entry.path));
        }
    } else if (table == nullptr) {
        complain(entry, "unknown key" + did_you_mean(nearest_key(entry.path)));
    } else if (table->empty) {
        faults_.push_back(fmt::format("{}: [{}]: unknown section", entry.place, entry.path));
    }  // else its entries are complained about one by one
}

void ScenarioDraft::set(const Entry& entry) {
    const Key* key = find_key(entry.path);
    if (key == nullptr) {
        take_unknown(entry);
        return;
    }
    places_.insert_or_assign(entry.path, entry.place);
    if (const auto fault = assign(*key, entry, scenario_)) {
        complain(entry, *fault);
        faulty_.insert(entry.path);
    }
}

void ScenarioDraft::set(const Entries& entries) {
    faults_.insert(faults_.end(), entries.faults.begin(), entries.faults.end());
    is_complete_ = is_complete_ && entries.faults.empty();
    for (const Entry& entry : entries.entries) {
        set(entry);
    }
}

Scenario ScenarioDraft::values() const {
    Scenario filled = scenario_;
    fill_in(filled.method);
    return filled;
}

std::vector<std::string> ScenarioDraft::all_faults() const {
    std::vector<std::string> faults = faults_;
    if (!is_complete_) {
        return faults;
    }
    const Scenario filled = values();
    for (const CrossFault& fault : cross_faults(scenario_)) {
        const bool concerns_faulty =
            is_faulty(fault.path) || std::any_of(fault.involved.begin(), fault.involved.end(),
                                                 [this](std::string_view path) { return is_faulty(path); });
        if (!concerns_faulty) {
            const auto place = places_.find(fault.path);
            const bool was_set = place != places_.end();
            faults.push_back(fmt::format("{}: {} = {}{}: {}", was_set ? place->second : file_, fault.path,
                                         value_text(*find_key(fault.path), filled), was_set ? "" : " (default)",
                                         fault.text));
        }
    }
    return faults;
}

Scenario load_scenario(const std::string& file, std::span<const std::string> settings) {
    ScenarioDraft draft(read_scenario_file(file));
    for (const std::string& setting : settings) {
        draft.set(parse_setting(setting));
    }
    if (std::vector<std::string> faults = draft.all_faults(); !faults.empty()) {
        throw ScenarioFaults(std::move(faults));
    }
    return draft.values();
}

}  // namespace ogsim
