#pragma once

#include "model/units/quantity.h"
#include "model/units/sim_time.h"

/// Times of IEEE 802.15.4 at 2.4 GHz: O-QPSK, 250 kbit/s, 62 500 symbols a second (IEEE 802.15.4-2006, 6.5
/// and 7.5.1.4).
namespace ogsim::lrwpan {

inline constexpr SimTime kSymbol = std::chrono::microseconds(16);
inline constexpr SimTime kByte = 2 * kSymbol;
inline constexpr SimTime kUnitBackoff = 20 * kSymbol;  ///< aUnitBackoffPeriod.
inline constexpr SimTime kCca = 8 * kSymbol;           ///< Clear channel assessment.
inline constexpr SimTime kTurnaround = 12 * kSymbol;   ///< aTurnaroundTime, both ways.
inline constexpr SimTime kShortGap = 12 * kSymbol;     ///< macMinSIFSPeriod: after frames of at most 18 bytes.
inline constexpr SimTime kLongGap = 40 * kSymbol;      ///< macMinLIFSPeriod: after longer ones.
inline constexpr SimTime kAckWait = 54 * kSymbol;      ///< macAckWaitDuration: from a frame's end to giving its ACK up.

inline constexpr std::int64_t kSynchronisation = 6;  ///< Bytes: preamble 4, start of frame 1, length 1.
inline constexpr Bytes kLongestPsdu{127};            ///< aMaxPHYPacketSize.
inline constexpr Bytes kAckPsdu{5};
/// Around a data frame's payload: control 2, number 1, PAN 2, addresses 2 + 2, check sequence 2.
inline constexpr Bytes kMacOverhead{11};

/// Time on the air of a frame as the MAC hands it down.
[[nodiscard]] constexpr SimTime airtime(Bytes psdu) {
    return (kSynchronisation + psdu.count) * kByte;
}

/// Longest a node with backoff exponent `exponent` leaves an idle channel idle: its backoff, CCA and turnaround.
[[nodiscard]] constexpr SimTime longest_access(int exponent) {
    return ((std::int64_t{1} << exponent) - 1) * kUnitBackoff + kCca + kTurnaround;
}

}  // namespace ogsim::lrwpan
