#include "src/scenario/key_sections.h"

namespace ogsim {

std::span<const Key> fault_rate_keys() {
    static const Key kKeys[] = {
        {.path = "faults.worker_mtbf_s",
         .unit = "s",
         .description = "Mean time from a worker's return, or the start, to its crash.",
         .field = [](Scenario& s) -> Field { return &s.faults.worker_mtbf_s; },
         .least = 0.0,
         .excludes_least = true,
         .when_absent = "no worker crashes"},
        {.path = "faults.worker_mttr_s",
         .unit = "s",
         .description = "Mean time from a worker's crash to its return.",
         .field = [](Scenario& s) -> Field { return &s.faults.worker_mttr_s; },
         .least = 0.0,
         .excludes_least = true,
         .source = "assumed"},
        {.path = "faults.forgets",
         .description = "Probability that a crash costs a worker what it remembers of its own updates.",
         .field = [](Scenario& s) -> Field { return &s.faults.forgets; },
         .least = 0.0,
         .most = 1.0},
        {.path = "faults.server_mtbf_s",
         .unit = "s",
         .description = "Mean time from the server's return, or the start, to its crash.",
         .field = [](Scenario& s) -> Field { return &s.faults.server_mtbf_s; },
         .least = 0.0,
         .excludes_least = true,
         .when_absent = "the server does not crash"},
        {.path = "faults.server_mttr_s",
         .unit = "s",
         .description = "Mean time from the server's crash to its return.",
         .field = [](Scenario& s) -> Field { return &s.faults.server_mttr_s; },
         .least = 0.0,
         .excludes_least = true,
         .source = "assumed"},
        {.path = "faults.save_every",
         .description =
             "Rounds between two saved states of the server, from the last of which it goes on after a crash.",
         .field = [](Scenario& s) -> Field { return &s.faults.save_every; },
         .least = 1.0,
         .most = 1e9,
         .source = "assumed"},
    };
    return kKeys;
}

std::span<const Key> fault_schedule_keys() {
    static const Key kKeys[] = {
        {.path = "faults.schedule",
         .description = "Crashes at known times.",
         .field = [](Scenario& s) -> Field { return &s.faults.schedule; },
         .syntax =
             "WHO@FROM-UNTIL, ... with WHO a worker's number or server and times in s; a ! at the end: it forgets"},
        {.path = "faults.stragglers",
         .description = "Share of the workers, drawn at random, whose processor is slow.",
         .field = [](Scenario& s) -> Field { return &s.faults.stragglers; },
         .least = 0.0,
         .most = 1.0},
        {.path = "faults.slowdown",
         .description = "How many times as long a straggler computes.",
         .field = [](Scenario& s) -> Field { return &s.faults.slowdown; },
         .least = 1.0,
         .source = "assumed"},
        {.path = "faults.clock_error_ppm",
         .unit = "ppm",
         .description = "Standard deviation of the error of the workers' own clocks, which time what they do not hear.",
         .field = [](Scenario& s) -> Field { return &s.faults.clock_error_ppm; },
         .least = 0.0,
         .most = 1e5},
    };
    return kKeys;
}

}  // namespace ogsim
