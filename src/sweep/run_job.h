#pragma once

#include <cstddef>
#include <string>

#include "src/record/run_record.h"
#include "src/scenario/scenario.h"
#include "src/sweep/study.h"

/// What is done in the processes of a study.
namespace ogsim {

/// A piece of work: a run, or what several runs need to know of their problem before they begin.
struct Task {
    std::size_t run = 0;    ///< Its place in Study::runs; to explore: that of any run of the problem.
    bool explores = false;  ///< Finds the problem's KnownProblem; else runs the run.
    std::string known;      ///< to_bytes(KnownProblem) of the run's problem; empty: it finds out by itself.
};

/// Runs the scenario and returns all that it leaves behind; [record] is left aside. Of a combination the first replica
/// alone records what the nodes do in a few rounds.  @throws as run_experiment().
[[nodiscard]] RunRecord run_record(const StudyRun& run);

/// Does the task. @return to_bytes(RunRecord), or
/// to_bytes(KnownProblem).
[[nodiscard]] std::string done_task(const Study& study, const Task& task);

/// Whether a process that has done it is as good as new for the next. With ns-3's radios it might not be: their library
/// counts packets and addresses for all of a process. Of ns-3 the other media use the clock alone.
[[nodiscard]] bool leaves_nothing_behind(const Study& study, const Task& task);

/// A task as text for another process that knows the study, and back.
[[nodiscard]] std::string order_of(const Task& task);
[[nodiscard]] Task task_of(const std::string& order);

/// One text of all four, and back, to the byte.
[[nodiscard]] std::string to_bytes(const RunRecord& record);
/// @throws std::invalid_argument where to_bytes() did not make them.
[[nodiscard]] RunRecord run_record(const std::string& bytes);

}  // namespace ogsim
