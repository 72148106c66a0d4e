#pragma once

#include <map>
#include <string>
#include <vector>

#include "src/record/rows.h"

namespace ogsim {

/// One run among others.
struct ComparedRun {
    std::string name;
    Summary summary;
    std::map<std::string, std::string> keys = {};  ///< Its expanded scenario, key to value as text; may be empty.
};

/// Runs side by side, a row each in every table: what they took to learn, what became of the updates, where the joules
/// went, in which keys the runs differ; and which run was cheapest to the target, where all learned the same problem to
/// the same target.
/// @param runs  at least one.
[[nodiscard]] std::string comparison_text(const std::vector<ComparedRun>& runs);

}  // namespace ogsim
