#pragma once

#include <cstdint>
#include <random>
#include <string_view>

namespace ogsim {

/// Seed of the random stream `purpose` of node `node` in a run with seed `run_seed`.
///
/// Streams with different purposes or nodes are unrelated, so that drawing more numbers for one purpose changes no
/// other. Hash: FNV-1a of the purpose, mixed with seed and node by the finaliser of SplitMix64 (Steele et al. 2014).
[[nodiscard]] constexpr std::uint64_t stream_seed(std::uint64_t run_seed, std::string_view purpose,
                                                  std::uint64_t node = 0) {
    const auto mix = [](std::uint64_t z) {
        z += 0x9e3779b97f4a7c15U;
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31U);
    };
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char letter : purpose) {
        hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3U;
    }
    return mix(mix(mix(run_seed) ^ hash) ^ node);
}

/// The generator of that stream.
[[nodiscard]] inline std::mt19937_64 random_stream(std::uint64_t run_seed, std::string_view purpose,
                                                   std::uint64_t node = 0) {
    return std::mt19937_64(stream_seed(run_seed, purpose, node));
}

}  // namespace ogsim
