#include "model/method/tools.h"

namespace ogsim {

MethodTools make_tools(const MethodParts& parts, double l1_weight) {
    const SelectionEntry& selection = selection_entry(parts.selection);
    return {.selection =
                selection.make({.subset_fraction = parts.subset_fraction, .longest_silence = parts.longest_silence}),
            .selection_needs = selection.needs,
            .turns = selection.turns,
            .loudness = loudness_entry(parts.loudness).loudness,
            .compression = compression_entry(parts.compression)
                               .make({.kept_fraction = parts.kept_fraction,
                                      .bits = parts.bits,
                                      .levels = parts.levels,
                                      .threshold = parts.threshold}),
            .memory = memory_rule(memory_entry(parts.memory), parts.retention),
            .aggregation = aggregation_entry(parts.aggregation).aggregation,
            .schedule = &schedule_entry(parts.schedule),
            .optimizer = optimizer_entry(parts.optimizer).make({.momentum = parts.momentum, .l1_weight = l1_weight})};
}

bool promises_budget(const MethodParts& parts) {
    const bool says_all = compression_entry(parts.compression).fidelity == Fidelity::kRounded &&
                          memory_rule(memory_entry(parts.memory), parts.retention).retention == 1.0 &&
                          aggregation_entry(parts.aggregation).aggregation == Aggregation::kSum;
    const bool is_whole_gradient = parts.batch_size == 0 && parts.local_steps == 1;
    return selection_entry(parts.selection).certifies && says_all && is_whole_gradient &&
           loudness_entry(parts.loudness).loudness == Loudness::kInnovation;
}

}  // namespace ogsim
