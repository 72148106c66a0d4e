#pragma once

#include "model/units/quantity.h"
#include "model/units/sim_time.h"

/// Exact times of IEEE 802.11 frames and gaps at 5 GHz and 20 MHz, one spatial stream, 800 ns guard interval.
/// Symbols of 4 us carry N_DBPS data bits each; a frame is preamble + ceil((16 service + 8 L + 6 tail) / N_DBPS)
/// symbols, L the bytes of the frame with its MAC header and checksum.
namespace ogsim {

/// Gaps between frames and what the MAC puts around a payload. Source: IEEE 802.11-2020, tables 17-21 and 19-25.
struct Timing80211 {
    SimTime sifs = std::chrono::microseconds(16);
    SimTime slot = std::chrono::microseconds(9);

    /// Arbitration gap before a frame: SIFS + aifsn slots; 3 for best effort, 2 for voice.
    [[nodiscard]] constexpr SimTime aifs(int aifsn) const { return sifs + aifsn * slot; }
};
inline constexpr Bytes kQosDataOverhead{26 + 4};  ///< MAC header of a QoS data frame, and checksum.
inline constexpr Bytes kLlcHeader{8};             ///< LLC and SNAP: where the ethertype stands.
inline constexpr Bytes kAckFrame{14};

/// Airtime of a 802.11a frame: 20 us of preamble and signal field, N_DBPS = 4 us * rate.
///
/// @throws std::invalid_argument on a rate that is not one of 6, 9, 12, 18, 24, 36, 48, 54 Mb/s, or a size < 0.
/// Source: IEEE 802.11-2020, 17.4.3, equation (17-29).
[[nodiscard]] SimTime ofdm_airtime(Bytes frame, BitsPerSecond rate);

/// Airtime of a 802.11n mixed-format frame: 36 us of preamble (L-STF 8, L-LTF 8, L-SIG 4, HT-SIG 8, HT-STF 4, HT-LTF
/// 4).
///
/// @throws std::invalid_argument on an mcs outside 0..7, or a size < 0.
/// Source: IEEE 802.11-2020, 19.4.3 and table 19-27.
[[nodiscard]] SimTime ht_mixed_airtime(Bytes frame, int mcs);

/// Airtime of a 802.11g frame: that of 802.11a, and 6 us of signal extension.
///
/// @throws std::invalid_argument as ofdm_airtime. Source: IEEE 802.11-2020, 18.3.2.4.
[[nodiscard]] SimTime erp_ofdm_airtime(Bytes frame, BitsPerSecond rate);

/// Airtime of a 802.11b frame: 192 us of long preamble and header, then ceil(8 L / rate) in whole microseconds.
///
/// @throws std::invalid_argument on a rate that is not one of 1, 2, 5.5, 11 Mb/s, or a size < 0.
/// Source: IEEE 802.11-2020, 16.2.2.2 and 16.3.4.
[[nodiscard]] SimTime dsss_airtime(Bytes frame, BitsPerSecond rate);

}  // namespace ogsim
