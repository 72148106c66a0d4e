#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "src/protocol/ports.h"

/// The two messages of the protocol and their bytes: little-endian, the header first.
namespace ogsim {

/// Server to all: the iterate of round k, the budget, and what the server has accepted so far.
///
/// Layout: u32 round | u8 is_last | u8 has_asked | u8 kind 0 | u8 epoch | f64 budget | u32 workers | u32 dimension |
/// ceil(workers / 8) bytes of `accepted` bits, worker m in bit m % 8 of byte m / 8 | where has_asked, as many of
/// `asked` bits | dimension x f64 theta.
///
/// accepted[m] is an alternating bit: it flips each time the server adds an update of worker m. A worker has at most
/// one update in doubt, so this one bit settles it, however many broadcasts it missed in between.
struct ModelMessage {
    std::int64_t round = 0;
    bool is_last = false;    ///< The run is over: no update is asked for.
    std::uint8_t epoch = 0;  ///< How often the server has restarted from nothing but an iterate, modulo 256.
    double budget = 0.0;     ///< tau_k.
    std::vector<bool> accepted;
    std::optional<std::vector<bool>> asked = {};  ///< Who may speak, one bit a worker; nothing: all.
    Eigen::VectorXd theta;
};

/// Worker to server: an encoded innovation.
///
/// Layout: u32 round, its top bit set where a version follows | u32 worker, its top bit set where is_fresh |
/// u32 version, if any | body.
struct UpdateMessage {
    UpdateId update;
    std::vector<std::byte> body;
    /// The worker has lost its memory: what the server holds of it must be dropped before this is added.
    bool is_fresh = false;
    /// Updates that the state it builds on has accepted, modulo 2^32; where the workers keep that state themselves.
    std::optional<std::uint32_t> version = {};
};

/// What a broadcast is, by its seventh byte.
enum class BroadcastKind : std::uint8_t { kModel, kChange, kState, kLevel };
/// Nothing where it is none of these.
[[nodiscard]] std::optional<BroadcastKind> broadcast_kind(Payload bytes);

[[nodiscard]] std::vector<std::byte> to_bytes(const ModelMessage& message);
[[nodiscard]] std::vector<std::byte> to_bytes(const UpdateMessage& message);
/// @throws std::invalid_argument on bytes that are no such message.
[[nodiscard]] ModelMessage model_message(Payload bytes);
[[nodiscard]] UpdateMessage update_message(Payload bytes);

}  // namespace ogsim
