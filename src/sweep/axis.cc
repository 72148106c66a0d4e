#include "src/sweep/axis.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <stdexcept>

#include "src/scenario/assign.h"
#include "src/scenario/nearest.h"
#include "src/scenario/parse.h"
#include "src/scenario/value_text.h"
#include "src/sweep/ranges.h"

namespace ogsim {
namespace {

bool is_plain(const std::string& text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
               c == '_' || c == '+' || c == '/';
    });
}

/// Whether --set takes the setting for exactly this value.
bool means(const Key& key, const std::string& setting, const std::string& value) {
    const Entries entries = parse_setting(setting);
    Scenario scratch;
    return entries.faults.empty() && !assign(key, entries.entries.front(), scratch) &&
           value_text(key, scratch) == value;
}

std::string list_advice(const Key& key) {
    return fmt::format(
        "must be a list, \"{0}\" = [...], or a range, \"{0}\" = {{ from = A, to = B, step = C }}; what "
        "is the same in all runs stands in [{1}]",
        key.path, section_of(key));
}

std::vector<Entry> entries_of(const Key& key, const Tree& values) {
    const std::string path(key.path);
    std::vector<Entry> entries;
    if (values.is_list) {
        for (const Tree& one : values.inside) {
            entries.push_back({.path = path, .place = one.place, .value = one.value});
        }
        if (entries.empty()) {
            throw std::invalid_argument(fmt::format("{}: sweep.{} = []: must hold a value", values.place, path));
        }
        return entries;
    }
    if (!std::holds_alternative<TableValue>(values.value)) {
        throw std::invalid_argument(
            fmt::format("{}: sweep.{} = {}: {}", values.place, path, shown(values.value), list_advice(key)));
    }
    for (const Value& value : range_values(key, values)) {
        entries.push_back({.path = path, .place = values.place, .value = value});
    }
    return entries;
}

std::string row_text(const Axis& axis, std::size_t row) {
    std::string text;
    for (const Column& column : axis.columns) {
        text += (text.empty() ? "" : ", ") + column.values[row].text;
    }
    return text;
}

std::string names_of(const Axis& axis) {
    std::string text;
    for (const Column& column : axis.columns) {
        text += (text.empty() ? "" : ", ") + column.key;
    }
    return text;
}

}  // namespace

std::string unquoted(const std::string& text) {
    const bool is_quoted = text.size() > 1 && text.front() == '"' && text.back() == '"';
    return is_quoted ? text.substr(1, text.size() - 2) : text;
}

AxisValue axis_value(const Key& key, const Entry& entry) {
    Scenario scratch;
    if (const auto fault = assign(key, entry, scratch)) {
        throw std::invalid_argument(
            fmt::format("{}: {} = {}: {}", entry.place, entry.path, shown(entry.value), *fault));
    }
    const std::string value = value_text(key, scratch);
    const std::string text = unquoted(value);
    const std::string plain = fmt::format("{}={}", key.path, text);
    const bool is_safe = is_plain(text) && means(key, plain, value);
    return {.entry = entry, .text = text, .setting = is_safe ? plain : fmt::format("{}={}", key.path, value)};
}

const Key& varied_key(const std::string& name, const std::string& place) {
    if (const Key* key = find_key(name)) {
        return *key;
    }
    static constexpr const char* kOwn[] = {"together", "where", "replicas", "time_limit_s", "memory_limit_mb"};
    auto suggestion = nearest_word(name, std::vector<std::string>(std::begin(kOwn), std::end(kOwn)));
    if (!suggestion) {
        suggestion = nearest_key(name);
    }
    throw std::invalid_argument(fmt::format("{}: sweep.{}: {}{}", place, name,
                                            is_section(name) ? "is a section; vary one of its keys" : "unknown key",
                                            did_you_mean(suggestion)));
}

Column column_of(const Key& key, const Tree& values, std::vector<std::string>& faults) {
    Column column{.key = std::string(key.path), .place = values.place, .values = {}};
    std::vector<Entry> entries;
    try {
        entries = entries_of(key, values);
    } catch (const std::invalid_argument& fault) {
        faults.emplace_back(fault.what());
    }
    for (const Entry& entry : entries) {
        try {
            column.values.push_back(axis_value(key, entry));
        } catch (const std::invalid_argument& fault) {
            faults.emplace_back(fault.what());
        }
    }
    return column;
}

void check_rows(const Axis& axis, std::vector<std::string>& faults) {
    for (const Column& column : axis.columns) {
        if (column.values.size() != axis.size()) {
            faults.push_back(fmt::format("{}: {} values of {} varied together with {} of {}: must be as many",
                                         column.place, column.values.size(), column.key, axis.size(),
                                         axis.columns.front().key));
            return;
        }
    }
    std::map<std::string, int> seen;
    for (std::size_t row = 0; row < axis.size(); ++row) {
        const std::string text = row_text(axis, row);
        if (++seen[text] == 2) {
            faults.push_back(fmt::format("{}: {} = {}: stands there twice; replicas = N repeats runs with other seeds",
                                         axis.columns.front().values[row].entry.place, names_of(axis), text));
        }
    }
}

}  // namespace ogsim
