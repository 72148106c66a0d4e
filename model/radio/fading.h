#pragma once

#include <random>

/// Factors by which the received power of one frame differs from its mean, and the draws they are made of.
namespace ogsim {

/// Uniform in [0, 1), 53 bits: the same on every compiler.
[[nodiscard]] double uniform_draw(std::mt19937_64& random);

/// Standard normal, by Box and Muller (1958); takes two uniform draws.
[[nodiscard]] double normal_draw(std::mt19937_64& random);

/// Power of a Rayleigh channel: exponential with mean 1.
[[nodiscard]] double rayleigh_power(std::mt19937_64& random);

/// Power of a Nakagami-m channel: gamma with shape m and mean 1 (m = 1: Rayleigh), by Marsaglia and Tsang (2000).
///
/// @throws std::invalid_argument where m is not finite or < 0.5 (no such Nakagami law).
[[nodiscard]] double nakagami_power(double m, std::mt19937_64& random);

}  // namespace ogsim
