#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "src/sweep/study.h"

namespace ogsim {

/// A first look at a study: a row for each combination with how many of its runs are done, how many reached their
/// target, and medians over them of joules, seconds, updates, and what was learned. What did not reach the target
/// counts as infinitely dear; a median that is infinite is "-".
/// @return empty where there are more than kMostCombinations, or nothing is done.
[[nodiscard]] std::string medians_text(const Study& study, const std::filesystem::path& file);

inline constexpr std::size_t kMostCombinations = 40;

}  // namespace ogsim
