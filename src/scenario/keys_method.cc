#include "model/compression/compression.h"
#include "model/compression/memory.h"
#include "model/method/loudness.h"
#include "model/method/method.h"
#include "model/optimizer/aggregation.h"
#include "model/optimizer/optimizer.h"
#include "model/optimizer/schedule.h"
#include "model/selection/selection.h"
#include "src/scenario/key_sections.h"
#include "src/scenario/word_tables.h"

namespace ogsim {
namespace {

constexpr std::string_view kOwn = "the method's own (ogsim describe methods)";

}  // namespace

std::span<const Key> method_part_keys() {
    static const Key kKeys[] = {
        {.path = "method.name",
         .description = "A paper's method: a named choice of all the other keys of this section, each of which can be "
                        "set in its place (ogsim describe methods).",
         .field = [](Scenario& s) -> Field { return &s.method.name; },
         .allowed = [] { return names(method_catalogue()); }},
        {.path = "method.selection",
         .description = "Who speaks (ogsim describe selections).",
         .field = [](Scenario& s) -> Field { return &s.method.selection; },
         .allowed = [] { return names(selection_catalogue()); },
         .when_absent = kOwn},
        {.path = "method.loudness",
         .description = "The norm that the selection sees (ogsim describe loudness).",
         .field = [](Scenario& s) -> Field { return &s.method.loudness; },
         .allowed = [] { return names(loudness_catalogue()); },
         .when_absent = kOwn},
        {.path = "method.compression",
         .description = "What is said, in which bits (ogsim describe compressions).",
         .field = [](Scenario& s) -> Field { return &s.method.compression; },
         .allowed = [] { return names(compression_catalogue()); },
         .when_absent = kOwn},
        {.path = "method.memory",
         .description = "What both ends remember of what was said (ogsim describe memories).",
         .field = [](Scenario& s) -> Field { return &s.method.memory; },
         .allowed = [] { return names(memory_catalogue()); },
         .when_absent = kOwn},
        {.path = "method.aggregation",
         .description = "How the server puts together what it holds (ogsim describe aggregations).",
         .field = [](Scenario& s) -> Field { return &s.method.aggregation; },
         .allowed = [] { return names(aggregation_catalogue()); },
         .when_absent = kOwn},
        {.path = "method.optimizer",
         .description = "How the server steps (ogsim describe optimizers).",
         .field = [](Scenario& s) -> Field { return &s.method.optimizer; },
         .allowed = [] { return names(optimizer_catalogue()); },
         .when_absent = kOwn},
    };
    return kKeys;
}

std::span<const Key> method_step_keys() {
    static const Key kKeys[] = {
        {.path = "method.step_size",
         .description =
             "alpha: a number, or a multiple of one over the smoothness constant L of the problem, or over M "
             "times it, M the number of workers.",
         .field = [](Scenario& s) -> Field { return &s.method.step_size; },
         .may_be_number = true,
         .syntax = "a number > 0, or such a number followed by /L or /ML, as in \"0.9/L\"",
         .when_absent = kOwn},
        {.path = "method.schedule",
         .description = "How alpha changes from round to round (ogsim describe schedules).",
         .field = [](Scenario& s) -> Field { return &s.method.schedule; },
         .allowed = [] { return names(schedule_catalogue()); },
         .when_absent = kOwn},
        {.path = "method.schedule_rounds",
         .unit = "rounds",
         .description = "K0: the rounds in which a schedule changes much.",
         .field = [](Scenario& s) -> Field { return &s.method.schedule_rounds; },
         .least = 0.0,
         .excludes_least = true,
         .when_absent = kOwn},
        {.path = "method.momentum",
         .description = "beta of heavy-ball and nesterov.",
         .field = [](Scenario& s) -> Field { return &s.method.momentum; },
         .least = 0.0,
         .most = 1.0,
         .excludes_most = true,
         .when_absent = kOwn},
        {.path = "method.batch_size",
         .description = "Samples of a minibatch, drawn anew for each gradient; 0, or as many as the worker has: all of "
                        "them.",
         .field = [](Scenario& s) -> Field { return &s.method.batch_size; },
         .least = 0.0,
         .most = 1e9,
         .when_absent = kOwn},
        {.path = "method.local_steps",
         .description = "E: steps of its own that a worker takes before it speaks; 1: it speaks of the gradient.",
         .field = [](Scenario& s) -> Field { return &s.method.local_steps; },
         .least = 1.0,
         .most = 1e6,
         .when_absent = kOwn},
        {.path = "method.proximal_weight",
         .description = "mu: how strongly own steps are pulled back to the model heard (FedProx).",
         .field = [](Scenario& s) -> Field { return &s.method.proximal_weight; },
         .least = 0.0,
         .when_absent = kOwn},
    };
    return kKeys;
}

std::span<const Key> method_budget_keys() {
    static const Key kKeys[] = {
        {.path = "method.memory_depth",
         .description = "D: how many past steps make up the budget of what may stay unsaid.",
         .field = [](Scenario& s) -> Field { return &s.method.memory_depth; },
         .least = 1.0,
         .most = 10000.0,
         .when_absent = kOwn},
        {.path = "method.memory_weight",
         .description = "xi: weight of each of these steps; convergence is proven for D xi < 1 and a step size of at "
                        "most (1 - D xi)/L.",
         .field = [](Scenario& s) -> Field { return &s.method.memory_weight; },
         .least = 0.0,
         .when_absent = kOwn},
        {.path = "method.subset_fraction",
         .description = "Share of the workers that random-subset draws and top-norm hears.",
         .field = [](Scenario& s) -> Field { return &s.method.subset_fraction; },
         .least = 0.0,
         .most = 1.0,
         .excludes_least = true,
         .when_absent = kOwn},
        {.path = "method.longest_silence",
         .unit = "rounds",
         .description = "laq: after how many silent rounds a worker speaks whatever its norm.",
         .field = [](Scenario& s) -> Field { return &s.method.longest_silence; },
         .least = 1.0,
         .most = 1e9,
         .when_absent = kOwn},
        {.path = "method.summation",
         .description = "How the server adds up what it holds of the workers.",
         .field = [](Scenario& s) -> Field { return &s.method.summation; },
         .allowed = [] { return names(summation_table()); },
         .when_absent = "running where network.downlink is overheard, else anew"},
        {.path = "method.state",
         .description = "In what both ends keep what the server holds of each worker.",
         .field = [](Scenario& s) -> Field { return &s.method.state; },
         .allowed = [] { return names(state_table()); }},
        {.path = "method.ordering",
         .description = "phi: how the norm of an innovation becomes the time at which it is due.",
         .field = [](Scenario& s) -> Field { return &s.method.ordering; },
         .allowed = [] { return names(ordering_table()); }},
        {.path = "method.ordering_range",
         .description = "R of the logarithmic ordering: norms of R tau/M and more are all due at once; must be above "
                        "the number of workers.",
         .field = [](Scenario& s) -> Field { return &s.method.ordering_range; },
         .least = 1.0,
         .excludes_least = true,
         .source = "assumed"},
    };
    return kKeys;
}

std::span<const Key> method_encoder_keys() {
    static const Key kKeys[] = {
        {.path = "method.kept_fraction",
         .description = "Share of the entries that top-k and rand-k keep; one entry at least.",
         .field = [](Scenario& s) -> Field { return &s.method.kept_fraction; },
         .least = 0.0,
         .most = 1.0,
         .excludes_least = true,
         .when_absent = kOwn},
        {.path = "method.bits",
         .description = "Bits an entry of the compression laq.",
         .field = [](Scenario& s) -> Field { return &s.method.bits; },
         .least = 1.0,
         .most = 24.0,
         .when_absent = kOwn},
        {.path = "method.levels",
         .description = "Levels above zero of the compression qsgd.",
         .field = [](Scenario& s) -> Field { return &s.method.levels; },
         .least = 1.0,
         .most = 65535.0,
         .when_absent = kOwn},
        {.path = "method.threshold",
         .description = "xi of the compression sparsified-difference: entries up to xi/(alpha M) times the iterate's "
                        "last movement stay unsaid.",
         .field = [](Scenario& s) -> Field { return &s.method.threshold; },
         .least = 0.0,
         .when_absent = kOwn},
        {.path = "method.retention",
         .description = "Of the memory `difference`: the share of what was said that h keeps.",
         .field = [](Scenario& s) -> Field { return &s.method.retention; },
         .least = 0.0,
         .most = 1.0,
         .excludes_least = true,
         .when_absent = kOwn},
    };
    return kKeys;
}

}  // namespace ogsim
