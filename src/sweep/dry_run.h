#pragma once

#include <optional>
#include <span>
#include <string>

#include "src/record/study/store.h"
#include "src/sweep/shard.h"
#include "src/sweep/study.h"

namespace ogsim {

/// How far a study is.
struct StudyProgress {
    std::span<const RunState> states;               ///< Of each run.
    std::span<const std::optional<double>> wall_s;  ///< What the runs that are done took; nothing where unknown.
    int jobs = 1;                                   ///< Processes at a time.
    StudyShard shard = {};                          ///< Of which runs it is asked; all of them tell how long runs take.
};

/// Wall seconds that the waiting runs are expected to take: each the mean of what the done runs of its combination
/// took, or of all that are done; on `jobs` processes, and no less than the longest of them.
/// Nothing where no run is done yet; 0 where none waits.
/// @throws std::invalid_argument where states or seconds are not one for each run, or jobs < 1.
[[nodiscard]] std::optional<double> remaining_seconds(const Study& study, const StudyProgress& progress);

/// What --dry-run prints: a table of the runs (the first and the last ones of a long study), how many of them are done,
/// and how long the rest will take.
[[nodiscard]] std::string dry_run_text(const Study& study, const StudyProgress& progress);

/// "40 s", "12 min", "3.2 h", "5.1 days".
[[nodiscard]] std::string span_text(double seconds);

}  // namespace ogsim
