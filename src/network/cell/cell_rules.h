#pragma once

#include "model/radio/radio_profile.h"
#include "src/network/media.h"

namespace ogsim {

/// A radio with a scenario's options put in: what the cell needs to know of it.
struct CellRules {
    /// @throws std::invalid_argument on an option out of range.
    explicit CellRules(const CellOptions& options);

    const RadioProfile& radio;
    const RadioMode& data;
    const RadioMode& control;
    int window_min, window_max;
    int attempts;             ///< Of a frame, by the MAC.
    int resends;              ///< Of a fragment, above it.
    std::size_t header;       ///< Ours, before each piece: as on the medium wifi or lrwpan.
    std::size_t piece;        ///< Most bytes of a message in one frame.
    SimTime ack_air;          ///< Airtime of an acknowledgement.
    SimTime error_gap;        ///< EIFS - DIFS: SIFS and the slowest acknowledgement.
    SimTime best_effort_gap;  ///< Of 802.11: SIFS and 3 slots.
    SimTime ack_timeout;      ///< From a frame's end until its sender gives the acknowledgement up.
    SimTime lock_time;        ///< After it a receiver stays with the frame that began, whatever begins then.
    SimTime contention;       ///< How long one with something to send leaves the channel idle at most; see CellAir.

    [[nodiscard]] bool is_dcf() const { return radio.access == Access::kDcf; }
    /// Longest pause of a node before the MAC gets a piece again that it gave up; `attempt` counts from 0. With 802.11
    /// it doubles from 500 us on (assumed); with 802.15.4, as on the medium lrwpan,
    ///
    ///     min(2^(BE_min + attempt), 2^BE_max - 2^BE_min) * 320 us
    ///
    /// so that pause and first backoff together are never longer than the MAC's own longest backoff.
    [[nodiscard]] SimTime longest_pause(int node, int attempt) const;
    /// Frame that carries `bytes` of a message: with our header and the MAC's.
    [[nodiscard]] Bytes frame_size(std::size_t bytes) const;
    /// Pieces of a message of that many bytes; one where it is empty.
    /// @throws std::invalid_argument where it takes more than 65535.
    [[nodiscard]] int pieces(std::size_t bytes) const;
    /// Bytes of the message in that piece.
    [[nodiscard]] std::size_t piece_size(std::size_t bytes, int index) const;
};

}  // namespace ogsim
