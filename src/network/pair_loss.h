#pragma once

#include <cstdint>

#include "src/network/air_options.h"

/// What chance does to the power between two nodes. Every draw is a hash of the seed and what it is for, so that it
/// depends on no other draw: the same on every medium, and whoever else listens.
namespace ogsim {

/// The shadowing between two nodes, normal with mean 0: the same both ways and all the time.
[[nodiscard]] Decibels shadowing(const ChannelOptions& channel, std::uint64_t seed, int one, int other);

/// The factor by which fading multiplies the power of the frame that begins to arrive at `at`: exponential (Rayleigh)
/// or gamma with shape m (Nakagami), both with mean 1; 1 without fading. > 0.
[[nodiscard]] double fading_gain(const ChannelOptions& channel, std::uint64_t seed, int from, int to, SimTime at);

/// The value below which a gamma variable with shape m and mean 1 lies with probability `probability`, in [0, 1).
[[nodiscard]] double gamma_quantile(double m, double probability);

}  // namespace ogsim
