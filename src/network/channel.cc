#include "src/network/channel.h"

#include <cmath>

#include "ns3/mobility-model.h"
#include "ns3/node.h"
#include "ns3/simulator.h"
#include "src/network/ns3_time.h"
#include "src/network/pair_loss.h"

namespace ogsim {
namespace {

constexpr int kForeign = -2;  // who is no node of ours

int node_of(const ns3::Ptr<ns3::MobilityModel>& place) {
    const auto node = place->GetObject<ns3::Node>();
    return node ? static_cast<int>(node->GetId()) - 1 : kForeign;
}

/// Shadowing and fading.
class ChanceLoss final : public ns3::PropagationLossModel {
 public:
    ChanceLoss(const ChannelOptions& channel, std::uint64_t seed) : channel_(channel), seed_(seed) {}

 private:
    double DoCalcRxPower(double power_dbm, ns3::Ptr<ns3::MobilityModel> from,
                         ns3::Ptr<ns3::MobilityModel> to) const override {
        const int sender = node_of(from);
        const int receiver = node_of(to);
        const SimTime now = from_ns3(ns3::Simulator::Now());
        return power_dbm - shadowing(channel_, seed_, sender, receiver).si +
               10.0 * std::log10(fading_gain(channel_, seed_, sender, receiver, now));
    }
    int64_t DoAssignStreams(int64_t /*first*/) override { return 0; }

    const ChannelOptions channel_;
    const std::uint64_t seed_;
};

}  // namespace

ns3::Ptr<ns3::PropagationLossModel> make_loss(const ChannelOptions& channel, Decibels reference, std::uint64_t seed) {
    const auto distance = ns3::CreateObject<ns3::LogDistancePropagationLossModel>();
    distance->SetPathLossExponent(channel.path_loss_exponent);
    distance->SetReference(1.0, channel.reference_loss.value_or(reference).si);
    if (channel.shadowing.si > 0 || channel.fading != Fading::kNone) {
        distance->SetNext(ns3::CreateObject<ChanceLoss>(channel, seed));
    }
    return distance;
}

}  // namespace ogsim
