#pragma once

#include "model/units/quantity.h"

namespace ogsim {

/// Power of a level: 1 mW * 10^(level / 10).
[[nodiscard]] Watts watts(Dbm level);
/// Level of a power > 0. @throws std::invalid_argument otherwise.
[[nodiscard]] Dbm dbm(Watts power);
/// The plain number behind a ratio in decibels: 10^(ratio / 10).
[[nodiscard]] double power_ratio(Decibels ratio);

/// Log-distance path loss.
///
///     loss(d) = reference + 10 exponent log10(d / 1 m),  and `reference` within 1 m.
///
/// @throws std::invalid_argument on a distance that is negative or not finite.
/// Limits: no walls, no fading, no antenna pattern.
/// Source: Rappaport, Wireless Communications (2002), section 4.9.1.
[[nodiscard]] Decibels log_distance_loss(Metres distance, double exponent, Decibels reference);

}  // namespace ogsim
