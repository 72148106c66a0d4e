#pragma once

#include <functional>
#include <span>
#include <vector>

#include "src/record/rows.h"
#include "src/scenario/scenario.h"

namespace ogsim {

/// What a run leaves behind besides the rows of its rounds.
struct RunResult {
    Summary summary;  ///< Without scenario_hash, for which all data files are read: callers mostly know it.
    std::vector<WorkerRow> workers;
};

/// Builds everything that the scenario names, runs it on ns-3's event loop, and reports.
///
/// One at a time in a process.
/// @param on_row  called with each round's row, in order, as soon as the fate of each of its updates is known.
/// @param listeners  hear every event, before anything that follows from it. Where one of them, or on_row, throws, the
/// run ends and throws the same.
/// @param threads  at most so many share the gradients, >= 1; nothing that comes out depends on it.
/// @throws std::invalid_argument where the scenario's data or settings do not fit together.
[[nodiscard]] RunResult run_experiment(const Scenario& scenario, const std::function<void(const RoundRow&)>& on_row,
                                       std::span<Sink* const> listeners = {}, int threads = 1);

}  // namespace ogsim
