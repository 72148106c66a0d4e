#include "src/sweep/schedule.h"

#include <algorithm>

namespace ogsim {

Schedule::Schedule(const std::vector<WantedRun>& runs, std::size_t ahead) : ahead_(ahead) {
    for (const WantedRun& run : runs) {
        costs_[run.run] = run.cost;
        problem_of_[run.run] = run.problem;
        if (run.problem.empty()) {
            ready_.emplace(-run.cost, run.run);
        } else {
            problems_[run.problem].runs.push_back(run.run);
        }
    }
    for (const auto& [name, problem] : problems_) {
        if (problem.runs.size() == 1) {
            ready_.emplace(-costs_[problem.runs[0]], problem.runs[0]);
            continue;
        }
        Place first{0.0, problem.runs[0]};
        for (const std::size_t run : problem.runs) {
            first = std::min(first, Place{-costs_[run], run});
        }
        unexplored_.insert(first);
    }
}

std::optional<Task> Schedule::next() {
    if (!unexplored_.empty() && ready_.size() < ahead_) {
        const std::size_t run = unexplored_.extract(unexplored_.begin()).value().second;
        return Task{.run = run, .explores = true, .known = {}};
    }
    if (ready_.empty()) {
        return std::nullopt;
    }
    const std::size_t run = ready_.extract(ready_.begin()).value().second;
    const std::string& problem = problem_of_[run];
    return Task{.run = run, .explores = false, .known = problem.empty() ? "" : problems_[problem].known};
}

void Schedule::put_back(const Task& task) {
    (task.explores ? unexplored_ : ready_).emplace(-costs_[task.run], task.run);
}

void Schedule::explored(std::size_t run, const std::string& known) {
    Problem& problem = problems_[problem_of_[run]];
    problem.known = known;
    for (const std::size_t waiting : problem.runs) {
        ready_.emplace(-costs_[waiting], waiting);
    }
}

}  // namespace ogsim
