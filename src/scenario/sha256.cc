#include "src/scenario/sha256.h"

#include <fmt/format.h>

#include <bit>

namespace ogsim {
namespace {

// First 32 bits of the fractional parts of the cube roots of the first 64 primes.
constexpr std::array<std::uint32_t, 64> kRound = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

std::uint32_t small_sigma(std::uint32_t x, int a, int b, int shift) {
    return std::rotr(x, a) ^ std::rotr(x, b) ^ (x >> static_cast<unsigned>(shift));
}

std::uint32_t big_sigma(std::uint32_t x, int a, int b, int c) {
    return std::rotr(x, a) ^ std::rotr(x, b) ^ std::rotr(x, c);
}

std::array<std::uint32_t, 64> schedule(const std::array<std::uint8_t, 64>& block) {
    std::array<std::uint32_t, 64> w{};
    for (std::size_t t = 0; t < 64; ++t) {
        if (t < 16) {
            w[t] = static_cast<std::uint32_t>(block[4 * t]) << 24U |
                   static_cast<std::uint32_t>(block[4 * t + 1]) << 16U |
                   static_cast<std::uint32_t>(block[4 * t + 2]) << 8U | block[4 * t + 3];
        } else {
            w[t] = small_sigma(w[t - 2], 17, 19, 10) + w[t - 7] + small_sigma(w[t - 15], 7, 18, 3) + w[t - 16];
        }
    }
    return w;
}

}  // namespace

void Sha256::absorb_block() {
    const auto w = schedule(block_);
    auto [a, b, c, d, e, f, g, h] = state_;
    for (std::size_t t = 0; t < 64; ++t) {
        const std::uint32_t first = h + big_sigma(e, 6, 11, 25) + ((e & f) ^ (~e & g)) + kRound[t] + w[t];
        const std::uint32_t second = big_sigma(a, 2, 13, 22) + ((a & b) ^ (a & c) ^ (b & c));
        h = g;
        g = f;
        f = e;
        e = d + first;
        d = c;
        c = b;
        b = a;
        a = first + second;
    }
    const std::array<std::uint32_t, 8> worked{a, b, c, d, e, f, g, h};
    for (std::size_t i = 0; i < 8; ++i) {
        state_[i] += worked[i];
    }
}

void Sha256::add_byte(std::uint8_t byte) {
    block_[filled_++] = byte;
    if (filled_ == block_.size()) {
        absorb_block();
        filled_ = 0;
    }
}

void Sha256::add(std::string_view bytes) {
    length_ += bytes.size();
    for (const char byte : bytes) {
        add_byte(static_cast<std::uint8_t>(byte));
    }
}

std::string Sha256::hex_digest() {
    const std::uint64_t bits = 8 * length_;
    add_byte(0x80);
    while (filled_ != 56) {
        add_byte(0);
    }
    for (int shift = 56; shift >= 0; shift -= 8) {
        add_byte(static_cast<std::uint8_t>(bits >> static_cast<unsigned>(shift)));
    }
    std::string hex;
    for (const std::uint32_t word : state_) {
        hex += fmt::format("{:08x}", word);
    }
    return hex;
}

}  // namespace ogsim
