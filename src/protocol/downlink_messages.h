#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "src/protocol/ports.h"

/// What the server broadcasts where the workers keep the iterate themselves (Downlink::kChange, kOverheard), and while
/// a round goes on. Little-endian.
namespace ogsim {

/// What stands first in all of them: u32 round | u8 is_last | u8 has_asked | u8 kind | u8 epoch | u32 version |
/// u32 workers | ceil(workers / 8) bytes of `accepted` bits | where has_asked, as many of `asked` bits.
struct RoundHeader {
    std::int64_t round = 0;  ///< That begins now.
    bool is_last = false;
    std::uint8_t epoch = 0;
    std::uint32_t version = 0;  ///< Updates accepted so far, modulo 2^32.
    std::vector<bool> accepted;
    std::optional<std::vector<bool>> asked = {};
};

/// How s changed in the round before. Layout: header | u32 base | SumChange.
struct ChangeMessage {
    RoundHeader header;
    std::uint32_t base = 0;         ///< Updates that had been accepted before that round.
    std::vector<std::byte> change;  ///< See sum_change().
};

/// All that a worker needs to go on alone. Layout: header | u8 of each worker: counts | Iterate | d f64 of what the
/// server holds of all workers, where `held` is given.
struct StateMessage {
    RoundHeader header;
    /// How many updates of each worker have been accepted, modulo 256: one that follows by ear may have been wrong
    /// about more than one, which a single bit would not show.
    std::vector<std::byte> counts;
    std::vector<std::byte> iterate;                   ///< See Iterate::append_to().
    std::optional<std::vector<std::byte>> held = {};  ///< Sum of h as d f64: for those who add up what they overhear.
};

/// The round goes on: those of `level` and louder who have not been heard may speak, unless (M - heard) times their
/// norm is within the budget. Layout: u32 round | u16 0 | u8 kind | u8 epoch | u32 level | u32 heard.
struct LevelMessage {
    std::int64_t round = 0;
    std::uint8_t epoch = 0;
    std::uint32_t level = 0;
    std::uint32_t heard = 0;
};

/// Of a worker that has lost its way: it wants the state. Layout: u8 1 | u32 the last round that it took part in.
struct StateRequest {
    std::int64_t round = 0;
};

[[nodiscard]] std::vector<std::byte> to_bytes(const StateRequest& request);
/// Nothing where the bytes are none.
[[nodiscard]] std::optional<StateRequest> state_request(Payload bytes);

[[nodiscard]] std::vector<std::byte> to_bytes(const ChangeMessage& message);
[[nodiscard]] std::vector<std::byte> to_bytes(const StateMessage& message);
[[nodiscard]] std::vector<std::byte> to_bytes(const LevelMessage& message);
/// @throws std::invalid_argument on bytes that are no such message.
[[nodiscard]] ChangeMessage change_message(Payload bytes);
/// What follows the header is returned as it is, in `iterate`: Iterate::resume() says how much of it is the iterate.
[[nodiscard]] StateMessage state_message(Payload bytes);
[[nodiscard]] LevelMessage level_message(Payload bytes);

}  // namespace ogsim
