#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "src/sweep/run_job.h"

/// In what order the runs of a study begin. Results do not depend on it.
namespace ogsim {

/// A run that is to be run.
struct WantedRun {
    std::size_t run = 0;
    double cost = 0.0;    ///< Roughly, in any unit.
    std::string problem;  ///< Runs of the same name share what is known of their problem; empty: nothing to share.
};

/// Costly runs first, so that no process is left alone with a long one at the end. Where several runs share a problem,
/// it is explored once before the first of them, early enough that other runs keep the slots busy meanwhile.
class Schedule {
 public:
    /// @param ahead  explores as long as fewer runs than this are ready: the slots.
    Schedule(const std::vector<WantedRun>& runs, std::size_t ahead);
    /// What to do next; nothing where all that is left waits for a problem to be explored, or nothing is left.
    [[nodiscard]] std::optional<Task> next();
    /// A task of next() that could not be begun.
    void put_back(const Task& task);
    /// @param known  what explore() found; empty where it failed: then each run finds, and fails, by itself.
    void explored(std::size_t run, const std::string& known);

 private:
    struct Problem {
        std::vector<std::size_t> runs = {};
        std::string known = {};
    };
    using Place = std::pair<double, std::size_t>;  // falling cost, then position

    std::map<std::size_t, double> costs_;
    std::map<std::size_t, std::string> problem_of_;
    std::map<std::string, Problem> problems_;
    std::set<Place> ready_;
    std::set<Place> unexplored_;  // one run for each problem
    std::size_t ahead_;
};

}  // namespace ogsim
