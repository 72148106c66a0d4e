#include "src/network/wifi/fragment_loss.h"

#include "model/radio/airtime_80211.h"
#include "model/random/stream.h"
#include "ns3/packet.h"
#include "ns3/simulator.h"
#include "src/network/ns3_time.h"
#include "src/network/wifi/fragment.h"

namespace ogsim {

FragmentLoss::FragmentLoss(double probability, std::uint64_t seed, int node)
    : probability_(probability), stream_(stream_seed(seed, "extra-loss", static_cast<std::uint64_t>(node + 1))) {}

bool FragmentLoss::drops(std::uint32_t size, SimTime at) const {
    constexpr auto kShortest =
        static_cast<std::uint32_t>((kQosDataOverhead + kLlcHeader).count) + FragmentHeader::kSize;
    if (size < kShortest) {
        return false;
    }
    const auto now = static_cast<std::uint64_t>(at.count());
    const double uniform = static_cast<double>(stream_seed(stream_, "draw", now) >> 11U) * 0x1p-53;
    return uniform < probability_;
}

bool FragmentLoss::DoCorrupt(ns3::Ptr<ns3::Packet> frame) {
    return drops(frame->GetSize(), from_ns3(ns3::Simulator::Now()));
}

}  // namespace ogsim
