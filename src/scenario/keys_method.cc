#include "model/compression/compression.h"
#include "model/method/method.h"
#include "src/scenario/key_sections.h"
#include "src/scenario/word_tables.h"

namespace ogsim {
namespace {

constexpr std::string_view kLag = "Chen, Giannakis, Sun, Yin, LAG, NeurIPS 2018: the value of its experiments";

}  // namespace

std::span<const Key> method_step_keys() {
    static const Key kKeys[] = {
        {.path = "method.name",
         .description = "Who speaks, what is said and how the server steps (ogsim describe methods).",
         .field = [](Scenario& s) -> Field { return &s.method.name; },
         .allowed = [] { return names(method_catalogue()); }},
        {.path = "method.step_size",
         .description = "alpha: a number, or a multiple of one over the smoothness constant L of the problem.",
         .field = [](Scenario& s) -> Field { return &s.method.step_size; },
         .may_be_number = true,
         .syntax = "a number > 0, or such a number followed by /L, as in \"0.9/L\"",
         .source = kLag},
        {.path = "method.memory_depth",
         .description = "D: how many past steps make up the budget of what may stay unsaid.",
         .field = [](Scenario& s) -> Field { return &s.method.memory_depth; },
         .least = 1.0,
         .most = 10000.0,
         .source = kLag},
        {.path = "method.memory_weight",
         .description = "xi: weight of each of these steps; convergence is proven for D xi < 1 and a step size of at "
                        "most (1 - D xi)/L.",
         .field = [](Scenario& s) -> Field { return &s.method.memory_weight; },
         .least = 0.0,
         .source = kLag},
    };
    return kKeys;
}

std::span<const Key> method_speaking_keys() {
    static const Key kKeys[] = {
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
        {.path = "method.compression",
         .description = "What is said (ogsim describe compressions); the method's own where absent.",
         .field = [](Scenario& s) -> Field { return &s.method.compression; },
         .allowed = [] { return names(compression_catalogue()); }},
    };
    return kKeys;
}

}  // namespace ogsim
