#include "model/radio/propagation.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ogsim {

Watts watts(Dbm level) {
    return {1e-3 * std::pow(10.0, level.si / 10.0)};
}

Dbm level(Watts power) {
    return {10.0 * std::log10(1e3 * power.si)};
}

double linear(Decibels ratio) {
    return std::pow(10.0, ratio.si / 10.0);
}

Decibels free_space_loss(Metres distance, double frequency_hz) {
    constexpr double kLightSpeed = 299792458.0;  // m/s
    return {20.0 * std::log10(4.0 * std::numbers::pi * distance.si * frequency_hz / kLightSpeed)};
}

Decibels log_distance_loss(Metres distance, Decibels reference_loss, double exponent) {
    return {reference_loss.si + 10.0 * exponent * std::log10(std::max(1.0, distance.si))};
}

Watts noise_power(double bandwidth_hz, Decibels noise_figure) {
    constexpr double kBoltzmann = 1.380649e-23;  // J/K, exact by definition of the SI
    return {kBoltzmann * 290.0 * bandwidth_hz * linear(noise_figure)};
}

}  // namespace ogsim
