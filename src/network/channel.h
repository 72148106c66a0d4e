#pragma once

#include "ns3/propagation-loss-model.h"
#include "src/network/air_options.h"

namespace ogsim {

/// ns-3's loss models for these options, one behind the other: log-distance, then shadowing and fading as pair_loss.h
/// draws them. Nodes are told apart by their ids: 0 is the server, i + 1 worker i.
///
/// @param reference  Loss at 1 m of this radio, where the options name none.
[[nodiscard]] ns3::Ptr<ns3::PropagationLossModel> make_loss(const ChannelOptions& channel, Decibels reference,
                                                            std::uint64_t seed);

}  // namespace ogsim
