#include "src/report/analysis/study_groups.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <stdexcept>

#include "src/scenario/keys.h"

namespace ogsim {
namespace {

constexpr const char* kMethod = "method.name";
constexpr std::size_t kMostInName = 4;  // keys

std::string without_quotes(const std::string& value) {
    const bool is_quoted = value.size() > 1 && value.front() == '"' && value.back() == '"';
    return is_quoted ? value.substr(1, value.size() - 2) : value;
}

/// As a key's path ends that has it: "m_s" of "m/s", "dbm" of "dBm".
std::string unit_suffix(std::string_view unit) {
    std::string suffix;
    for (const char letter : unit) {
        suffix += letter == '/' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    }
    return suffix;
}

/// A key without its section and its unit, and the unit: "radius" and "m" of network.radius_m.
std::pair<std::string, std::string> words_of(const std::string& key) {
    std::string words = key.substr(key.rfind('.') + 1);
    const Key* known = find_key(key);
    std::string unit(known == nullptr ? "" : known->unit);
    const std::string suffix = "_" + unit_suffix(unit);
    if (!unit.empty() && words.size() > suffix.size() && words.ends_with(suffix)) {
        words.resize(words.size() - suffix.size());
    } else {
        unit.clear();
    }
    std::replace(words.begin(), words.end(), '_', ' ');
    return {words, unit};
}

/// Its place in `names`, where it is put if it is new.
std::size_t place_of(const std::string& name, std::vector<std::string>& names) {
    const auto found = std::find(names.begin(), names.end(), name);
    const auto place = static_cast<std::size_t>(found - names.begin());
    if (found == names.end()) {
        names.push_back(name);
    }
    return place;
}

std::string series_key_of(const std::vector<std::string>& keys) {
    if (keys.empty()) {
        return "";
    }
    return std::count(keys.begin(), keys.end(), kMethod) > 0 ? kMethod : keys.front();
}

std::string setting_of_run(const ResultRun& run, const std::vector<std::string>& keys) {
    std::string name;
    for (const std::string& key : keys) {
        name += (name.empty() ? "" : ", ") + setting_name(key, varied_value(run, key));
    }
    return name;
}

std::size_t combinations(const StudyResults& results, const std::vector<std::string>& keys) {
    std::set<std::string> names;
    for (const ResultRun& run : results.runs) {
        names.insert(setting_of_run(run, keys));
    }
    return names.size();
}

/// Those of the keys that tell the settings apart: not one that only follows another.
std::vector<std::string> telling(const StudyResults& results, const std::vector<std::string>& keys) {
    std::vector<std::string> chosen;
    for (const std::string& key : keys) {
        std::vector<std::string> more = chosen;
        more.push_back(key);
        if (combinations(results, more) > std::max<std::size_t>(1, combinations(results, chosen))) {
            chosen = std::move(more);
        }
    }
    return chosen;
}

std::string series_of_run(const ResultRun& run, const std::string& key) {
    if (key.empty()) {
        return run.summary.method;
    }
    return setting_name(key, varied_value(run, key));
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) {
        text += (text.empty() ? "" : ", ") + name;
    }
    return text;
}

std::size_t baseline_of(const std::vector<std::string>& series, const std::string& wanted) {
    const auto found = std::find(series.begin(), series.end(), wanted.empty() ? "gd" : wanted);
    if (found != series.end()) {
        return static_cast<std::size_t>(found - series.begin());
    }
    if (!wanted.empty()) {
        throw std::invalid_argument(
            fmt::format("--baseline {}: nothing in this study is called so; it compares {}", wanted, joined(series)));
    }
    return 0;
}

}  // namespace

std::string key_label(const std::string& key) {
    const auto [words, unit] = words_of(key);
    return unit.empty() ? words : fmt::format("{} ({})", words, unit);
}

std::string setting_name(const std::string& key, const std::string& value) {
    if (key == kMethod) {
        return value;
    }
    if (key == "network.workers") {
        return value + (value == "1" ? " worker" : " workers");
    }
    const auto [words, unit] = words_of(key);
    return fmt::format("{} {}{}", words, value.empty() ? "not set" : value, unit.empty() ? "" : " " + unit);
}

std::string varied_value(const ResultRun& run, const std::string& key) {
    const auto found =
        std::find_if(run.varied.begin(), run.varied.end(), [&key](const auto& entry) { return entry.first == key; });
    return found == run.varied.end() ? "" : without_quotes(found->second);
}

const Group* StudyGroups::find(std::size_t one_series, std::size_t setting) const {
    const auto found = std::find_if(groups.begin(), groups.end(), [&](const Group& group) {
        return group.series == one_series && group.setting == setting;
    });
    return found == groups.end() ? nullptr : &*found;
}

StudyGroups groups_of(const StudyResults& results, const std::string& baseline) {
    if (results.runs.empty()) {
        throw std::invalid_argument(fmt::format("{}: there is no finished run to report", joined(results.sources)));
    }
    StudyGroups all{.results = &results,
                    .series_key = series_key_of(results.varied_keys),
                    .setting_keys = {},
                    .series = {},
                    .settings = {},
                    .groups = {},
                    .target = {}};
    for (const std::string& key : results.varied_keys) {
        if (key != all.series_key) {
            all.setting_keys.push_back(key);
        }
    }
    const std::vector<std::string> named = telling(results, all.setting_keys);
    std::map<std::pair<std::size_t, std::size_t>, std::vector<const ResultRun*>> runs;  // by setting and series
    for (const ResultRun& run : results.runs) {
        const std::size_t setting = place_of(setting_of_run(run, named), all.settings);
        runs[{setting, place_of(series_of_run(run, all.series_key), all.series)}].push_back(&run);
    }
    for (const auto& [place, members] : runs) {
        all.groups.push_back({.series = place.second, .setting = place.first, .runs = members});
    }
    for (std::size_t setting = 0; named.size() > kMostInName && setting < all.settings.size(); ++setting) {
        all.settings[setting] = fmt::format("setting {}", setting + 1);
    }
    all.baseline = baseline_of(all.series, baseline);
    return all;
}

}  // namespace ogsim
