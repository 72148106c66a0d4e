#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "src/protocol/ports.h"

/// A message cut into frames of 127 bytes, and put together again. Who sends it is in the MAC's header already.
namespace ogsim::lrwpan {

enum class PieceKind : std::uint8_t {
    kUpdate = 0x51,
    kModel = 0x52,
    kRequest = 0x53,  ///< See WorkerRadio::request.
    kAsk = 0x54,      ///< For the pieces of a model that were missed: their indices, u16 each.
};

/// What stands before the message bytes in each frame, 8 bytes, little-endian: u8 kind | u24 serial | u16 index |
/// u16 count. All pieces of a message but the last are equally long, so that its size needs no field.
struct PieceHeader {
    static constexpr std::size_t kSize = 8;
    static constexpr std::int64_t kSerials = 1 << 24;

    PieceKind kind = PieceKind::kUpdate;
    std::int64_t serial = 0;  ///< Of an update: its round. Of others: counted by the sender. Modulo kSerials.
    std::uint16_t index = 0;
    std::uint16_t count = 1;
};

/// The frames of one message, each with at most `piece` of its bytes; one frame where the message is empty.
/// @throws std::invalid_argument where it takes more than 65535 frames.
[[nodiscard]] std::vector<std::vector<std::byte>> pieces(PieceKind kind, std::int64_t serial, Payload message,
                                                         Bytes piece);

/// The header of a frame; nothing where `frame` is none of ours.
[[nodiscard]] std::optional<PieceHeader> piece_header(Payload frame);

/// Indices as bytes, u16 each, and back.
[[nodiscard]] std::vector<std::byte> index_bytes(const std::vector<std::uint16_t>& indices);
[[nodiscard]] std::vector<std::uint16_t> indices(Payload bytes);

/// Puts the newest message of one sender together. Pieces may come in any order and repeatedly, but a sender never goes
/// back: any serial other than the newest one begins a new message.
class Assembly {
 public:
    enum class News { kNothing, kBegun, kMore };

    /// @param piece  Bytes of every piece but a message's last.
    explicit Assembly(Bytes piece) : piece_(static_cast<std::size_t>(piece.count)) {}

    /// kBegun: the first piece of a message not seen before. kNothing: a duplicate, or malformed.
    News add(const PieceHeader& header, Payload frame);
    /// Every piece of the newest message is in.
    [[nodiscard]] bool is_whole() const { return !has_.empty() && received_ == has_.size(); }
    [[nodiscard]] bool has(std::int64_t serial) const { return is_whole() && serial_ == serial; }
    [[nodiscard]] bool has(std::int64_t serial, std::uint16_t index) const {
        return serial_ == serial && index < has_.size() && has_[index];
    }
    [[nodiscard]] std::vector<std::uint16_t> missing() const;
    [[nodiscard]] std::int64_t serial() const { return serial_; }
    [[nodiscard]] Payload message() const { return message_; }
    /// As if nothing had ever been heard.
    void forget();

 private:
    std::size_t piece_;
    std::int64_t serial_ = -1;
    std::size_t received_ = 0;
    std::vector<bool> has_;
    std::vector<std::byte> message_;
};

}  // namespace ogsim::lrwpan
