#pragma once

#include "ns3/node-container.h"
#include "src/network/air_options.h"

namespace ogsim {

/// Sets ns-3's process-wide seed and run, so that streams made from now on depend on the scenario's seed alone.
void seed_ns3(std::uint64_t seed);

/// The server and then the workers as ns-3 nodes, each with its place and motion, all streams assigned. They begin to
/// move once the nodes are initialised.
[[nodiscard]] ns3::NodeContainer make_nodes(const AirOptions& options);

}  // namespace ogsim
