#include "src/network/wifi/fragment.h"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string>

namespace ogsim {
namespace {

template <class Unsigned>
void put(std::vector<std::byte>& bytes, Unsigned value) {
    for (std::size_t i = 0; i < sizeof(Unsigned); ++i) {
        bytes.push_back(static_cast<std::byte>((static_cast<std::uint64_t>(value) >> (8 * i)) & 0xffU));
    }
}

template <class Unsigned>
Unsigned get(Payload bytes, std::size_t offset) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof(Unsigned); ++i) {
        value |= static_cast<std::uint64_t>(bytes[offset + i]) << (8 * i);
    }
    return static_cast<Unsigned>(value);
}

std::vector<std::byte> header_bytes(const FragmentHeader& header) {
    std::vector<std::byte> bytes;
    put(bytes, static_cast<std::uint8_t>(header.kind));
    put(bytes, std::uint8_t{0});
    put(bytes, header.index);
    put(bytes, header.count);
    put(bytes, std::uint16_t{0});
    put(bytes, static_cast<std::uint32_t>(header.update.worker));
    put(bytes, static_cast<std::uint32_t>(header.update.round));
    put(bytes, header.message_size);
    return bytes;
}

}  // namespace

std::vector<std::vector<std::byte>> fragments(MessageKind kind, UpdateId update, Payload message, Bytes piece) {
    const auto size = static_cast<std::size_t>(piece.count);
    const std::size_t count = std::max<std::size_t>(1, (message.size() + size - 1) / size);
    if (count > std::numeric_limits<std::uint16_t>::max()) {
        throw std::invalid_argument("message must fit into 65535 fragments, got " + std::to_string(message.size()) +
                                    " bytes in fragments of " + std::to_string(size));
    }
    std::vector<std::vector<std::byte>> frames;
    for (std::size_t i = 0; i < count; ++i) {
        frames.push_back(header_bytes({kind, update, static_cast<std::uint16_t>(i), static_cast<std::uint16_t>(count),
                                       static_cast<std::uint32_t>(message.size())}));
        const Payload part = message.subspan(i * size, std::min(size, message.size() - i * size));
        frames.back().insert(frames.back().end(), part.begin(), part.end());
    }
    return frames;
}

std::optional<FragmentHeader> fragment_header(Payload frame) {
    if (frame.size() < FragmentHeader::kSize) {
        return std::nullopt;
    }
    const auto kind = get<std::uint8_t>(frame, 0);
    if (kind < static_cast<std::uint8_t>(MessageKind::kUpdate) ||
        kind > static_cast<std::uint8_t>(MessageKind::kMissing)) {
        return std::nullopt;
    }
    return FragmentHeader{static_cast<MessageKind>(kind),
                          {static_cast<int>(get<std::uint32_t>(frame, 8)), get<std::uint32_t>(frame, 12)},
                          get<std::uint16_t>(frame, 2),
                          get<std::uint16_t>(frame, 4),
                          get<std::uint32_t>(frame, 16)};
}

Reassembly::News Reassembly::add(const FragmentHeader& header, Payload frame) {
    const bool is_new = header.update.round > round_;
    if (is_new) {
        round_ = header.update.round;
        count_ = header.count;
        received_ = 0;
        has_.assign(count_, false);
        message_.assign(header.message_size, std::byte{0});
    }
    if (header.update.round < round_ || header.index >= count_ || has_[header.index]) {
        return News::kNothing;
    }
    const Payload part = frame.subspan(FragmentHeader::kSize);
    // All pieces but the last are equally long, so the last one ends where the message does.
    const std::size_t offset = header.index + 1 == count_ ? message_.size() - part.size() : header.index * part.size();
    if (part.size() > message_.size() || offset + part.size() > message_.size()) {
        return News::kNothing;
    }
    std::copy(part.begin(), part.end(), message_.begin() + static_cast<std::ptrdiff_t>(offset));
    has_[header.index] = true;
    ++received_;
    return is_new ? News::kBegun : News::kMore;
}

}  // namespace ogsim
