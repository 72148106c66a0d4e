#pragma once

#include <optional>
#include <string>
#include <vector>

#include "src/report/analysis/run_costs.h"
#include "src/report/analysis/study_groups.h"

/// Pieces of the answer: its table, its notes, and how it says a number.
namespace ogsim {

inline constexpr Measure kJoules = Measure::kTotal;  ///< What the answer is about.

[[nodiscard]] std::vector<std::string> answer_head(const StudyGroups& groups);
[[nodiscard]] std::vector<std::string> answer_row(const StudyGroups& groups, const Group& group);
[[nodiscard]] std::string answer_reading(const StudyGroups& groups);
[[nodiscard]] std::vector<std::string> answer_notes(const StudyGroups& groups);

/// Three significant digits: "0.614", "12.3".
[[nodiscard]] std::string short_number(double value);

/// "[0.58, 0.64]"; "[0.58, more]" where it is open; empty where there is none.
[[nodiscard]] std::string interval_words(const std::optional<double>& low, const std::optional<double>& high);

/// The bootstrap's interval of the ratio of joules, from a stream of its own, so that it is the same each time.
[[nodiscard]] std::optional<Interval> bootstrap_to(const Group& baseline, const Group& group,
                                                   const std::optional<Target>& target);

/// How many of its runs reached the target; all without one.
[[nodiscard]] std::size_t reached_in(const StudyGroups& groups, const Group& group);

}  // namespace ogsim
