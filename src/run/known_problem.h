#pragma once

#include <optional>
#include <string>

#include "model/problem/optimum.h"
#include "src/scenario/scenario.h"

/// What takes long to find out about a problem, found once for all runs that share it.
namespace ogsim {

/// A problem as the runs of a study share it: those of one replica under several methods, say.
struct KnownProblem {
    std::string name;                ///< problem_name() of the scenario.
    double smoothness = 0.0;         ///< L.
    std::optional<Optimum> optimum;  ///< Nothing where none exists, or it is not asked for.
};

/// All that decides a KnownProblem: [problem], its seed, the number of workers, the folder, and whether a gap is asked
/// for. Equal names: equal bits.
[[nodiscard]] std::string problem_name(const Scenario& scenario);

/// Whether it is likely to take longer to find than to hand on: whether f* may be looked for.
[[nodiscard]] bool is_worth_sharing(const Scenario& scenario);

/// Finds it as build_workload() does. @throws as build_workload().
[[nodiscard]] KnownProblem explore(const Scenario& scenario);

/// From now on build_workload() in this process takes from here what it would find: the same bits.
void remember(KnownProblem problem);
/// What was remembered last, if it is this scenario's; else null.
[[nodiscard]] const KnownProblem* recall(const Scenario& scenario);

/// As bytes for another process of the same machine type, to the bit.
[[nodiscard]] std::string to_bytes(const KnownProblem& problem);
/// @throws std::invalid_argument where to_bytes() did not make them.
[[nodiscard]] KnownProblem known_problem(const std::string& bytes);

}  // namespace ogsim
