#include "src/network/pair_loss.h"

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>
#include <numbers>

#include "model/random/stream.h"

namespace ogsim {
namespace {

/// In [0, 1).
double uniform(std::uint64_t stream, const char* purpose, std::uint64_t number) {
    return static_cast<double>(stream_seed(stream, purpose, number) >> 11U) * 0x1p-53;
}

/// One number for an ordered pair of nodes.
std::uint64_t pair_number(int first, int second) {
    return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(first)) << 32U) | static_cast<std::uint32_t>(second);
}

}  // namespace

Decibels shadowing(const ChannelOptions& channel, std::uint64_t seed, int one, int other) {
    if (channel.shadowing.si == 0.0) {
        return Decibels{0.0};
    }
    const std::uint64_t pair = pair_number(std::min(one, other), std::max(one, other));
    const double length = uniform(seed, "shadowing length", pair);
    const double angle = uniform(seed, "shadowing angle", pair);
    const double normal = std::sqrt(-2.0 * std::log1p(-length)) * std::cos(2.0 * std::numbers::pi * angle);
    return Decibels{channel.shadowing.si * normal};
}

double gamma_quantile(double m, double probability) {
    return m == 1.0 ? -std::log1p(-probability) : boost::math::gamma_p_inv(m, probability) / m;
}

double fading_gain(const ChannelOptions& channel, std::uint64_t seed, int from, int to, SimTime at) {
    if (channel.fading == Fading::kNone) {
        return 1.0;
    }
    const std::uint64_t pair = stream_seed(seed, "fading", pair_number(from, to));
    const double drawn = uniform(pair, "frame", static_cast<std::uint64_t>(at.count()));
    const double m = channel.fading == Fading::kRayleigh ? 1.0 : channel.nakagami_m;
    return std::max(gamma_quantile(m, drawn), std::numeric_limits<double>::min());
}

}  // namespace ogsim
