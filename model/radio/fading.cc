#include "model/radio/fading.h"

#include <cmath>
#include <numbers>
#include <stdexcept>
#include <string>

namespace ogsim {
namespace {

// Shape >= 1, scale 1.
double gamma_draw(double shape, std::mt19937_64& random) {
    const double d = shape - 1.0 / 3.0;
    const double c = 1.0 / std::sqrt(9.0 * d);
    while (true) {
        const double x = normal_draw(random);
        const double v = (1.0 + c * x) * (1.0 + c * x) * (1.0 + c * x);
        const double u = 1.0 - uniform_draw(random);
        if (v > 0.0 && std::log(u) < 0.5 * x * x + d - d * v + d * std::log(v)) {
            return d * v;
        }
    }
}

}  // namespace

double uniform_draw(std::mt19937_64& random) {
    return static_cast<double>(random() >> 11U) * 0x1p-53;
}

double normal_draw(std::mt19937_64& random) {
    const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform_draw(random)));
    return radius * std::cos(2.0 * std::numbers::pi * uniform_draw(random));
}

double rayleigh_power(std::mt19937_64& random) {
    return -std::log(1.0 - uniform_draw(random));
}

double nakagami_power(double m, std::mt19937_64& random) {
    if (!(m >= 0.5) || !std::isfinite(m)) {
        throw std::invalid_argument("nakagami m must be finite and >= 0.5, got " + std::to_string(m));
    }
    if (m >= 1.0) {
        return gamma_draw(m, random) / m;
    }
    const double boost = std::pow(1.0 - uniform_draw(random), 1.0 / m);  // gamma(m) = gamma(m + 1) U^(1/m)
    return boost * gamma_draw(m + 1.0, random) / m;
}

}  // namespace ogsim
