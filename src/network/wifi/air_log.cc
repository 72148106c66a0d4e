#include "src/network/wifi/air_log.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ns3/nstime.h"
#include "src/network/ns3_time.h"
#include "src/network/pair_loss.h"
#include "src/network/places.h"

namespace ogsim {
namespace {

constexpr double kLightSpeed = 299792458.0;  // m/s

std::size_t place_of(int node) {
    return static_cast<std::size_t>(node - kServer);
}

/// As ns-3 does, which takes its time over it where the fast way could round otherwise.
SimTime rounded(double metres) {
    constexpr double kDoubt = 1e-6;
    const double ns = metres * (1e9 / kLightSpeed) + 0.5;
    const auto whole = static_cast<std::int64_t>(ns);
    const double rest = ns - static_cast<double>(whole);
    const bool is_doubtful = rest < kDoubt || rest > 1.0 - kDoubt;
    return is_doubtful ? from_ns3(ns3::Seconds(metres / kLightSpeed)) : SimTime{whole};
}

}  // namespace

StaticAir::StaticAir(const AirOptions& options, Decibels reference)
    : channel_(options.channel),
      seed_(options.seed),
      reference_(options.channel.reference_loss.value_or(reference).si),
      x_{0.0},
      y_{0.0} {
    for (const Place& place : worker_places(options)) {
        x_.push_back(place.x.si);
        y_.push_back(place.y.si);
        radius_ = std::max(radius_, std::hypot(place.x.si, place.y.si));
    }
    longest_delay_ = SimTime{static_cast<std::int64_t>(std::ceil(2e9 * radius_ / kLightSpeed)) + 1};
}

double StaticAir::distance(int one, int other) const {
    const double dx = x_[place_of(one)] - x_[place_of(other)];
    const double dy = y_[place_of(one)] - y_[place_of(other)];
    return std::sqrt(dx * dx + dy * dy);
}

SimTime StaticAir::delay(int sender, int receiver) const {
    return rounded(distance(sender, receiver));
}

double StaticAir::gain(int sender, int receiver, SimTime at) const {
    const double far = distance(sender, receiver);
    double db = far <= 1.0 ? -reference_ : -reference_ - 10.0 * channel_.path_loss_exponent * std::log10(far);
    if (channel_.shadowing.si > 0 || channel_.fading != Fading::kNone) {
        db = db - shadowing(channel_, seed_, sender, receiver).si +
             10.0 * std::log10(fading_gain(channel_, seed_, sender, receiver, at));
    }
    return std::pow(10.0, db / 10.0);
}

std::optional<double> StaticAir::least_gain(int sender) const {
    if (channel_.shadowing.si > 0 || channel_.fading != Fading::kNone) {
        return std::nullopt;
    }
    const double far = std::max((sender == kServer ? 1.0 : 2.0) * radius_, 1.0);
    return std::pow(10.0, (-reference_ - 10.0 * channel_.path_loss_exponent * std::log10(far)) / 10.0);
}

void AirLog::add(AirFrame frame, SimTime claims_until) {
    if (bursts_.empty() || is_over(end() - 1, frame.start)) {
        const SimTime claim = bursts_.empty() ? SimTime{0} : bursts_.back().latest_claim;
        bursts_.push_back({{}, frame.end, claim});
    }
    Burst& burst = bursts_.back();
    burst.end = std::max(burst.end, frame.end);
    burst.latest_claim = std::max({burst.latest_claim, frame.end, claims_until});
    burst.frames.push_back(std::move(frame));
    burst.is_plain = burst.frames.size() == 1 && burst.frames.front().is_clear;
}

bool AirLog::is_quiet(SimTime now) const {
    return bursts_.empty() || is_over(end() - 1, now);
}

void AirLog::forget_before(std::size_t burst) {
    const std::size_t count = std::min(burst - std::min(burst, first_), bursts_.size());
    bursts_.erase(bursts_.begin(), bursts_.begin() + static_cast<std::ptrdiff_t>(count));
    first_ += count;
}

}  // namespace ogsim
