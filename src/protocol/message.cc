#include "src/protocol/message.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

#include "model/compression/little_endian.h"
#include "src/protocol/worker_bits.h"

namespace ogsim {
namespace {

/// Where the fields of a model stand; the bits of the workers and theta follow the header.
struct ModelLayout {
    static constexpr std::size_t kRound = 0, kIsLast = 4, kHasAsked = 5, kKind = 6, kEpoch = 7, kBudget = 8,
                                 kWorkers = 16, kDimension = 20, kHeader = 24;
};

struct UpdateLayout {
    static constexpr std::size_t kRound = 0, kWorker = 4, kHeader = 8;
    static constexpr std::uint32_t kTopBit = 1U << 31U;
};

template <class Number>
std::uint32_t as_u32(Number value, const char* name) {
    if (value < 0 || std::cmp_greater(value, std::numeric_limits<std::uint32_t>::max())) {
        throw std::invalid_argument(std::string(name) + " must fit in 32 bits, got " + std::to_string(value));
    }
    return static_cast<std::uint32_t>(value);
}

void require(bool holds, const std::string& fault) {
    if (!holds) {
        throw std::invalid_argument(fault);
    }
}

void append_all(std::vector<std::byte>& bytes, const Eigen::VectorXd& entries) {
    if constexpr (std::endian::native == std::endian::little) {
        const auto* const begin = reinterpret_cast<const std::byte*>(entries.data());
        bytes.insert(bytes.end(), begin, begin + sizeof(double) * static_cast<std::size_t>(entries.size()));
    } else {
        for (const double entry : entries) {
            append(bytes, entry);
        }
    }
}

/// As many as there is room for, from that place on.
void read_all(Payload bytes, std::size_t place, Eigen::VectorXd& entries) {
    if constexpr (std::endian::native == std::endian::little) {
        std::copy_n(bytes.data() + place, sizeof(double) * static_cast<std::size_t>(entries.size()),
                    reinterpret_cast<std::byte*>(entries.data()));
    } else {
        for (Eigen::Index i = 0; i < entries.size(); ++i) {
            entries[i] = double_at(bytes, place + sizeof(double) * static_cast<std::size_t>(i));
        }
    }
}

void check_model_header(Payload bytes) {
    const auto byte_at = [&](std::size_t offset) { return std::to_integer<int>(bytes[offset]); };
    require(byte_at(ModelLayout::kIsLast) <= 1, "a model's is_last must be 0 or 1");
    require(byte_at(ModelLayout::kHasAsked) <= 1, "a model's has_asked must be 0 or 1");
    require(byte_at(ModelLayout::kKind) == 0, "a model's kind must be 0");
    const double budget = double_at(bytes, ModelLayout::kBudget);
    require(std::isfinite(budget) && budget >= 0, "a model's budget must be finite and >= 0");
    // At most 2^30 + 2^35 + 24: no sum of 32-bit counts overflows here.
    const std::uint64_t workers = word_at<std::uint32_t>(bytes, ModelLayout::kWorkers);
    const std::uint64_t dimension = word_at<std::uint32_t>(bytes, ModelLayout::kDimension);
    const auto bit_fields = static_cast<std::uint64_t>(1 + byte_at(ModelLayout::kHasAsked));
    const std::uint64_t length = ModelLayout::kHeader + bit_fields * ((workers + 7) / 8) + dimension * sizeof(double);
    require(workers <= std::numeric_limits<std::int32_t>::max(), "a model must be for fewer than 2^31 workers");
    require(bytes.size() == length, "a model for " + std::to_string(workers) + " workers and " +
                                        std::to_string(dimension) + " entries must have " + std::to_string(length) +
                                        " bytes, got " + std::to_string(bytes.size()));
}

}  // namespace

std::vector<std::byte> to_bytes(const ModelMessage& message) {
    const std::vector<std::byte> accepted = packed(message.accepted);
    const std::vector<std::byte> asked = message.asked ? packed(*message.asked) : std::vector<std::byte>{};
    require(!message.asked || message.asked->size() == message.accepted.size(),
            "a model asks as many as it has accepted");
    std::vector<std::byte> bytes;
    bytes.reserve(ModelLayout::kHeader + accepted.size() + asked.size() +
                  sizeof(double) * static_cast<std::size_t>(message.theta.size()));
    append(bytes, as_u32(message.round, "round"));
    // Least byte first: the two flags, the kind, the epoch.
    append(bytes, (message.is_last ? 1U : 0U) | (message.asked ? 1U << 8U : 0U) |
                      static_cast<std::uint32_t>(message.epoch) << 24U);
    append(bytes, message.budget);
    append(bytes, as_u32(message.accepted.size(), "workers"));
    append(bytes, as_u32(message.theta.size(), "dimension"));
    bytes.insert(bytes.end(), accepted.begin(), accepted.end());
    bytes.insert(bytes.end(), asked.begin(), asked.end());
    append_all(bytes, message.theta);
    return bytes;
}

std::optional<BroadcastKind> broadcast_kind(Payload bytes) {
    const bool is_known =
        bytes.size() > ModelLayout::kKind && bytes[ModelLayout::kKind] <= static_cast<std::byte>(BroadcastKind::kLevel);
    return is_known ? std::optional(static_cast<BroadcastKind>(bytes[ModelLayout::kKind])) : std::nullopt;
}

std::vector<std::byte> to_bytes(const UpdateMessage& message) {
    require(message.update.round >= 0 && message.update.round < UpdateLayout::kTopBit, "round must fit in 31 bits");
    std::vector<std::byte> bytes;
    bytes.reserve(UpdateLayout::kHeader + sizeof(std::uint32_t) + message.body.size());
    append(bytes, as_u32(message.update.round, "round") | (message.version ? UpdateLayout::kTopBit : 0U));
    append(bytes, as_u32(message.update.worker, "worker") | (message.is_fresh ? UpdateLayout::kTopBit : 0U));
    if (message.version) {
        append(bytes, *message.version);
    }
    bytes.insert(bytes.end(), message.body.begin(), message.body.end());
    return bytes;
}

ModelMessage model_message(Payload bytes) {
    require(bytes.size() >= ModelLayout::kHeader,
            "a model must have 24 bytes or more, got " + std::to_string(bytes.size()));
    check_model_header(bytes);
    const std::size_t workers = word_at<std::uint32_t>(bytes, ModelLayout::kWorkers);
    const std::size_t bits = (workers + 7) / 8;
    const bool has_asked = bytes[ModelLayout::kHasAsked] != std::byte{0};
    const auto bits_at = [&](std::size_t offset, const char* name) {
        return unpacked(bytes.subspan(ModelLayout::kHeader + offset, bits), workers, name);
    };
    ModelMessage message{.round = word_at<std::uint32_t>(bytes, ModelLayout::kRound),
                         .is_last = bytes[ModelLayout::kIsLast] != std::byte{0},
                         .epoch = std::to_integer<std::uint8_t>(bytes[ModelLayout::kEpoch]),
                         .budget = double_at(bytes, ModelLayout::kBudget),
                         .accepted = bits_at(0, "accepted"),
                         .asked = has_asked ? std::optional(bits_at(bits, "asked")) : std::nullopt,
                         .theta = Eigen::VectorXd(word_at<std::uint32_t>(bytes, ModelLayout::kDimension))};
    const std::size_t entries_at = ModelLayout::kHeader + (has_asked ? 2 : 1) * bits;
    read_all(bytes, entries_at, message.theta);
    // 0 times anything finite is 0: quicker to add up than to ask one by one.
    require((0.0 * message.theta).sum() == 0.0, "a model's entries must be finite");
    return message;
}

UpdateMessage update_message(Payload bytes) {
    require(bytes.size() >= UpdateLayout::kHeader,
            "an update must have 8 bytes or more, got " + std::to_string(bytes.size()));
    const auto round = word_at<std::uint32_t>(bytes, UpdateLayout::kRound);
    const auto worker = word_at<std::uint32_t>(bytes, UpdateLayout::kWorker);
    const bool has_version = (round & UpdateLayout::kTopBit) != 0;
    const std::size_t body_at = UpdateLayout::kHeader + (has_version ? sizeof(std::uint32_t) : 0);
    require(bytes.size() >= body_at, "an update with a version must have 12 bytes or more");
    const Payload body = bytes.subspan(body_at);
    UpdateMessage message{.update = {.worker = static_cast<int>(worker & ~UpdateLayout::kTopBit),
                                     .round = round & ~UpdateLayout::kTopBit},
                          .body = {body.begin(), body.end()},
                          .is_fresh = (worker & UpdateLayout::kTopBit) != 0};
    if (has_version) {
        message.version = word_at<std::uint32_t>(bytes, UpdateLayout::kHeader);
    }
    return message;
}

}  // namespace ogsim
