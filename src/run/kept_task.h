#pragma once

#include <functional>

#include "src/dataset/task.h"
#include "src/scenario/scenario.h"

namespace ogsim {

/// Bytes of numbers beyond which a task is not kept: to build it anew takes little of the time of its runs.
inline constexpr std::size_t kMostOfATask = std::size_t{16} << 20;

/// What `build` returns, or returned last, if that was for the same data, split and problem. Kept only while
/// KeptTables are: where one process does many runs.
[[nodiscard]] LearningTask task_once(const Scenario& scenario, const std::function<LearningTask()>& build);

}  // namespace ogsim
