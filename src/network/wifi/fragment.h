#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "src/protocol/ports.h"

/// A message cut into frames, and put together again.
namespace ogsim {

/// kMissing: a worker names the pieces of a model it missed, one bit a piece, the first one the lowest of the first
/// byte.
enum class MessageKind : std::uint8_t { kUpdate = 1, kModel = 2, kRequest = 3, kMissing = 4 };

/// What stands before the message bytes in each frame, 20 bytes, little-endian:
/// u8 kind | u8 0 | u16 index | u16 count | u16 0 | u32 worker | u32 round | u32 bytes of the whole message.
struct FragmentHeader {
    static constexpr std::size_t kSize = 20;

    MessageKind kind = MessageKind::kUpdate;
    UpdateId update;  ///< A model has no worker; a request has a number instead of a round.
    std::uint16_t index = 0;
    std::uint16_t count = 1;
    std::uint32_t message_size = 0;
};

/// The frames of one message, each with at most `piece` of its bytes; one frame where the message is empty.
/// @throws std::invalid_argument where it takes more than 65535 frames.
[[nodiscard]] std::vector<std::vector<std::byte>> fragments(MessageKind kind, UpdateId update, Payload message,
                                                            Bytes piece);

/// The header of a frame; nothing where `frame` is none of ours.
[[nodiscard]] std::optional<FragmentHeader> fragment_header(Payload frame);

/// Puts the newest message of one sender together. Pieces may come in any order and repeatedly; a message older than
/// the newest one seen is ignored.
class Reassembly {
 public:
    enum class News { kNothing, kBegun, kMore };

    /// kBegun: the first piece of a message not seen before. kNothing: a duplicate, or too old.
    News add(const FragmentHeader& header, Payload frame);
    /// Every piece of the newest message is in.
    [[nodiscard]] bool is_whole() const { return count_ > 0 && received_ == count_; }
    [[nodiscard]] std::int64_t round() const { return round_; }
    /// Which pieces of the newest message are in.
    [[nodiscard]] const std::vector<bool>& has() const { return has_; }
    [[nodiscard]] Payload message() const { return message_; }

 private:
    std::int64_t round_ = -1;
    std::uint16_t count_ = 0;
    std::uint16_t received_ = 0;
    std::vector<bool> has_;
    std::vector<std::byte> message_;
};

}  // namespace ogsim
