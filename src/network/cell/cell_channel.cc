#include "src/network/cell/cell_channel.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "model/radio/propagation.h"
#include "model/random/draws.h"
#include "model/random/stream.h"

namespace ogsim {
namespace {

constexpr double kCertain = 1.0 - 1e-12;  // from here on no draw is made

void require(bool is_right, const std::string& what, double got) {
    if (!is_right) {
        throw std::invalid_argument(what + ", got " + std::to_string(got));
    }
}

ChannelOptions checked(const ChannelOptions& channel) {
    require(!channel.tx_power || std::isfinite(channel.tx_power->si), "tx power must be finite", 0.0);
    require(std::isfinite(channel.path_loss_exponent) && channel.path_loss_exponent > 0,
            "path loss exponent must be > 0", channel.path_loss_exponent);
    require(!channel.reference_loss || std::isfinite(channel.reference_loss->si), "reference loss must be finite", 0.0);
    require(std::isfinite(channel.shadowing.si) && channel.shadowing.si >= 0, "shadowing must be finite and >= 0 dB",
            channel.shadowing.si);
    require(std::isfinite(channel.nakagami_m) && channel.nakagami_m >= 0.5, "nakagami m must be finite and >= 0.5",
            channel.nakagami_m);
    require(channel.extra_loss >= 0 && channel.extra_loss <= 1, "extra loss must be in [0, 1]", channel.extra_loss);
    return channel;
}

}  // namespace

CellChannel::CellChannel(const CellOptions& options, const RadioProfile& radio)
    : channel_(checked(options.air.channel)),
      interference_(options.air.interference),
      seed_(options.air.seed),
      extra_loss_(channel_.extra_loss),
      tx_power_(channel_.tx_power.value_or(radio.tx_power)),
      reference_loss_(channel_.reference_loss.value_or(free_space_loss(Metres{1.0}, radio.frequency_hz))),
      noise_(noise_power(radio.bandwidth_hz, options.noise_figure.value_or(radio.noise_figure))),
      sensitivity_(watts(options.sensitivity.value_or(radio.sensitivity))),
      energy_detection_(watts(options.energy_detection.value_or(radio.energy_detection))),
      capture_(linear(options.capture.value_or(radio.capture))),
      places_(options.air),
      errors_(random_stream(seed_, "frame-errors")),
      losses_(random_stream(seed_, "extra-loss")) {
    for (int worker = 0; places_.is_static() && worker < options.air.workers; ++worker) {
        to_server_.push_back(computed_power(worker, kServer, SimTime{0}).si);
    }
}

Watts CellChannel::mean_power(int from, int to, SimTime at) {
    const int worker = from == kServer ? to : from;
    if ((from == kServer || to == kServer) && worker != kServer && !to_server_.empty()) {
        return {to_server_[static_cast<std::size_t>(worker)]};
    }
    return computed_power(from, to, at);
}

Watts CellChannel::computed_power(int from, int to, SimTime at) {
    const Metres apart = distance(places_.at(from, at), places_.at(to, at));
    const Decibels loss = log_distance_loss(apart, reference_loss_, channel_.path_loss_exponent);
    return watts({tx_power_.si - loss.si - shadowing(channel_, seed_, from, to).si});
}

Watts CellChannel::foreign_power(int to, SimTime at) {
    const Metres apart = distance(interference_.place, places_.at(to, at));
    const Decibels loss = log_distance_loss(apart, reference_loss_, channel_.path_loss_exponent);
    return watts({interference_.power.si - loss.si});
}

bool CellChannel::decodes(Watts signal, Watts others, const RadioMode& mode, Bytes frame) {
    if (signal < sensitivity_ || (others.si > 0 && signal.si < capture_ * (others + noise_).si)) {
        return false;
    }
    const double success = frame_success(mode.mode, signal / (others + noise_), frame);
    return success > kCertain || uniform(errors_) < success;
}

bool CellChannel::decodes_surely(int worker, const RadioMode& mode, Bytes frame) {
    if (!is_steady()) {
        return false;
    }
    const Watts signal = mean_power(kServer, worker, SimTime{0});
    return signal >= sensitivity_ && frame_success(mode.mode, signal / (Watts{0} + noise_), frame) > kCertain;
}

double CellChannel::uniform(std::mt19937_64& random) {
    return uniform_draw(random);
}

}  // namespace ogsim
