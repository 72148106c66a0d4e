#pragma once

#include "model/method/method.h"
#include "model/method/tools.h"
#include "model/problem/objective.h"
#include "src/protocol/rules.h"
#include "src/scenario/scenario.h"

namespace ogsim {

/// Whether all workers of a run may be one Crowd: the one place where that is decided. Where it is not, each is an
/// object of its own, and does the same.
///
/// @param has_listeners  somebody else hears the run's events, one by one.
[[nodiscard]] bool may_be_a_crowd(const Scenario& scenario, const Objective& objective, const MethodParts& parts,
                                  const MethodTools& tools, const ProtocolRules& rules, bool has_listeners);

}  // namespace ogsim
