#pragma once

#include <memory>

#include "model/compression/compression.h"
#include "model/compression/memory.h"
#include "model/method/loudness.h"
#include "model/method/method.h"
#include "model/optimizer/aggregation.h"
#include "model/optimizer/optimizer.h"
#include "model/optimizer/schedule.h"
#include "model/selection/selection.h"

namespace ogsim {

/// The things that the parts of a method name, ready for one run (the optimizer has a state).
struct MethodTools {
    std::unique_ptr<const Selection> selection;
    Needs selection_needs = Needs::kNothing;
    Turns turns = Turns::kPolled;
    Loudness loudness = Loudness::kInnovation;
    std::unique_ptr<const Compression> compression;
    MemoryRule memory;
    Aggregation aggregation = Aggregation::kSum;
    const ScheduleEntry* schedule = nullptr;
    std::unique_ptr<Optimizer> optimizer;
};

/// @param l1_weight  of the problem: the optimizer's proximal step.
/// @throws std::invalid_argument naming a part that is unknown or a setting that is out of range.
[[nodiscard]] MethodTools make_tools(const MethodParts& parts, double l1_weight = 0.0);

/// Whether the method promises ||grad f(theta^k) - s^k|| <= tau_k where nothing is lost: its selection certifies that
/// the innovations of the silent ones sum to no more, and all that is said is a whole gradient's exact innovation.
[[nodiscard]] bool promises_budget(const MethodParts& parts);

}  // namespace ogsim
