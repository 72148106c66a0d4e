#include "model/radio/bianchi.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace ogsim {
namespace {

// The p in [0, 1] with p = 1 - (1 - tau(p))^(n - 1): tau falls with p, so there is one.
double fixed_point(int stations, const std::function<double(double)>& attempt) {
    double low = 0.0;
    double high = 1.0;
    for (int i = 0; i < 100; ++i) {
        const double p = 0.5 * (low + high);
        const double implied = 1.0 - std::pow(1.0 - attempt(p), stations - 1);
        (implied > p ? low : high) = p;
    }
    return 0.5 * (low + high);
}

double alone(int stations, double attempt) {
    return stations * attempt * std::pow(1.0 - attempt, stations - 1);
}

double collided(int stations, double attempt) {
    return 1.0 - std::pow(1.0 - attempt, stations) - alone(stations, attempt);
}

// Sums over the attempts of one frame.
struct FrameSums {
    double attempts = 0.0;    // sum a_i
    double collisions = 0.0;  // sum a_i p_i
    double aligned = 0.0;     // sum a_i (1 - 1/W_i)
    double slots = 0.0;       // sum a_i (W_i - 1)/2
    double dropped = 1.0;     // p_0 .. p_last
};

FrameSums frame_sums(const SaturatedCell& cell, double q) {
    FrameSums sums;
    double window = cell.window_min + 1.0;
    for (int i = 0; i < cell.attempts; ++i) {
        const double p = (1.0 - 1.0 / window) * q;
        sums.attempts += sums.dropped;
        sums.collisions += sums.dropped * p;
        sums.aligned += sums.dropped * (1.0 - 1.0 / window);
        sums.slots += sums.dropped * (window - 1.0) / 2.0;
        sums.dropped *= p;
        window = std::min(2.0 * window, cell.window_max + 1.0);
    }
    return sums;
}

}  // namespace

SaturationPoint bianchi(const SaturatedCell& cell) {
    const double w = cell.window_min + 1.0;
    const double doublings = std::log2((cell.window_max + 1.0) / w);
    // 2 (1 - 2p) / ((1 - 2p)(W + 1) + p W (1 - (2p)^m)), divided by 1 - 2p so that p = 1/2 is no exception.
    const auto attempt = [&](double p) {
        double series = 0.0;
        for (int i = 0; i < static_cast<int>(doublings); ++i) {
            series += std::pow(2.0 * p, i);
        }
        return 2.0 / (w + 1.0 + p * w * series);
    };
    const double p = fixed_point(cell.stations, attempt);
    const double tau = attempt(p);
    return {tau, p, alone(cell.stations, tau), collided(cell.stations, tau)};
}

SaturationPoint frozen_counters(const SaturatedCell& cell) {
    const auto attempt = [&](double q) {
        const FrameSums sums = frame_sums(cell, q);
        return std::min(1.0, sums.aligned / sums.slots);
    };
    const double q = fixed_point(cell.stations, attempt);
    const FrameSums sums = frame_sums(cell, q);
    const double tau = attempt(q);
    return {tau, sums.collisions / sums.attempts, cell.stations * (1.0 - sums.dropped) / sums.slots,
            collided(cell.stations, tau)};
}

}  // namespace ogsim
