#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "src/protocol/ports.h"

namespace ogsim {

/// A message of a worker that is on its way to the server, seen from both ends: lives until its outcome is told.
struct CellJob {
    enum class Kind { kUpdate, kRequest, kRepair };

    Kind kind = Kind::kUpdate;
    std::uint64_t serial = 0;        ///< Of all messages of the cell, so that a late event finds its own or nothing.
    UpdateId update;                 ///< Of a request only the worker means anything.
    std::vector<std::byte> message;  ///< Empty once it has arrived whole and nobody else may want it.
    std::size_t size = 0;            ///< Of the message.
    int count = 1;                   ///< Pieces.

    int next = 0;                      ///< First piece that was never handed to the MAC.
    std::vector<std::uint16_t> again;  ///< Pieces that the MAC gave up and that are to be sent again now.
    std::vector<std::uint8_t> resent;  ///< How often each was; empty while none was.
    std::vector<bool> is_acknowledged;
    int acknowledged = 0;
    std::optional<SendOutcome> ending;  ///< Given up or withdrawn: how it ends unless the rest gets through.

    std::vector<bool> has_arrived;  ///< At the server.
    int arrived = 0;
    std::vector<std::vector<bool>> overheard;  ///< Pieces by worker; empty where nobody listens.

    CellJob(Kind its_kind, std::uint64_t its_serial, UpdateId its_update, Payload bytes, int pieces)
        : kind(its_kind),
          serial(its_serial),
          update(its_update),
          message(bytes.begin(), bytes.end()),
          size(bytes.size()),
          count(pieces),
          is_acknowledged(static_cast<std::size_t>(pieces)),
          has_arrived(static_cast<std::size_t>(pieces)) {}

    [[nodiscard]] bool is_through() const { return acknowledged == count; }
    [[nodiscard]] bool has_work() const { return !ending && (next < count || !again.empty()); }
    /// The piece to send next; only where it has work.
    [[nodiscard]] std::uint16_t take_piece() {
        if (next < count) {
            return static_cast<std::uint16_t>(next++);
        }
        const std::uint16_t piece = again.front();
        again.erase(again.begin());
        return piece;
    }
    /// Notes that a worker heard the piece. Whether it has all of them now, and had not before.
    bool overhears_last_piece(int worker, std::uint16_t piece) {
        std::vector<bool>& heard = overheard[static_cast<std::size_t>(worker)];
        heard.resize(static_cast<std::size_t>(count));
        if (heard[piece]) {
            return false;
        }
        heard[piece] = true;
        return std::find(heard.begin(), heard.end(), false) == heard.end();
    }
    [[nodiscard]] bool was_resent(std::uint16_t piece) const { return !resent.empty() && resent[piece] > 0; }
};

}  // namespace ogsim
