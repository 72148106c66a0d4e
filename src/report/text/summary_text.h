#pragma once

#include <string>

#include "src/record/rows.h"

namespace ogsim {

/// What a person wants to read at the end of a run: did it reach the target, at what cost, where the joules went, what
/// the air did to the updates and their order.
[[nodiscard]] std::string summary_text(const Summary& summary);

/// How it ended, in one sentence without a full stop.
[[nodiscard]] std::string ending_text(const Summary& summary);

/// The method's name, and in brackets the parts in which it is not the one that goes by that name.
[[nodiscard]] std::string method_label(const Summary& summary);

}  // namespace ogsim
