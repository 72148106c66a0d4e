#pragma once

#include <optional>
#include <string>

#include "src/scenario/keys.h"
#include "src/scenario/value.h"

namespace ogsim {

/// Puts the value of `entry` into the place of its key.
/// @return what must stand there instead, in which case nothing is changed: "must be > 0 m".
[[nodiscard]] std::optional<std::string> assign(const Key& key, const Entry& entry, Scenario& scenario);

}  // namespace ogsim
