#pragma once

#include <vector>

#include "src/network/air_options.h"

/// Where the workers stand.
namespace ogsim {

/// One place a worker: options.places, or drawn uniformly over the disc, each from a stream of its own.
[[nodiscard]] std::vector<Place> worker_places(const AirOptions& options);

/// Evenly on a circle around the server, the first one on the x axis.
[[nodiscard]] std::vector<Place> ring_places(int workers, Metres radius);
/// Row by row on a square grid of ceil(sqrt(workers)) columns that reaches from -radius to radius; one worker stands in
/// the middle.
[[nodiscard]] std::vector<Place> grid_places(int workers, Metres radius);

/// Half the side of the square around the server in which workers may be: they walk inside it.
[[nodiscard]] Metres half_side(const AirOptions& options);
/// No worker is ever farther from the server than that.
[[nodiscard]] Metres farthest(const AirOptions& options);

}  // namespace ogsim
