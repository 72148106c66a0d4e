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
[[nodiscard]] std::span<const Key> network_downlink_keys();     ///< What the server says, and by which clock all count.
[[nodiscard]] std::span<const Key> network_time_keys();         ///< The times of a round.
[[nodiscard]] std::span<const Key> network_radio_keys();        ///< What every radio does alike.
[[nodiscard]] std::span<const Key> channel_keys();              ///< What becomes of power on its way.
[[nodiscard]] std::span<const Key> mobility_keys();
[[nodiscard]] std::span<const Key> interference_keys();  ///< Who else is on the band.
[[nodiscard]] std::span<const Key> ideal_keys();
[[nodiscard]] std::span<const Key> cell_access_keys();     ///< Which radio, and how it gets at the channel.
[[nodiscard]] std::span<const Key> cell_reception_keys();  ///< What it hears.
[[nodiscard]] std::span<const Key> wifi_radio_keys();
[[nodiscard]] std::span<const Key> wifi_message_keys();  ///< How a message becomes frames, and what becomes of them.
[[nodiscard]] std::span<const Key> lrwpan_mac_keys();
[[nodiscard]] std::span<const Key> lrwpan_message_keys();
[[nodiscard]] std::span<const Key> energy_device_keys();   ///< What a node draws.
[[nodiscard]] std::span<const Key> energy_battery_keys();  ///< What it draws it from.
[[nodiscard]] std::span<const Key> fault_rate_keys();      ///< Who crashes how often.
[[nodiscard]] std::span<const Key> fault_schedule_keys();  ///< Who crashes when, and who is slow.
[[nodiscard]] std::span<const Key> run_keys();
[[nodiscard]] std::span<const Key> record_keys();

}  // namespace ogsim
