#include "src/run/check.h"

#include "src/run/air.h"
#include "src/run/setup.h"

namespace ogsim {

std::string check_runnable(const Scenario& scenario) {
    check_medium(scenario);
    const LearningTask task = build_checked_task(scenario);
    return task.description;
}

}  // namespace ogsim
