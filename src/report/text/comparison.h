#pragma once

#include <string>
#include <vector>

#include "src/record/rows.h"
#include "src/report/text/run_names.h"

namespace ogsim {

/// One run among others.
struct ComparedRun {
    std::string name;
    Summary summary;
    KeyValues keys = {};  ///< Its expanded scenario; may be empty.
};

/// Runs side by side, a row each in every table: what they learned, what that took, what became of the updates and of
/// their order, what the air carried, where the joules went; in which other keys the runs differ; and which run was
/// cheapest to the target, where all learned the same problem to the same target.
/// @param runs  at least one.
/// @param head  of the column of names.
/// @param told  keys that the names tell already.
[[nodiscard]] std::string comparison_text(const std::vector<ComparedRun>& runs, const std::string& head = "run",
                                          const std::vector<std::string>& told = {});

}  // namespace ogsim
