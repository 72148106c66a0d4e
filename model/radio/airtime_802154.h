#pragma once

#include "model/units/quantity.h"
#include "model/units/sim_time.h"

/// Exact times of IEEE 802.15.4 at 2.4 GHz (O-QPSK, 250 kb/s): a symbol of 16 us carries 4 bits.
/// Source of all: IEEE 802.15.4-2011, tables 51, 52 and 71, sections 5.1.1.4, 5.1.1.3 and 10.2 (numbers from memory of
/// the standard, and as ns-3's lr-wpan module has them).
namespace ogsim {

struct Timing802154 {
    SimTime symbol = std::chrono::microseconds(16);
    SimTime unit_backoff = 20 * symbol;  ///< aUnitBackoffPeriod: 320 us.
    SimTime cca = 8 * symbol;            ///< Clear channel assessment: 128 us.
    SimTime turnaround = 12 * symbol;    ///< aTurnaroundTime: 192 us, also from a frame to its acknowledgement.
    SimTime ack_wait = 54 * symbol;      ///< macAckWaitDuration: 20 + 12 + 10 + 6 * 2 symbols after the frame.
    SimTime short_gap = 12 * symbol;     ///< macSIFSPeriod, after frames of up to 18 bytes.
    SimTime long_gap = 40 * symbol;      ///< macLIFSPeriod, after longer ones.
};
inline constexpr Bytes kLargest802154{127};      ///< aMaxPHYPacketSize.
inline constexpr Bytes kLargestShortGap{18};     ///< aMaxSIFSFrameSize.
inline constexpr Bytes k802154DataOverhead{11};  ///< Frame control 2, number 1, PAN 2, short addresses 4, checksum 2.
inline constexpr Bytes k802154Ack{5};            ///< Frame control 2, number 1, checksum 2.

/// Airtime of a frame of L bytes, MAC header and checksum counted: preamble 4, start of frame 1, length 1, then L, at
/// 32 us a byte.
///
/// @throws std::invalid_argument on a size outside 0..127.
[[nodiscard]] SimTime oqpsk_airtime(Bytes frame);

}  // namespace ogsim
