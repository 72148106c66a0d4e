#pragma once

#include <span>
#include <string_view>

#include "model/radio/error_rate.h"
#include "model/units/quantity.h"
#include "model/units/sim_time.h"

namespace ogsim {

enum class Access { kDcf, kCsma802154 };
enum class Preamble { kOfdm, kErpOfdm, kHtMixed, kDsss, k802154 };

/// A rate at which a radio sends.
struct RadioMode {
    std::string_view name;  ///< As ns-3 calls it.
    Mode mode;
    Preamble preamble;
    BitsPerSecond rate;  ///< Of data bits.
    int mcs = 0;         ///< Of kHtMixed.
};

/// A radio as its standard has it; figures that no standard gives say so beside the table.
struct RadioProfile {
    std::string_view name;  ///< Value of network.cell.radio.
    Access access;
    std::span<const RadioMode> modes;  ///< Slowest first.
    std::string_view data_mode;        ///< Default for updates.
    std::string_view control_mode;     ///< Broadcasts and acknowledgements.
    std::string_view lowest_mode;      ///< Of the acknowledgement that EIFS leaves room for.
    SimTime sifs, slot, cca;           ///< kDcf. cca: how late another's beginning is noticed.
    int window_min, window_max;        ///< kDcf: CWmin, CWmax of best effort; kCsma802154: macMinBE, macMaxBE.
    int voice_window;                  ///< Of the server: kDcf: CWmin of voice; kCsma802154: its macMinBE.
    SimTime voice_burst;               ///< kDcf: transmit opportunity of voice.
    int mac_retries;                   ///< After the first attempt.
    Bytes overhead, ack, fragment;     ///< Around a piece with our header; of an acknowledgement; default piece.
    Bytes largest_fragment;
    double frequency_hz, bandwidth_hz;
    Dbm tx_power;
    Dbm sensitivity;       ///< Below it a frame is not noticed by its receiver.
    Dbm energy_detection;  ///< Above it foreign energy is a busy channel.
    Decibels noise_figure;
    Decibels capture;  ///< Least SINR at which a frame survives others.
};

/// 802.11n, 802.11a, 802.11g, 802.11b, 802.15.4.
[[nodiscard]] std::span<const RadioProfile> radio_catalogue();
/// @throws std::invalid_argument naming the known ones.
[[nodiscard]] const RadioProfile& radio_entry(std::string_view name);
/// @throws std::invalid_argument naming the radio's modes.
[[nodiscard]] const RadioMode& radio_mode(const RadioProfile& radio, std::string_view name);

/// Airtime of a frame of `size` (MAC header and checksum counted) in that mode.
[[nodiscard]] SimTime airtime(const RadioMode& mode, Bytes size);

}  // namespace ogsim
