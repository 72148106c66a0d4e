#pragma once

#include <span>

#include "src/scenario/keys.h"

/// The parts of which keys() is put together, in the order of the expanded scenario: one theme each.
namespace ogsim {

[[nodiscard]] std::span<const Key> problem_source_keys();       ///< What is learned, from which samples.
[[nodiscard]] std::span<const Key> problem_preparation_keys();  ///< What is done to loss and samples first.
[[nodiscard]] std::span<const Key> problem_draw_keys();         ///< What is drawn at random.
[[nodiscard]] std::span<const Key> method_step_keys();          ///< Which method, and how far it steps.
[[nodiscard]] std::span<const Key> method_speaking_keys();      ///< When a worker speaks, and in which form.
[[nodiscard]] std::span<const Key> network_placement_keys();    ///< Which air, who is in it, and where.
[[nodiscard]] std::span<const Key> network_round_keys();        ///< The times of a round.
[[nodiscard]] std::span<const Key> ideal_keys();
[[nodiscard]] std::span<const Key> wifi_radio_keys();
[[nodiscard]] std::span<const Key> wifi_message_keys();  ///< How a message becomes frames, and what becomes of them.
[[nodiscard]] std::span<const Key> energy_keys();
[[nodiscard]] std::span<const Key> run_keys();

}  // namespace ogsim
