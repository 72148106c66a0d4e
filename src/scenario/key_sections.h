#pragma once

#include <span>

#include "src/scenario/keys.h"

/// The parts of which keys() is put together.
namespace ogsim {

[[nodiscard]] std::span<const Key> problem_keys();
[[nodiscard]] std::span<const Key> method_keys();
[[nodiscard]] std::span<const Key> network_keys();
[[nodiscard]] std::span<const Key> energy_keys();
[[nodiscard]] std::span<const Key> run_keys();

}  // namespace ogsim
