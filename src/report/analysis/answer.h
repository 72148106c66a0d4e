#pragma once

#include "src/report/analysis/figure.h"
#include "src/report/analysis/study_groups.h"

namespace ogsim {

/// The sentence that says what it costs, its table, and what a reader must know besides.
[[nodiscard]] Answer answer_of(const StudyGroups& groups);

/// Name and value of what made the results, and how to make them again.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> provenance_of(const StudyGroups& groups);

}  // namespace ogsim
