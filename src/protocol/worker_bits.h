#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

#include "src/protocol/ports.h"

namespace ogsim {

/// One bit a worker: worker m in bit m % 8 of byte m / 8.
[[nodiscard]] inline std::vector<std::byte> packed(const std::vector<bool>& bits) {
    std::vector<std::byte> bytes((bits.size() + 7) / 8);
    for (std::size_t i = 0; i < bits.size(); ++i) {
        bytes[i / 8] |= bits[i] ? std::byte{1} << (i % 8) : std::byte{0};
    }
    return bytes;
}

/// @throws std::invalid_argument where a bit beyond the last worker is set.
[[nodiscard]] inline std::vector<bool> unpacked(Payload bytes, std::size_t count, const char* name) {
    if (count % 8 != 0 && (bytes.back() >> (count % 8)) != std::byte{0}) {
        throw std::invalid_argument(std::string("a broadcast's ") + name + " bits beyond the last worker must be 0");
    }
    std::vector<bool> bits(count);
    for (std::size_t i = 0; i < count; ++i) {
        bits[i] = ((bytes[i / 8] >> (i % 8)) & std::byte{1}) != std::byte{0};
    }
    return bits;
}

}  // namespace ogsim
