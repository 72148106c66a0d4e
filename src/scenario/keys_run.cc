#include "src/scenario/key_sections.h"

namespace ogsim {

std::span<const Key> run_keys() {
    static const Key kKeys[] = {
        {.path = "run.rounds",
         .description = "Rounds after which the run ends at the latest.",
         .field = [](Scenario& s) -> Field { return &s.run.rounds; },
         .least = 1.0,
         .most = 1e9},
        {.path = "run.seed",
         .description = "Seed of everything that is drawn at random.",
         .field = [](Scenario& s) -> Field { return &s.run.seed; },
         .least = 0.0},
        {.path = "run.target_gap",
         .description = "The run ends once the loss is less than this above its least value; where target_accuracy is "
                        "set too, both must hold.",
         .field = [](Scenario& s) -> Field { return &s.run.target_gap; },
         .least = 0.0,
         .excludes_least = true},
        {.path = "run.target_accuracy",
         .description = "The run ends once this share of the held-back samples is classified rightly; where target_gap "
                        "is set too, both must hold.",
         .field = [](Scenario& s) -> Field { return &s.run.target_accuracy; },
         .least = 0.0,
         .most = 1.0,
         .excludes_least = true},
        {.path = "run.diverged_above",
         .description = "The run ends as diverged once the loss exceeds this multiple of the larger of 1 and the loss "
                        "at the start.",
         .field = [](Scenario& s) -> Field { return &s.run.diverged_above; },
         .least = 1.0,
         .excludes_least = true,
         .source = "assumed"},
    };
    return kKeys;
}

}  // namespace ogsim
