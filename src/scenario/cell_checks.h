#pragma once

#include <optional>

#include "src/scenario/cross_checks.h"

namespace ogsim {

/// A key of [network.cell] that its radio does not allow: a rate it does not know, a fragment that does not fit into
/// its frames, a contention window beyond its own kind of backoff.
[[nodiscard]] std::optional<CrossFault> cell_fault(const Scenario& scenario);

}  // namespace ogsim
