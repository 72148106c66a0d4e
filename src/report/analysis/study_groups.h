#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "src/record/study/results.h"
#include "src/report/analysis/figure.h"

namespace ogsim {

/// The replicas of one combination.
struct Group {
    std::size_t series, setting;
    std::vector<const ResultRun*> runs;  ///< As they stand in the results.
};

/// The results, sorted into what is compared (series) and under which circumstances (settings). Looks into the results,
/// which must outlive it.
struct StudyGroups {
    const StudyResults* results;
    std::string series_key;                 ///< method.name where it is varied, else the first varied key, else empty.
    std::vector<std::string> setting_keys;  ///< The other varied keys.
    std::vector<std::string> series, settings;  ///< Names; one at least.
    std::vector<Group> groups;                  ///< Those with runs: setting by setting, in each series by series.
    std::optional<Target> target;
    std::size_t baseline = 0;  ///< Of the series.

    [[nodiscard]] const std::string& series_of(const Group& group) const { return series[group.series]; }
    [[nodiscard]] const std::string& setting_of(const Group& group) const { return settings[group.setting]; }
    /// Null where that combination has no run.
    [[nodiscard]] const Group* find(std::size_t one_series, std::size_t setting) const;
};

/// @param baseline  a series; empty: "gd" where it is one, else the first.
/// @throws std::invalid_argument where there is no run, or no such series.
[[nodiscard]] StudyGroups groups_of(const StudyResults& results, const std::string& baseline);

/// "20 workers", "radius 50 m", "gd".
[[nodiscard]] std::string setting_name(const std::string& key, const std::string& value);

/// "radius (m)", for an axis.
[[nodiscard]] std::string key_label(const std::string& key);

/// The value of that varied key, without quotes; empty where the run has none.
[[nodiscard]] std::string varied_value(const ResultRun& run, const std::string& key);

}  // namespace ogsim
