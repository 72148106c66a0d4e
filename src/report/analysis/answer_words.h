#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "src/report/analysis/run_costs.h"
#include "src/report/analysis/study_groups.h"

/// What the sentences of the answer are made of.
namespace ogsim {

inline constexpr std::size_t kMostNamed = 4;  ///< Series in a sentence; the table has them all.

/// "To 95 % accuracy"; of whole runs where there is no target.
[[nodiscard]] std::string aim_words(const StudyGroups& groups);

/// "0.61 [0.58, 0.64]"; the number alone where there is no interval.
[[nodiscard]] std::string with_interval(double value, const std::optional<double>& low,
                                        const std::optional<double>& high);

/// "a", "a and b", "a, b and c".
[[nodiscard]] std::string listed(const std::vector<std::string>& names);

/// A series against the baseline of its setting.
struct Compared {
    const Group* group;
    Ratio ratio;
};

/// Those of one setting whose ratio is known, the least first.
[[nodiscard]] std::vector<Compared> compared_in(const StudyGroups& groups, std::size_t setting);

/// "; 3 more in the table"; empty where all are named.
[[nodiscard]] std::string others_words(std::size_t named, std::size_t all);

/// The answer's sentence where there is one setting, and where there are several.
[[nodiscard]] std::string one_setting_sentence(const StudyGroups& groups);
[[nodiscard]] std::string settings_sentence(const StudyGroups& groups);

}  // namespace ogsim
