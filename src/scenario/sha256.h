#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ogsim {

/// SHA-256 of the bytes that were added, in one piece or many.
///
/// Here it tells scenarios apart by name; nothing secret depends on it. Source: FIPS 180-4, sections 4.1.2, 5 and 6.2.
class Sha256 {
 public:
    void add(std::string_view bytes);
    /// The digest as 64 hex digits. Nothing may be added afterwards.
    [[nodiscard]] std::string hex_digest();

 private:
    void absorb_block();
    void add_byte(std::uint8_t byte);

    std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                        0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<std::uint8_t, 64> block_{};
    std::size_t filled_ = 0;
    std::uint64_t length_ = 0;  // bytes added
};

}  // namespace ogsim
