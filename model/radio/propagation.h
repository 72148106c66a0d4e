#pragma once

#include "model/units/quantity.h"

/// How much power arrives, and how much noise is there anyway.
namespace ogsim {

/// 10^(level / 10) mW.
[[nodiscard]] Watts watts(Dbm level);
/// The level of a power > 0.
[[nodiscard]] Dbm level(Watts power);
/// 10^(ratio / 10).
[[nodiscard]] double linear(Decibels ratio);

/// Friis' loss in free space at distance d: 20 log10(4 pi d f / c).
[[nodiscard]] Decibels free_space_loss(Metres distance, double frequency_hz);

/// Log-distance loss: reference_loss + 10 exponent log10(d / 1 m); below 1 m that of 1 m, so that it never is a gain.
[[nodiscard]] Decibels log_distance_loss(Metres distance, Decibels reference_loss, double exponent);

/// k T B F at T = 290 K: noise over `bandwidth_hz` in a receiver of that noise figure.
[[nodiscard]] Watts noise_power(double bandwidth_hz, Decibels noise_figure);

}  // namespace ogsim
