#pragma once

#include "ns3/node-container.h"
#include "ns3/spectrum-channel.h"
#include "src/network/media.h"

namespace ogsim::lrwpan {

/// @throws std::invalid_argument on options out of range.
[[nodiscard]] LrwpanOptions checked(LrwpanOptions options);
/// Log-distance loss; free space at 2.45 GHz over the first metre where AirOptions names no loss.
[[nodiscard]] ns3::Ptr<ns3::SpectrumChannel> make_channel(const LrwpanOptions& options);
/// The server first, then the workers, each in its place.
[[nodiscard]] ns3::NodeContainer make_nodes(const LrwpanOptions& options);

}  // namespace ogsim::lrwpan
