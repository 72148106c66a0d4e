#pragma once

#include <optional>
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

/// What the whole radio draws while it sends at a level.
struct TxLevel {
    Dbm level;
    Watts power;
};

/// Power and speed of a node, each figure with its source. A row of the catalogue, or one that was changed.
///
/// Every radio state's power is that of the whole node while its processor waits; a computation adds `compute`. Where
/// the processor sleeps together with the radio, `compute` is counted from there.
struct Device {
    std::string_view name;  ///< Value of the key energy.device.
    std::string_view description;
    Watts tx, rx, busy, idle, sleep;  ///< Power in that state; off draws nothing.
    Watts switching;                  ///< Power while it wakes up; falling asleep takes no time.
    Seconds wake_time;                ///< From sleep to idle.
    Watts compute;                    ///< Power above that of the radio's state while a gradient is computed.
    double flops_per_second;          ///< Speed at which it is; > 0.
    std::string_view power_source;
    std::string_view compute_source;          ///< Says "assumed" where nothing is published.
    std::string_view wake_source = {};        ///< Of wake_time and switching.
    std::span<const TxLevel> tx_by_dbm = {};  ///< By rising level; empty: `tx` at any level.

    [[nodiscard]] Watts power(RadioState state) const;
    [[nodiscard]] double joules_per_flop() const { return compute.si / flops_per_second; }
    /// The loudest level it can send at; nothing where any will do.
    [[nodiscard]] std::optional<Dbm> loudest() const;
};

/// Power while sending at `level`: linear in it between two rows of tx_by_dbm, and that of the quietest row below it
/// (what a transmitter draws does not fall to nothing); `tx` where the device has no rows.
/// @throws std::invalid_argument above the loudest row.
[[nodiscard]] Watts tx_power(const Device& device, Dbm level);

/// The most a node can draw at any time: its hungriest state, while it computes.
[[nodiscard]] Watts peak_power(const Device& device);

/// All profiles; the first one is ns-3's own.
[[nodiscard]] std::span<const Device> device_catalogue();

/// The profile with that name. @throws std::invalid_argument naming the known ones.
[[nodiscard]] const Device& device_entry(std::string_view name);

}  // namespace ogsim
