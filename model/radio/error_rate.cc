#include "model/radio/error_rate.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <span>
#include <stdexcept>

namespace ogsim {
namespace {

constexpr double kDsssBandwidth = 22e6;

double q(double x) {
    return 0.5 * std::erfc(x / std::numbers::sqrt2);
}

// 8/15 1/16 sum over k = 2..16 of (-1)^k C(16, k) exp(20 snr (1/k - 1)).
double oqpsk(double snr) {
    double sum = 0.0;
    double choose = 16.0;  // C(16, 1)
    for (int k = 2; k <= 16; ++k) {
        choose *= (17.0 - k) / k;
        sum += (k % 2 == 0 ? choose : -choose) * std::exp(20.0 * snr * (1.0 / k - 1.0));
    }
    return std::clamp(8.0 / 15.0 / 16.0 * sum, 0.0, 0.5);
}

double dqpsk(double energy_per_bit) {
    using std::numbers::pi;
    using std::numbers::sqrt2;
    const double factor = (sqrt2 + 1.0) / std::sqrt(8.0 * pi * sqrt2);
    return std::min(0.5, factor / std::sqrt(energy_per_bit) * std::exp(-(2.0 - sqrt2) * energy_per_bit));
}

double cck5(double chip) {
    return 8.0 / 15.0 * (14.0 * q(std::sqrt(8.0 * chip)) + q(std::sqrt(16.0 * chip)));
}

double cck11(double chip) {
    const double symbol = 24.0 * q(std::sqrt(4.0 * chip)) + 16.0 * q(std::sqrt(6.0 * chip)) +
                          174.0 * q(std::sqrt(8.0 * chip)) + 16.0 * q(std::sqrt(10.0 * chip)) +
                          24.0 * q(std::sqrt(12.0 * chip)) + q(std::sqrt(16.0 * chip));
    return 128.0 / 255.0 * symbol;
}

struct Spectrum {
    int first, step;
    double bits;
    std::array<double, 5> weights;
};

Spectrum spectrum(CodeRate code) {
    switch (code) {
        case CodeRate::kHalf:
            return {10, 2, 1.0, {36.0, 211.0, 1404.0, 11633.0, 77433.0}};
        case CodeRate::kTwoThirds:
            return {6, 1, 2.0, {3.0, 70.0, 285.0, 1276.0, 6160.0}};
        case CodeRate::kThreeQuarters:
            return {5, 1, 3.0, {42.0, 201.0, 1492.0, 10469.0, 62935.0}};
        case CodeRate::kFiveSixths:
            return {4, 1, 5.0, {92.0, 528.0, 8694.0, 79453.0, 792114.0}};
        case CodeRate::kNone:
            break;
    }
    throw std::invalid_argument("an OFDM mode must have a code rate");
}

double decoded(CodeRate code, double raw) {
    const Spectrum s = spectrum(code);
    const double d = std::sqrt(4.0 * raw * (1.0 - raw));
    double power = std::pow(d, s.first);
    double sum = 0.0;
    for (const double weight : s.weights) {
        sum += weight * power;
        power *= std::pow(d, s.step);
    }
    return std::min(0.5, sum / (2.0 * s.bits));
}

}  // namespace

double raw_bit_error_rate(Modulation modulation, double snr) {
    switch (modulation) {
        case Modulation::kBpsk:
            return 0.5 * std::erfc(std::sqrt(snr));
        case Modulation::kQpsk:
            return 0.5 * std::erfc(std::sqrt(snr / 2.0));
        case Modulation::kQam16:
            return 0.375 * std::erfc(std::sqrt(snr / 10.0));
        case Modulation::kQam64:
            return 7.0 / 24.0 * std::erfc(std::sqrt(snr / 42.0));
        case Modulation::kDbpsk:
            return 0.5 * std::exp(-snr * kDsssBandwidth / 1e6);
        case Modulation::kDqpsk:
            return dqpsk(snr * kDsssBandwidth / 2e6);
        case Modulation::kCck5:
            return std::min(0.5, cck5(snr * kDsssBandwidth / 11e6));
        case Modulation::kCck11:
            return std::min(0.5, cck11(snr * kDsssBandwidth / 11e6));
        case Modulation::kOqpsk:
            return oqpsk(snr);
    }
    throw std::invalid_argument("no such modulation");
}

double bit_error_rate(Mode mode, double snr) {
    const double raw = raw_bit_error_rate(mode.modulation, snr);
    return mode.modulation <= Modulation::kQam64 ? decoded(mode.code, raw) : raw;
}

double frame_success(Mode mode, double snr, Bytes frame) {
    if (!(snr > 0.0)) {
        return 0.0;
    }
    if (std::isinf(snr)) {
        return 1.0;
    }
    return std::exp(8.0 * static_cast<double>(frame.count) * std::log1p(-bit_error_rate(mode, snr)));
}

}  // namespace ogsim
