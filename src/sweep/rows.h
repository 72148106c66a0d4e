#pragma once

#include <string>
#include <vector>

#include "src/record/study/store.h"
#include "src/sweep/study.h"

/// A study as its file keeps it.
namespace ogsim {

[[nodiscard]] StudyFacts facts_of(const Study& study, const std::string& provenance);

[[nodiscard]] std::vector<PlannedRow> planned_rows(const Study& study);

/// "ogsim run FILE --set KEY=VALUE ...", each word as a shell wants it: runs that run alone.
[[nodiscard]] std::string repeat_command(const Study& study, const StudyRun& run);

/// The word as it is where a shell takes it so, else in single quotes.
[[nodiscard]] std::string shell_word(const std::string& word);

}  // namespace ogsim
