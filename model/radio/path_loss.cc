#include "model/radio/path_loss.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace ogsim {

Watts watts(Dbm level) {
    return {1e-3 * std::pow(10.0, level.si / 10.0)};
}

Dbm dbm(Watts power) {
    if (!(power.si > 0.0) || !std::isfinite(power.si)) {
        throw std::invalid_argument("power must be finite and > 0 W, got " + std::to_string(power.si));
    }
    return {10.0 * std::log10(power.si / 1e-3)};
}

double power_ratio(Decibels ratio) {
    return std::pow(10.0, ratio.si / 10.0);
}

Decibels log_distance_loss(Metres distance, double exponent, Decibels reference) {
    if (!(distance.si >= 0.0) || !std::isfinite(distance.si)) {
        throw std::invalid_argument("distance must be finite and >= 0 m, got " + std::to_string(distance.si));
    }
    return reference + Decibels{10.0 * exponent * std::log10(std::max(distance.si, 1.0))};
}

}  // namespace ogsim
