#include "src/run/kept_task.h"

#include <optional>
#include <string>

#include "src/dataset/kept_tables.h"
#include "src/run/known_problem.h"

namespace ogsim {
namespace {

struct Kept {
    std::string name;
    LearningTask task;
};

std::optional<Kept>& kept() {
    static std::optional<Kept> the_one;
    return the_one;
}

std::size_t bytes_of(const LearningTask& task) {
    Eigen::Index numbers = task.test.features.size();
    for (const Shard& shard : task.objective.shards) {
        numbers += shard.features.size();
    }
    return sizeof(double) * static_cast<std::size_t>(numbers);
}

}  // namespace

LearningTask task_once(const Scenario& scenario, const std::function<LearningTask()>& build) {
    if (!keeps_tables()) {
        return build();
    }
    const std::string name = problem_name(scenario);
    if (kept() && kept()->name == name) {
        return kept()->task;
    }
    kept().reset();
    LearningTask task = build();
    if (bytes_of(task) <= kMostOfATask) {
        kept() = Kept{.name = name, .task = task};
    }
    return task;
}

}  // namespace ogsim
