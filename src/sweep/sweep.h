#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "src/record/study/store.h"
#include "src/sweep/hands.h"
#include "src/sweep/shard.h"
#include "src/sweep/study.h"

/// The runs of a study that its file does not have yet, run and put there.
namespace ogsim {

struct SweepSettings {
    StudyShard shard = {};
    bool retries = false;  ///< Runs what failed before once more.
};

/// How far a sweep is: of its shard.
struct SweepState {
    std::size_t runs = 0;
    std::size_t done = 0;             ///< With a result, earlier ones included.
    std::vector<std::size_t> failed;  ///< Positions, those of earlier sweeps first.
    std::size_t done_now = 0;         ///< In this sweep.
    double joules_now = 0.0;          ///< That the nodes spent in these.
    double cost_now = 0.0;            ///< What this sweep has behind it ...
    double cost_wanted = 0.0;         ///< ... of this, in a unit that says how long it takes.
    bool is_stopped = false;

    [[nodiscard]] bool is_complete() const { return done == runs; }
};

/// What a sweep tells and asks while it works.
struct SweepWatch {
    std::function<void(const SweepState&)> on_progress;  ///< Often.
    std::function<bool()> is_stopped;                    ///< Whether to end early: what is under way is given up.
};

/// Runs what is wanted and not there, and puts each result into the store as it comes.
/// @param store  with the study's plan.
/// @throws CannotWrite where the store does: what was put before is there.
SweepState run_sweep(const Study& study, StudyStore& store, Hands& hands, const SweepSettings& settings,
                     const SweepWatch& watch);

/// Of the store's states, for those who do not run it.
[[nodiscard]] SweepState state_of(const StudyStore& store, const StudyShard& shard);

/// Roughly how long a run takes, in no particular unit.
[[nodiscard]] double cost_of(const Scenario& scenario);

}  // namespace ogsim
