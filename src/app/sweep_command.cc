#include "src/app/commands.h"
#include "src/app/ranks.h"
#include "src/app/sweep_steps.h"
#include "src/sweep/machine.h"

namespace ogsim {

int sweep_command(const SweepRequest& request) {
    if (is_one_of_many()) {
        return sweep_among_ranks(request);
    }
    const ReadySweep sweep = ready_sweep(request, usable_cores());
    if (request.is_dry_run) {
        return dry_run(sweep);
    }
    LocalHands hands(sweep.study, sweep.jobs, sweep.limits);
    return follow_sweep(request, sweep, hands);
}

}  // namespace ogsim
