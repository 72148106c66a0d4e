#pragma once

#include "src/scenario/load.h"
#include "src/sweep/fault_book.h"
#include "src/sweep/study.h"
#include "src/sweep/sweep_table.h"

namespace ogsim {

/// Adds every run of the table to the study: each combination that the constraints want, set over `base`, checked, with
/// all its replicas. Counts the combinations that are left out.
/// @param study  whose file, settings and shape are known already.
/// @return what is wrong with combinations; where there is something, the study is not to be used.
[[nodiscard]] FaultBook expand(const SweepTable& table, const ScenarioDraft& base, Study& study);

}  // namespace ogsim
