#pragma once

#include <span>

#include "src/scenario/keys.h"

/// The parts of which keys() is put together, in the order of the expanded scenario: one theme each.
namespace ogsim {

[[nodiscard]] std::span<const Key> problem_source_keys();       ///< What is learned, from which samples.
[[nodiscard]] std::span<const Key> problem_preparation_keys();  ///< What is done to loss and samples first.
[[nodiscard]] std::span<const Key> problem_draw_keys();         ///< What is drawn at random.
[[nodiscard]] std::span<const Key> method_part_keys();          ///< Which method, or its parts one by one.
[[nodiscard]] std::span<const Key> method_step_keys();          ///< How server and workers step.
[[nodiscard]] std::span<const Key> method_budget_keys();        ///< How much may stay unsaid, and when a worker speaks.
[[nodiscard]] std::span<const Key> method_encoder_keys();       ///< In how many bits.
[[nodiscard]] std::span<const Key> network_placement_keys();    ///< Which air, who is in it, and where.
[[nodiscard]] std::span<const Key> network_round_keys();        ///< The times of a round.
[[nodiscard]] std::span<const Key> channel_keys();              ///< What becomes of power on its way.
[[nodiscard]] std::span<const Key> mobility_keys();
[[nodiscard]] std::span<const Key> interference_keys();  ///< Who else is on the band.
[[nodiscard]] std::span<const Key> ideal_keys();
[[nodiscard]] std::span<const Key> cell_keys();
[[nodiscard]] std::span<const Key> wifi_radio_keys();
[[nodiscard]] std::span<const Key> wifi_message_keys();  ///< How a message becomes frames, and what becomes of them.
[[nodiscard]] std::span<const Key> lrwpan_mac_keys();
[[nodiscard]] std::span<const Key> lrwpan_message_keys();
[[nodiscard]] std::span<const Key> energy_device_keys();   ///< What a node draws.
[[nodiscard]] std::span<const Key> energy_battery_keys();  ///< What it draws it from.
[[nodiscard]] std::span<const Key> fault_keys();           ///< What fails, and how often.
[[nodiscard]] std::span<const Key> run_keys();
[[nodiscard]] std::span<const Key> record_keys();

}  // namespace ogsim
