#pragma once

#include <random>
#include <vector>

#include "src/network/air_options.h"
#include "src/trace/events.h"

namespace ogsim {

/// Where each worker is, as a function of time that does not go back.
///
/// Static: uniform over the disc, or as given. Random walk: straight on at that speed for turn_after, then in a new
/// direction; a leg that would leave the disc is drawn again, and after ten tries leads to the centre. Waypoint: to a
/// point uniform in the disc, rest there, to the next. Legs are made when somebody asks; static costs nothing.
class CellPlaces {
 public:
    /// @throws std::invalid_argument on a radius, speed, pause or turn that is out of range, or a wrong count of
    /// places.
    explicit CellPlaces(const AirOptions& options);

    [[nodiscard]] bool is_static() const { return legs_.empty(); }
    /// Of a worker; kServer stands in the origin. `at` never before that of an earlier call for the same worker.
    [[nodiscard]] Place at(int worker, SimTime at);

 private:
    struct Leg {
        Place from, to;
        SimTime start, arrival, end;  // at `to` from arrival to end
        std::uint64_t number = 0;
    };
    void next_leg(int worker);
    [[nodiscard]] Place walk_to(Place from, std::mt19937_64& random) const;

    const Mobility mobility_;
    const Metres radius_;
    const std::uint64_t seed_;
    std::vector<Place> first_;
    std::vector<Leg> legs_;
};

[[nodiscard]] Metres distance(Place a, Place b);

}  // namespace ogsim
