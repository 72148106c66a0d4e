#pragma once

#include <string>
#include <utility>
#include <vector>

#include "src/record/rows.h"

namespace ogsim {

/// Runs side by side, a row each: what it took to learn, where the joules went, and which was cheapest to the target.
/// @param runs  name and summary; at least one.
[[nodiscard]] std::string comparison_text(const std::vector<std::pair<std::string, Summary>>& runs);

}  // namespace ogsim
