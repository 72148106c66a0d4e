#pragma once

#include <string>
#include <vector>

#include "src/record/study/results.h"

namespace ogsim {

/// Reads what is to be reported: study files, run folders and folders of run folders, mixed.
///
/// One study is taken as it is. Of several sources the keys are varied that are varied in a study of them, or that do
/// not have the same value in all runs; runs of the same run.seed are of the same replica. A run that is there twice
/// counts once.
/// @throws std::invalid_argument naming the source that is none.
[[nodiscard]] StudyResults read_results(const std::vector<std::string>& sources);

}  // namespace ogsim
