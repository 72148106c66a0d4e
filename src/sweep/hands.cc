#include "src/sweep/hands.h"

#include <unistd.h>

#include <array>
#include <utility>

namespace ogsim {
namespace {

std::string host_name() {
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

}  // namespace

LocalHands::LocalHands(const Study& study, int slots, const Limits& limits)
    : study_(study),
      slots_(slots),
      host_(host_name()),
      pool_(slots, limits, [&study](const std::string& order) { return done_task(study, task_of(order)); }) {}

bool LocalHands::start(const Task& task) {
    const std::size_t id = 2 * task.run + (task.explores ? 1 : 0);
    if (std::string order = order_of(task); leaves_nothing_behind(study_, task) && order.size() < Pool::kLongestOrder) {
        return pool_.order(id, order);
    }
    return pool_.start(id, [&] { return done_task(study_, task); });
}

std::vector<Outcome> LocalHands::wait(double at_most_s) {
    std::vector<Outcome> outcomes;
    for (Ended& ended : pool_.wait(at_most_s)) {
        const Task task{.run = ended.id / 2, .explores = ended.id % 2 == 1, .known = {}};
        outcomes.push_back({.task = task, .ended = std::move(ended), .host = host_});
    }
    return outcomes;
}

}  // namespace ogsim
