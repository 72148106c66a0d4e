#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "model/units/quantity.h"
#include "src/network/air_options.h"
#include "src/protocol/ports.h"

/// Every medium there is, made from plain values. No type of ns-3 passes here.
namespace ogsim {

struct IdealOptions {
    int workers = 1;
    BitsPerSecond rate{24e6};
    SimTime wake_time{0};  ///< See WorkerRadio::wake.
    Overhearing overhearing = Overhearing::kOff;
};

struct WifiOptions {
    int workers = 1;
    Metres radius{20.0};  ///< Of the disc: the server in its centre, workers uniform over its area.
    std::string standard = "802.11n";
    std::string data_mode = {};  ///< ns-3's name of the rate for updates; empty: the standard's default.
    Dbm tx_power{16.0};
    double path_loss_exponent = 3.0;
    Decibels reference_loss{46.6777};  ///< At 1 m.
    double extra_loss = 0.0;           ///< Probability that a receiver drops a fragment it decoded; the MAC sees it.
    Bytes fragment{1400};              ///< Most bytes of a message that one frame carries.
    int retries = 3;                   ///< Of a fragment, above the MAC's own.
    std::uint64_t seed = 1;
};

/// What is absent is the radio's own, see radio_catalogue().
struct CellOptions {
    AirOptions air = {};
    std::string radio = "802.11n";            ///< Row of radio_catalogue().
    std::string data_mode = {};               ///< Of updates, by the radio's name of it; empty: its default.
    std::optional<int> window_min = {};       ///< CWmin of 802.11 (2^n - 1); macMinBE of 802.15.4.
    std::optional<int> window_max = {};       ///< CWmax; macMaxBE.
    std::optional<int> mac_retries = {};      ///< Of a frame, after its first attempt.
    std::optional<Bytes> fragment = {};       ///< Most bytes of a message that one frame carries.
    std::optional<Seconds> ack_timeout = {};  ///< Of 802.11, from the frame's end; absent: SIFS, slot and preamble.
    bool eifs = true;  ///< Of 802.11: whether those who hear a collision wait EIFS, or as after any frame.
    std::optional<Dbm> sensitivity = {};
    std::optional<Dbm> energy_detection = {};  ///< From this power on a foreign sender keeps the channel busy.
    std::optional<Decibels> noise_figure = {};
    std::optional<Decibels> capture = {};  ///< Least SINR at which a frame survives those that overlap it.
};

inline constexpr Bytes kLargestFragment{2200};  ///< What fits into ns-3's Wi-Fi device beside our header.

/// Standards that make_wifi knows: "802.11a", "802.11g", "802.11n".
[[nodiscard]] std::vector<std::string> wifi_standards();
/// ns-3's names of the rates an update may have under a standard, slowest first; empty for an unknown standard.
[[nodiscard]] std::vector<std::string> data_modes(std::string_view standard);
[[nodiscard]] bool is_data_mode(std::string_view standard, std::string_view mode);
[[nodiscard]] std::string default_data_mode(std::string_view standard);

/// Exact airtime, no contention, no loss, no propagation time. See src/network/ideal.
/// @throws std::invalid_argument on options out of range. References must outlive the medium.
[[nodiscard]] std::unique_ptr<Medium> make_ideal(const IdealOptions& options, Clock& clock, Sink& sink);

/// ns-3's 802.11, ad hoc. See src/network/wifi. A Simulation must be alive, and `clock` be its clock.
/// @throws std::invalid_argument on options out of range. References must outlive the medium.
[[nodiscard]] std::unique_ptr<Medium> make_wifi(const WifiOptions& options, Clock& clock, Sink& sink);

/// @throws std::invalid_argument on options that contradict one another or the radio.
void check_cell(const CellOptions& options);

/// One collision domain of a named radio, message by message. See src/network/cell.
/// @throws std::invalid_argument on options out of range. References must outlive the medium.
[[nodiscard]] std::unique_ptr<Medium> make_cell(const CellOptions& options, Clock& clock, Sink& sink);

}  // namespace ogsim
