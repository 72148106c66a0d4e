#include "src/network/cell/cell_places.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <string>

#include "model/random/draws.h"
#include "model/random/stream.h"

namespace ogsim {
namespace {

void require(bool is_right, const std::string& what, double got) {
    if (!is_right) {
        throw std::invalid_argument(what + ", got " + std::to_string(got));
    }
}

Place place_in_disc(Metres radius, std::mt19937_64& random) {
    const double area = uniform_draw(random);
    const double angle = 2 * std::numbers::pi * uniform_draw(random);
    const double from_centre = radius.si * std::sqrt(area);
    return {{from_centre * std::cos(angle)}, {from_centre * std::sin(angle)}};
}

Place between(Place a, Place b, double part) {
    return {a.x + part * (b.x - a.x), a.y + part * (b.y - a.y)};
}

void check(const AirOptions& options) {
    const auto positive = [](double value) { return std::isfinite(value) && value > 0; };
    require(options.workers >= 1, "workers must be >= 1", options.workers);
    require(positive(options.radius.si), "radius must be finite and > 0 m", options.radius.si);
    require(positive(options.mobility.speed), "speed must be finite and > 0 m/s", options.mobility.speed);
    require(positive(options.mobility.turn_after.si), "turn_after must be finite and > 0 s",
            options.mobility.turn_after.si);
    require(std::isfinite(options.mobility.pause.si) && options.mobility.pause.si >= 0,
            "pause must be finite and >= 0 s", options.mobility.pause.si);
    require(options.places.empty() || options.places.size() == static_cast<std::size_t>(options.workers),
            "places must be one for each worker", static_cast<double>(options.places.size()));
    for (const Place place : options.places) {
        require(std::isfinite(place.x.si) && std::isfinite(place.y.si), "places must be finite", place.x.si);
    }
}

}  // namespace

Metres distance(Place a, Place b) {
    return {std::hypot(a.x.si - b.x.si, a.y.si - b.y.si)};
}

CellPlaces::CellPlaces(const AirOptions& options)
    : mobility_(options.mobility), radius_(options.radius), seed_(options.seed), first_(options.places) {
    check(options);
    for (int worker = static_cast<int>(first_.size()); worker < options.workers; ++worker) {
        std::mt19937_64 random = random_stream(seed_, "position", static_cast<std::uint64_t>(worker));
        first_.push_back(place_in_disc(radius_, random));
    }
    if (mobility_.motion != Motion::kStatic) {
        for (const Place place : first_) {
            legs_.push_back({place, place, SimTime{0}, SimTime{0}, SimTime{0}});
        }
    }
}

Place CellPlaces::at(int worker, SimTime at) {
    if (worker == kServer) {
        return {};
    }
    const auto index = static_cast<std::size_t>(worker);
    if (is_static()) {
        return first_[index];
    }
    while (legs_[index].end <= at) {
        next_leg(worker);
    }
    const Leg& leg = legs_[index];
    const auto gone = static_cast<double>((std::clamp(at, leg.start, leg.arrival) - leg.start).count());
    const auto whole = static_cast<double>((leg.arrival - leg.start).count());
    return whole > 0 ? between(leg.from, leg.to, gone / whole) : leg.to;
}

void CellPlaces::next_leg(int worker) {
    Leg& leg = legs_[static_cast<std::size_t>(worker)];
    const std::uint64_t mine = stream_seed(seed_, "motion", static_cast<std::uint64_t>(worker));
    std::mt19937_64 random(stream_seed(mine, "leg", ++leg.number));
    const bool is_walk = mobility_.motion == Motion::kRandomWalk;
    leg.from = leg.to;
    leg.to = is_walk ? walk_to(leg.from, random) : place_in_disc(radius_, random);
    leg.start = leg.end;
    const Seconds travel{std::max(1e-9, distance(leg.from, leg.to).si / mobility_.speed)};
    leg.arrival = leg.start + sim_time(travel);
    leg.end = leg.arrival + (is_walk ? SimTime{0} : sim_time(mobility_.pause));
}

Place CellPlaces::walk_to(Place from, std::mt19937_64& random) const {
    const double length = mobility_.speed * mobility_.turn_after.si;
    for (int i = 0; i < 10; ++i) {
        const double angle = 2 * std::numbers::pi * uniform_draw(random);
        const Place to{{from.x.si + length * std::cos(angle)}, {from.y.si + length * std::sin(angle)}};
        if (distance(to, {}) <= radius_) {
            return to;
        }
    }
    const double part = std::min(1.0, length / std::max(1e-9, distance(from, {}).si));
    return between(from, {}, part);
}

}  // namespace ogsim
