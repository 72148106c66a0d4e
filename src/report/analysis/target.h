#pragma once

#include <optional>
#include <string>

#include "src/record/study/results.h"
#include "src/report/analysis/figure.h"

namespace ogsim {

/// @param kind  "accuracy", "gap" or "loss".
[[nodiscard]] Target target_of(const std::string& kind, double value);

/// What the runs stop at, from their scenarios: nothing where they have no target, or not all the same one. Of an
/// accuracy and a gap the gap, which says more of what was learned.
[[nodiscard]] std::optional<Target> common_target(const StudyResults& results);

/// Whether some run has a target.
[[nodiscard]] bool some_have_target(const StudyResults& results);

}  // namespace ogsim
