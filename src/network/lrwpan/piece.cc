#include "src/network/lrwpan/piece.h"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string>

namespace ogsim::lrwpan {
namespace {

void put(std::vector<std::byte>& bytes, std::int64_t value, int size) {
    for (int i = 0; i < size; ++i) {
        bytes.push_back(static_cast<std::byte>((static_cast<std::uint64_t>(value) >> (8 * i)) & 0xffU));
    }
}

std::uint32_t get(Payload bytes, std::size_t offset, std::size_t size) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i) {
        value |= static_cast<std::uint32_t>(bytes[offset + i]) << (8 * i);
    }
    return value;
}

std::vector<std::byte> header_bytes(const PieceHeader& header) {
    std::vector<std::byte> bytes;
    put(bytes, static_cast<std::int64_t>(header.kind), 1);
    put(bytes, header.serial, 3);
    put(bytes, header.index, 2);
    put(bytes, header.count, 2);
    return bytes;
}

}  // namespace

std::vector<std::vector<std::byte>> pieces(PieceKind kind, std::int64_t serial, Payload message, Bytes piece) {
    const auto size = static_cast<std::size_t>(piece.count);
    const std::size_t count = std::max<std::size_t>(1, (message.size() + size - 1) / size);
    if (count > std::numeric_limits<std::uint16_t>::max()) {
        throw std::invalid_argument("message must fit into 65535 frames, got " + std::to_string(message.size()) +
                                    " bytes in pieces of " + std::to_string(size));
    }
    std::vector<std::vector<std::byte>> frames;
    for (std::size_t i = 0; i < count; ++i) {
        frames.push_back(header_bytes(
            {kind, serial % PieceHeader::kSerials, static_cast<std::uint16_t>(i), static_cast<std::uint16_t>(count)}));
        const Payload part = message.subspan(i * size, std::min(size, message.size() - i * size));
        frames.back().insert(frames.back().end(), part.begin(), part.end());
    }
    return frames;
}

std::optional<PieceHeader> piece_header(Payload frame) {
    if (frame.size() < PieceHeader::kSize) {
        return std::nullopt;
    }
    const std::uint32_t kind = get(frame, 0, 1);
    if (kind < static_cast<std::uint32_t>(PieceKind::kUpdate) || kind > static_cast<std::uint32_t>(PieceKind::kAsk)) {
        return std::nullopt;
    }
    return PieceHeader{static_cast<PieceKind>(kind), get(frame, 1, 3), static_cast<std::uint16_t>(get(frame, 4, 2)),
                       static_cast<std::uint16_t>(get(frame, 6, 2))};
}

std::vector<std::byte> index_bytes(const std::vector<std::uint16_t>& indices) {
    std::vector<std::byte> bytes;
    for (const std::uint16_t index : indices) {
        put(bytes, index, 2);
    }
    return bytes;
}

std::vector<std::uint16_t> indices(Payload bytes) {
    std::vector<std::uint16_t> all;
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        all.push_back(static_cast<std::uint16_t>(get(bytes, i, 2)));
    }
    return all;
}

Assembly::News Assembly::add(const PieceHeader& header, Payload frame) {
    const Payload part = frame.subspan(PieceHeader::kSize);
    const bool is_last = header.index + 1 == header.count;
    if (header.index >= header.count || part.size() > piece_ || (!is_last && part.size() != piece_)) {
        return News::kNothing;
    }
    const bool is_new = header.serial != serial_;
    if (is_new) {
        serial_ = header.serial;
        received_ = 0;
        has_.assign(header.count, false);
        message_.assign(header.count * piece_, std::byte{0});
    }
    if (header.count != has_.size() || has_[header.index]) {
        return News::kNothing;
    }
    std::copy(part.begin(), part.end(), message_.begin() + static_cast<std::ptrdiff_t>(header.index * piece_));
    if (is_last) {
        message_.resize(header.index * piece_ + part.size());
    }
    has_[header.index] = true;
    ++received_;
    return is_new ? News::kBegun : News::kMore;
}

std::vector<std::uint16_t> Assembly::missing() const {
    std::vector<std::uint16_t> indices;
    for (std::size_t i = 0; i < has_.size(); ++i) {
        if (!has_[i]) {
            indices.push_back(static_cast<std::uint16_t>(i));
        }
    }
    return indices;
}

void Assembly::forget() {
    serial_ = -1;
    received_ = 0;
    has_.clear();
    message_.clear();
}

}  // namespace ogsim::lrwpan
