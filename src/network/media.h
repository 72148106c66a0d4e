#pragma once

#include <cstdint>
#include <memory>
#include <optional>
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
    AirOptions air = {};
    std::string standard = "802.11n";
    std::string data_mode = {};             ///< ns-3's name of the rate for updates; empty: the standard's default.
    std::string rate_control = "constant";  ///< See wifi_rate_controls().
    Bytes fragment{1400};                   ///< Most bytes of a message that one frame carries.
    Bytes largest_ampdu{0};                 ///< Of updates; 0: no aggregation.
    std::optional<Bytes> rts_above = {};    ///< Frames of updates longer than this are announced by RTS; absent: none.
    std::optional<int> cw_min = {};         ///< Of updates, in slots; absent: the standard's.
    std::optional<int> cw_max = {};
    bool gated = true;            ///< Radios with nothing to send are off the channel, where that changes nothing.
    bool tells_intervals = true;  ///< Whether somebody needs RadioIntervals, where RadioTimes would do for energy.
};
/// Why the radios of these options stay on the channel all the time; nothing where they need not.
[[nodiscard]] std::optional<std::string> why_not_gated(const WifiOptions& options);

/// What IEEE 802.15.4 calls macMinBE, macMaxBE, macMaxCSMABackoffs, macMaxFrameRetries. ns-3 3.37 fixes the receiver's
/// sensitivity (-106.58 dBm) and the carrier sense threshold (10 dB above it).
struct LrwpanOptions {
    AirOptions air = {};
    int min_be = 3;             ///< 0 .. max_be: a first backoff is 0 .. 2^min_be - 1 periods of 320 us.
    int max_be = 5;             ///< 3 .. 8.
    int max_backoffs = 4;       ///< 0 .. 5: busy channels before the MAC gives a frame back.
    int max_frame_retries = 3;  ///< 0 .. 7: of the MAC, without an acknowledgement.
    int server_min_be = 0;      ///< 0 .. max_be: the server's own, so that its broadcasts go first.
    Bytes piece{108};           ///< 8 .. kLargestPiece: most bytes of a message that one frame carries.
};
inline constexpr Bytes kLargestPiece{108};  ///< What fits into 127 bytes beside the MAC's 11 and our 8.
/// Most idle time between a worker's turn to speak and its first frame on the air, where the channel is free.
[[nodiscard]] SimTime lrwpan_first_access(int min_be);

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

/// Standards that make_wifi knows: "802.11b", "802.11a", "802.11g", "802.11n", "802.11ac", "802.11ax".
[[nodiscard]] std::vector<std::string> wifi_standards();
/// ns-3's names of the rates an update may have under a standard, slowest first; empty for an unknown standard.
[[nodiscard]] std::vector<std::string> data_modes(std::string_view standard);
[[nodiscard]] bool is_data_mode(std::string_view standard, std::string_view mode);
[[nodiscard]] std::string default_data_mode(std::string_view standard);
/// Who may choose the rate under a standard: "constant", "ideal", "minstrel", "aarf"; empty for an unknown standard.
[[nodiscard]] std::vector<std::string> wifi_rate_controls(std::string_view standard);

/// Exact airtime, no contention, no loss, no propagation time. See src/network/ideal.
/// @throws std::invalid_argument on options out of range. References must outlive the medium.
[[nodiscard]] std::unique_ptr<Medium> make_ideal(const IdealOptions& options, Clock& clock, Sink& sink);

/// ns-3's 802.15.4 without beacons, 2.4 GHz. See src/network/lrwpan. A Simulation must be alive, and `clock` be its
/// clock.
/// @throws std::invalid_argument on options out of range. References must outlive the medium.
[[nodiscard]] std::unique_ptr<Medium> make_lrwpan(const LrwpanOptions& options, Clock& clock, Sink& sink);

/// ns-3's 802.11, ad hoc. See src/network/wifi. A Simulation must be alive, and `clock` be its clock.
/// @throws std::invalid_argument on options out of range. References must outlive the medium.
[[nodiscard]] std::unique_ptr<Medium> make_wifi(const WifiOptions& options, Clock& clock, Sink& sink);

/// @throws std::invalid_argument on options that contradict one another or the radio.
void check_cell(const CellOptions& options);

/// One collision domain of a named radio, message by message. See src/network/cell.
/// @throws std::invalid_argument on options out of range. References must outlive the medium.
[[nodiscard]] std::unique_ptr<Medium> make_cell(const CellOptions& options, Clock& clock, Sink& sink);

}  // namespace ogsim
