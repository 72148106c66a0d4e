#pragma once

#include <cstdint>
#include <random>

#include "model/random/stream.h"

namespace ogsim {

/// The generator of worker `index`'s encoder in round `round`.
[[nodiscard]] inline std::mt19937_64 encoder_stream(std::uint64_t seed, int index, std::int64_t round) {
    return random_stream(stream_seed(seed, "encoder", static_cast<std::uint64_t>(index)), "round",
                         static_cast<std::uint64_t>(round));
}

}  // namespace ogsim
