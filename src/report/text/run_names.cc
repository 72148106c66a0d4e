#include "src/report/text/run_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "src/scenario/keys.h"
#include "src/scenario/method_parts.h"
#include "src/scenario/value_text.h"

namespace ogsim {
namespace {

constexpr std::size_t kMostTelling = 3;   // keys in a name
constexpr std::size_t kLongestName = 40;  // letters
constexpr std::size_t kMostValues = 6;    // of a key that are listed with their runs

std::string value_of(const KeyValues& run, std::string_view key) {
    const auto found = std::find_if(run.begin(), run.end(), [key](const auto& entry) { return entry.first == key; });
    return found == run.end() ? "" : found->second;
}

std::string without_quotes(const std::string& value) {
    const bool is_quoted = value.size() > 1 && value.front() == '"' && value.back() == '"';
    return is_quoted ? value.substr(1, value.size() - 2) : value;
}

std::string shown_value(const KeyValues& run, std::string_view key) {
    const std::string value = without_quotes(value_of(run, key));
    return value.empty() ? "not set" : value;
}

/// Whether the run's method has this key of [method] from its row.
bool follows_from_name(const KeyValues& run, const std::string& key) {
    Scenario scenario;
    scenario.method.name = without_quotes(value_of(run, "method.name"));
    try {
        fill_in(scenario.method);
    } catch (const std::invalid_argument&) {
        return false;  // a method of another version
    }
    const Key* known = find_key(key);
    return known != nullptr && value_text(*known, scenario) == value_of(run, key);
}

bool is_told(const std::string& key, const std::vector<KeyValues>& runs) {
    if (key.starts_with("record.")) {
        return false;
    }
    if (!key.starts_with("method.") || key == "method.name") {
        return true;
    }
    return !std::all_of(runs.begin(), runs.end(), [&](const KeyValues& run) { return follows_from_name(run, key); });
}

std::size_t different_names(const std::vector<std::string>& keys, const std::vector<KeyValues>& runs) {
    const RunNames all = names_by(keys, runs);
    return std::set<std::string>(all.names.begin(), all.names.end()).size();
}

/// "medium" of "network.medium", or all of it where another of the keys ends so too.
std::string short_key(const std::string& key, const std::vector<std::string>& keys) {
    const auto last_part = [](const std::string& path) { return path.substr(path.rfind('.') + 1); };
    const auto same = std::count_if(keys.begin(), keys.end(),
                                    [&](const std::string& other) { return last_part(other) == last_part(key); });
    return same > 1 || key == "method.name" ? key : last_part(key);
}

}  // namespace

std::vector<std::string> differing_keys(const std::vector<KeyValues>& runs) {
    std::vector<std::string> differing;
    const auto longest =
        std::max_element(runs.begin(), runs.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); });
    for (const auto& [key, value] : longest == runs.end() ? KeyValues{} : *longest) {
        const bool differs = std::any_of(runs.begin(), runs.end(), [&key = key, &value = value](const KeyValues& run) {
            return value_of(run, key) != value;
        });
        if (differs && is_told(key, runs)) {
            differing.push_back(key);
        }
    }
    return differing;
}

RunNames names_by(const std::vector<std::string>& keys, const std::vector<KeyValues>& runs) {
    RunNames result{.head = "", .names = std::vector<std::string>(runs.size())};
    for (const std::string& key : keys) {
        const char* const separator = result.head.empty() ? "" : ", ";
        result.head += separator + short_key(key, keys);
        for (std::size_t run = 0; run < runs.size(); ++run) {
            result.names[run] += separator + shown_value(runs[run], key);
        }
    }
    return result;
}

std::vector<std::string> telling_keys(const std::vector<std::string>& differing, const std::vector<KeyValues>& runs) {
    std::vector<std::string> chosen;
    std::size_t told_apart = 1;
    for (const std::string& key : differing) {
        std::vector<std::string> more = chosen;
        more.push_back(key);
        if (const std::size_t now = different_names(more, runs); now > told_apart) {
            chosen = std::move(more);
            told_apart = now;
        }
    }
    const RunNames all = names_by(chosen, runs);
    const bool is_short = chosen.size() <= kMostTelling &&
                          std::all_of(all.names.begin(), all.names.end(),
                                      [](const std::string& name) { return name.size() <= kLongestName; });
    return told_apart == runs.size() && is_short ? chosen : std::vector<std::string>{};
}

std::string differences_text(const std::vector<std::string>& keys, const std::vector<KeyValues>& runs,
                             const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& key : keys) {
        std::vector<std::pair<std::string, std::string>> values;  // and who has it
        for (std::size_t run = 0; run < runs.size(); ++run) {
            const std::string value = shown_value(runs[run], key);
            const auto known = std::find_if(values.begin(), values.end(),
                                            [&value](const auto& entry) { return entry.first == value; });
            if (known == values.end()) {
                values.emplace_back(value, names[run]);
            } else {
                known->second += ", " + names[run];
            }
        }
        text += key + ":";
        if (values.size() > kMostValues) {
            text += fmt::format(" {} values, {} to {}\n", values.size(), values.front().first, values.back().first);
            continue;
        }
        for (const auto& [value, who] : values) {
            text += fmt::format("{} {} ({})", &value == &values.front().first ? "" : ",", value, who);
        }
        text += "\n";
    }
    return text;
}

}  // namespace ogsim
