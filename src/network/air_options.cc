#include "src/network/air_options.h"

#include <cmath>
#include <stdexcept>

namespace ogsim {
namespace {

void require(bool is_right, const char* what, double got) {
    if (!is_right || !std::isfinite(got)) {
        throw std::invalid_argument(std::string(what) + ", got " + std::to_string(got));
    }
}

void check(const ChannelOptions& channel) {
    require(true, "tx power must be finite", channel.tx_power.value_or(Dbm{0.0}).si);
    require(channel.path_loss_exponent > 0, "path loss exponent must be > 0", channel.path_loss_exponent);
    require(true, "reference loss must be finite", channel.reference_loss.value_or(Decibels{0.0}).si);
    require(channel.shadowing.si >= 0, "shadowing must be >= 0 dB", channel.shadowing.si);
    require(channel.nakagami_m >= 0.5, "nakagami m must be >= 0.5", channel.nakagami_m);
    require(channel.extra_loss >= 0 && channel.extra_loss <= 1, "extra loss must be in [0, 1]", channel.extra_loss);
}

void check(const Mobility& mobility) {
    require(mobility.speed > 0, "speed must be > 0 m/s", mobility.speed);
    require(mobility.pause.si >= 0, "pause must be >= 0 s", mobility.pause.si);
    require(mobility.turn_after.si > 0, "turn after must be > 0 s", mobility.turn_after.si);
}

}  // namespace

const AirOptions& checked(const AirOptions& options) {
    if (options.workers < 1) {
        throw std::invalid_argument("workers must be >= 1, got " + std::to_string(options.workers));
    }
    require(options.radius.si > 0, "radius must be finite and > 0 m", options.radius.si);
    if (!options.places.empty() && options.places.size() != static_cast<std::size_t>(options.workers)) {
        throw std::invalid_argument("places must be none or one a worker, got " +
                                    std::to_string(options.places.size()));
    }
    for (const Place& place : options.places) {
        require(true, "places must be finite", place.x.si + place.y.si);
    }
    check(options.channel);
    check(options.mobility);
    if (options.retries < 0) {
        throw std::invalid_argument("retries must be >= 0, got " + std::to_string(options.retries));
    }
    if (options.wake_time < SimTime{0}) {
        throw std::invalid_argument("wake time must be >= 0 ns, got " + std::to_string(options.wake_time.count()));
    }
    return options;
}

}  // namespace ogsim
