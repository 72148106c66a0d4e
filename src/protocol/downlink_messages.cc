#include "src/protocol/downlink_messages.h"

#include <stdexcept>
#include <string>
#include <utility>

#include "model/compression/little_endian.h"
#include "src/protocol/message.h"
#include "src/protocol/worker_bits.h"

namespace ogsim {
namespace {

struct Layout {
    static constexpr std::size_t kRound = 0, kIsLast = 4, kHasAsked = 5, kEpoch = 7, kVersion = 8, kWorkers = 12,
                                 kBits = 16;
};
constexpr std::size_t kLevelSize = 16;

void require(bool holds, const char* fault) {
    if (!holds) {
        throw std::invalid_argument(fault);
    }
}

void append_flags(std::vector<std::byte>& bytes, BroadcastKind kind, bool is_last, bool has_asked, std::uint8_t epoch) {
    bytes.insert(bytes.end(), {static_cast<std::byte>(is_last), static_cast<std::byte>(has_asked),
                               static_cast<std::byte>(kind), static_cast<std::byte>(epoch)});
}

std::vector<std::byte> header_bytes(const RoundHeader& header, BroadcastKind kind) {
    std::vector<std::byte> bytes;
    append(bytes, static_cast<std::uint32_t>(header.round));
    append_flags(bytes, kind, header.is_last, header.asked.has_value(), header.epoch);
    append(bytes, header.version);
    append(bytes, static_cast<std::uint32_t>(header.accepted.size()));
    const std::vector<std::byte> accepted = packed(header.accepted);
    bytes.insert(bytes.end(), accepted.begin(), accepted.end());
    if (header.asked) {
        const std::vector<std::byte> asked = packed(*header.asked);
        bytes.insert(bytes.end(), asked.begin(), asked.end());
    }
    return bytes;
}

/// The header and where it ends.
std::pair<RoundHeader, std::size_t> header_of(Payload bytes, BroadcastKind kind) {
    require(bytes.size() >= Layout::kBits && broadcast_kind(bytes) == kind,
            "a broadcast is too short, or of another kind");
    require(bytes[Layout::kIsLast] <= std::byte{1} && bytes[Layout::kHasAsked] <= std::byte{1},
            "a broadcast's flags must be 0 or 1");
    const std::size_t workers = word_at<std::uint32_t>(bytes, Layout::kWorkers);
    const std::size_t bits = (workers + 7) / 8;
    const bool has_asked = bytes[Layout::kHasAsked] != std::byte{0};
    const std::size_t end = Layout::kBits + (has_asked ? 2 : 1) * bits;
    require(workers >= 1 && bytes.size() >= end, "a broadcast is shorter than its workers' bits");
    RoundHeader header{.round = word_at<std::uint32_t>(bytes, Layout::kRound),
                       .is_last = bytes[Layout::kIsLast] != std::byte{0},
                       .epoch = std::to_integer<std::uint8_t>(bytes[Layout::kEpoch]),
                       .version = word_at<std::uint32_t>(bytes, Layout::kVersion),
                       .accepted = unpacked(bytes.subspan(Layout::kBits, bits), workers, "accepted")};
    if (has_asked) {
        header.asked = unpacked(bytes.subspan(Layout::kBits + bits, bits), workers, "asked");
    }
    return {std::move(header), end};
}

std::vector<std::byte> copied(Payload bytes) {
    return {bytes.begin(), bytes.end()};
}

}  // namespace

std::vector<std::byte> to_bytes(const StateRequest& request) {
    std::vector<std::byte> bytes{std::byte{1}};
    append(bytes, static_cast<std::uint32_t>(request.round));
    return bytes;
}

std::optional<StateRequest> state_request(Payload bytes) {
    if (bytes.size() != 1 + sizeof(std::uint32_t) || bytes[0] != std::byte{1}) {
        return std::nullopt;
    }
    return StateRequest{.round = word_at<std::uint32_t>(bytes, 1)};
}

std::vector<std::byte> to_bytes(const ChangeMessage& message) {
    std::vector<std::byte> bytes = header_bytes(message.header, BroadcastKind::kChange);
    append(bytes, message.base);
    bytes.insert(bytes.end(), message.change.begin(), message.change.end());
    return bytes;
}

std::vector<std::byte> to_bytes(const StateMessage& message) {
    std::vector<std::byte> bytes = header_bytes(message.header, BroadcastKind::kState);
    require(message.counts.size() == message.header.accepted.size(), "a state counts every worker's updates");
    bytes.insert(bytes.end(), message.counts.begin(), message.counts.end());
    bytes.insert(bytes.end(), message.iterate.begin(), message.iterate.end());
    if (message.held) {
        bytes.insert(bytes.end(), message.held->begin(), message.held->end());
    }
    return bytes;
}

std::vector<std::byte> to_bytes(const LevelMessage& message) {
    std::vector<std::byte> bytes;
    append(bytes, static_cast<std::uint32_t>(message.round));
    append_flags(bytes, BroadcastKind::kLevel, false, false, message.epoch);
    append(bytes, message.level);
    append(bytes, message.heard);
    return bytes;
}

ChangeMessage change_message(Payload bytes) {
    auto [header, end] = header_of(bytes, BroadcastKind::kChange);
    require(bytes.size() >= end + sizeof(std::uint32_t), "a change is too short");
    return {.header = std::move(header),
            .base = word_at<std::uint32_t>(bytes, end),
            .change = copied(bytes.subspan(end + sizeof(std::uint32_t)))};
}

StateMessage state_message(Payload bytes) {
    auto [header, end] = header_of(bytes, BroadcastKind::kState);
    const std::size_t workers = header.accepted.size();
    require(bytes.size() >= end + workers, "a state is shorter than its workers' counts");
    return {.header = std::move(header),
            .counts = copied(bytes.subspan(end, workers)),
            .iterate = copied(bytes.subspan(end + workers))};
}

LevelMessage level_message(Payload bytes) {
    require(bytes.size() == kLevelSize && broadcast_kind(bytes) == BroadcastKind::kLevel, "a level has 16 bytes");
    return {.round = word_at<std::uint32_t>(bytes, Layout::kRound),
            .epoch = std::to_integer<std::uint8_t>(bytes[Layout::kEpoch]),
            .level = word_at<std::uint32_t>(bytes, 8),
            .heard = word_at<std::uint32_t>(bytes, 12)};
}

}  // namespace ogsim
