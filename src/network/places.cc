#include "src/network/places.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "model/random/stream.h"

namespace ogsim {
namespace {

Place drawn_place(const AirOptions& options, int worker) {
    std::mt19937_64 random = random_stream(options.seed, "position", static_cast<std::uint64_t>(worker));
    const double area = static_cast<double>(random() >> 11U) * 0x1p-53;
    const double angle = 2 * std::numbers::pi * static_cast<double>(random() >> 11U) * 0x1p-53;
    const double distance = options.radius.si * std::sqrt(area);
    return {Metres{distance * std::cos(angle)}, Metres{distance * std::sin(angle)}};
}

}  // namespace

std::vector<Place> worker_places(const AirOptions& options) {
    std::vector<Place> places = options.places;
    for (int worker = static_cast<int>(places.size()); worker < options.workers; ++worker) {
        places.push_back(drawn_place(options, worker));
    }
    return places;
}

std::vector<Place> ring_places(int workers, Metres radius) {
    std::vector<Place> places;
    for (int worker = 0; worker < workers; ++worker) {
        const double angle = 2 * std::numbers::pi * worker / workers;
        places.push_back({Metres{radius.si * std::cos(angle)}, Metres{radius.si * std::sin(angle)}});
    }
    return places;
}

std::vector<Place> grid_places(int workers, Metres radius) {
    const int columns = static_cast<int>(std::ceil(std::sqrt(workers)));
    const auto along = [&](int index) {
        return Metres{columns == 1 ? 0.0 : radius.si * (2.0 * index / (columns - 1) - 1.0)};
    };
    std::vector<Place> places;
    for (int worker = 0; worker < workers; ++worker) {
        places.push_back({along(worker % columns), along(worker / columns)});
    }
    return places;
}

Metres half_side(const AirOptions& options) {
    double most = options.radius.si;
    for (const Place& place : options.places) {
        most = std::max({most, std::abs(place.x.si), std::abs(place.y.si)});
    }
    return Metres{most};
}

Metres farthest(const AirOptions& options) {
    if (options.mobility.motion == Motion::kStatic && options.places.empty()) {
        return options.radius;
    }
    return Metres{std::numbers::sqrt2 * half_side(options).si};
}

}  // namespace ogsim
