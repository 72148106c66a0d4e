#pragma once

#include <string>

#include "src/record/rows.h"

namespace ogsim {

/// What a person wants to read at the end of a run: did it reach the target, at what cost, where the joules went, what
/// the air did to the updates and their order.
[[nodiscard]] std::string summary_text(const Summary& summary);

}  // namespace ogsim
