#pragma once

#include <span>
#include <string_view>

#include "model/units/quantity.h"

namespace ogsim {

/// What a node's radio does at an instant. Exactly one of these at any time.
/// kSwitch: waking up; neither hears nor sends.
enum class RadioState { kTx, kRx, kBusy, kIdle, kSleep, kSwitch, kOff };
inline constexpr int kRadioStates = 7;
/// tx, rx, busy, idle, sleep, switch, off.
[[nodiscard]] std::string_view name(RadioState state);

/// Power and speed of a node, each figure with its source.
struct Device {
    std::string_view name;  ///< Value of the key energy.device.
    std::string_view description;
    Watts tx, rx, busy, idle, sleep;  ///< Power of the whole radio in that state; off draws nothing.
    Watts switching;                  ///< Power while it wakes up; falling asleep takes no time.
    Seconds wake_time;                ///< From sleep to idle.
    Watts compute;                    ///< Power above the radio's while the processor computes a gradient.
    double flops_per_second;          ///< Speed at which it does so; > 0.
    std::string_view power_source;
    std::string_view compute_source;  ///< Says "assumed" where nothing is published.

    [[nodiscard]] Watts power(RadioState state) const;
};

/// wifi-ns3, esp32.
[[nodiscard]] std::span<const Device> device_catalogue();

/// The profile with that name. @throws std::invalid_argument naming the known ones.
[[nodiscard]] const Device& device_entry(std::string_view name);

}  // namespace ogsim
