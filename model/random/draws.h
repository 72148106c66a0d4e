#pragma once

#include <random>

namespace ogsim {

/// Uniform in [0, 1), 53 bits: the same on every compiler.
[[nodiscard]] inline double uniform_draw(std::mt19937_64& random) {
    return static_cast<double>(random() >> 11U) * 0x1p-53;
}

}  // namespace ogsim
