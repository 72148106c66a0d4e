#include <gtest/gtest.h>

#include <algorithm>

#include "ns3/boolean.h"
#include "ns3/constant-position-mobility-model.h"
#include "ns3/double.h"
#include "ns3/multi-model-spectrum-channel.h"
#include "ns3/node-list.h"
#include "ns3/node.h"
#include "ns3/packet.h"
#include "ns3/propagation-delay-model.h"
#include "ns3/propagation-loss-model.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/spectrum-wifi-helper.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"
#include "ns3/wifi-net-device.h"
#include "ns3/wifi-psdu.h"
#include "src/network/wifi/hashed_errors.h"
#include "tests/src/network/wifi_cell.h"

/// The same traffic by our medium, and by a program in plain calls of ns-3, which moves the same number of bytes
/// between nodes in the same places. Every frame must be the same: sender, nanosecond, size.
namespace ogsim {
namespace {

using std::chrono::milliseconds;

struct Sent {
    int node;
    std::int64_t at_ns;
    std::int64_t bytes;
    auto operator<=>(const Sent&) const = default;
};
std::ostream& operator<<(std::ostream& out, const Sent& sent) {
    return out << "node " << sent.node << " at " << sent.at_ns << " ns, " << sent.bytes << " bytes";
}

struct Traffic {
    const char* standard;
    const char* data_mode;
    ns3::WifiStandard ns3_standard;
    int workers;
    int rounds;
};

// A round every 30 ms: a broadcast of 2000 bytes in pieces of 1400, and 8 ms later 3000 bytes of every worker at once.
constexpr std::array kBroadcast{1400, 600};
constexpr std::array kUpdate{1400, 1400, 200};
constexpr int kOurHeader = 20;

struct OurRun {
    std::vector<Sent> frames;
    std::vector<ns3::Vector> places;
    std::uint32_t seed;
    std::uint64_t run;
};

OurRun our_run(const Traffic& traffic) {
    WifiCell cell({.air = {.workers = traffic.workers}, .standard = traffic.standard, .data_mode = traffic.data_mode});
    OurRun result;
    result.seed = ns3::RngSeedManager::GetSeed();
    result.run = ns3::RngSeedManager::GetRun();
    for (std::uint32_t i = 0; i < ns3::NodeList::GetNNodes(); ++i) {
        result.places.push_back(ns3::NodeList::GetNode(i)->GetObject<ns3::MobilityModel>()->GetPosition());
    }
    for (int round = 1; round <= traffic.rounds; ++round) {
        cell.at(milliseconds(30) * round, [&cell, round] { cell.broadcast(round, 2000); });
        for (int worker = 0; worker < traffic.workers; ++worker) {
            cell.at(milliseconds(30) * round + milliseconds(8),
                    [&cell, worker, round] { cell.send(worker, round, 3000); });
        }
    }
    cell.run_until(milliseconds(30) * (traffic.rounds + 1));
    for (const FrameSent& frame : cell.recorder.frames) {
        result.frames.push_back({frame.node, frame.start.count(), frame.size.count});
    }
    EXPECT_EQ(cell.server.updates.size(), cell.sent);
    return result;
}

std::vector<Sent>* log_of_bare_run = nullptr;

void on_frame(std::string node, ns3::WifiConstPsduMap frames, ns3::WifiTxVector /*vector*/, double /*power*/) {
    log_of_bare_run->push_back({std::stoi(node) - 1, ns3::Simulator::Now().GetNanoSeconds(),
                                static_cast<std::int64_t>(frames.begin()->second->GetSize())});
}

void send(const ns3::Ptr<ns3::NetDevice>& device, const ns3::Address& to, int bytes, std::uint8_t priority) {
    const auto packet = ns3::Create<ns3::Packet>(static_cast<std::uint32_t>(bytes + kOurHeader));
    ns3::SocketPriorityTag tag;
    tag.SetPriority(priority);
    packet->AddPacketTag(tag);
    device->Send(packet, to, 0x88B5);
}

ns3::NetDeviceContainer bare_devices(const Traffic& traffic, const OurRun& ours) {
    ns3::RngSeedManager::SetSeed(ours.seed);
    ns3::RngSeedManager::SetRun(ours.run);
    ns3::NodeContainer nodes;
    nodes.Create(static_cast<std::uint32_t>(traffic.workers) + 1);
    for (std::uint32_t i = 0; i < nodes.GetN(); ++i) {
        const auto place = ns3::CreateObject<ns3::ConstantPositionMobilityModel>();
        place->SetPosition(ours.places[i]);
        nodes.Get(i)->AggregateObject(place);
    }
    const auto channel = ns3::CreateObject<ns3::MultiModelSpectrumChannel>();
    channel->AddPropagationLossModel(ns3::CreateObject<ns3::LogDistancePropagationLossModel>());  // 3; 46.6777 dB
    channel->SetPropagationDelayModel(ns3::CreateObject<ns3::ConstantSpeedPropagationDelayModel>());
    ns3::SpectrumWifiPhyHelper phy;
    phy.SetChannel(channel);
    phy.Set("ChannelSettings", ns3::StringValue("{36, 20, BAND_5GHZ, 0}"));
    phy.Set("TxPowerStart", ns3::DoubleValue(16.0));
    phy.Set("TxPowerEnd", ns3::DoubleValue(16.0));
    ns3::WifiMacHelper mac;
    mac.SetType("ns3::AdhocWifiMac", "QosSupported", ns3::BooleanValue(true), "BE_MaxAmpduSize", ns3::UintegerValue(0),
                "VO_MaxAmpduSize", ns3::UintegerValue(0));
    ns3::WifiHelper wifi;
    wifi.SetStandard(traffic.ns3_standard);
    wifi.SetRemoteStationManager("ns3::ConstantRateWifiManager", "DataMode", ns3::StringValue(traffic.data_mode),
                                 "ControlMode", ns3::StringValue("OfdmRate24Mbps"), "NonUnicastMode",
                                 ns3::StringValue("OfdmRate24Mbps"));
    ns3::NetDeviceContainer devices = wifi.Install(phy, mac, nodes);
    wifi.AssignStreams(devices, 0);
    const auto rates = std::make_shared<ErrorRates>();  // ns-3's, drawn so that a frame that comes through is the same
    for (std::uint32_t i = 0; i < devices.GetN(); ++i) {
        const auto phy = ns3::DynamicCast<ns3::WifiNetDevice>(devices.Get(i))->GetPhy();
        phy->SetErrorRateModel(ns3::CreateObject<HashedErrors>(rates, AirOptions{}.seed, static_cast<int>(i) - 1));
    }
    return devices;
}

std::vector<Sent> bare_run(const Traffic& traffic, const OurRun& ours) {
    std::vector<Sent> frames;
    log_of_bare_run = &frames;
    const ns3::NetDeviceContainer devices = bare_devices(traffic, ours);
    for (std::uint32_t i = 0; i < devices.GetN(); ++i) {
        const auto phy = ns3::DynamicCast<ns3::WifiNetDevice>(devices.Get(i))->GetPhy();
        phy->TraceConnect("PhyTxPsduBegin", std::to_string(i), ns3::MakeCallback(&on_frame));
    }
    const ns3::Address server = devices.Get(0)->GetAddress();
    for (int round = 1; round <= traffic.rounds; ++round) {
        ns3::Simulator::Schedule(ns3::MilliSeconds(30) * round, [&devices] {
            for (const int piece : kBroadcast) {
                send(devices.Get(0), ns3::Mac48Address::GetBroadcast(), piece, 7);
            }
        });
        for (std::uint32_t i = 1; i < devices.GetN(); ++i) {
            ns3::Simulator::Schedule(ns3::MilliSeconds(30) * round + ns3::MilliSeconds(8), [&devices, i, server] {
                for (const int piece : kUpdate) {
                    send(devices.Get(i), server, piece, 0);
                }
            });
        }
    }
    ns3::Simulator::Stop(ns3::MilliSeconds(30) * (traffic.rounds + 1));
    ns3::Simulator::Run();
    ns3::Simulator::Destroy();
    return frames;
}

void expect_same_frames(const Traffic& traffic, std::size_t at_least) {
    const OurRun ours = our_run(traffic);
    const std::vector<Sent> theirs = bare_run(traffic, ours);
    EXPECT_GE(theirs.size(), at_least);
    EXPECT_EQ(ours.frames, theirs) << traffic.standard << ", " << traffic.workers << " workers";
    ::testing::Test::RecordProperty("frames", static_cast<int>(theirs.size()));
}

// A round is 2 frames and a CF-End of the server, and 3 frames of each worker with their acknowledgements.
TEST(BareNs3, SendsTheSameFramesWithOneWorker) {
    expect_same_frames({"802.11n", "HtMcs5", ns3::WIFI_STANDARD_80211n, 1, 20}, 20 * 9);
    expect_same_frames({"802.11a", "OfdmRate24Mbps", ns3::WIFI_STANDARD_80211a, 1, 20}, 20 * 8);
    expect_same_frames({"802.11ac", "VhtMcs5", ns3::WIFI_STANDARD_80211ac, 1, 20}, 20 * 9);
    expect_same_frames({"802.11ax", "HeMcs5", ns3::WIFI_STANDARD_80211ax, 1, 20}, 20 * 9);
}

// All five begin at the same instant: collisions, backoff and retries too.
TEST(BareNs3, SendsTheSameFramesWithFiveWorkersThatContend) {
    expect_same_frames({"802.11n", "HtMcs5", ns3::WIFI_STANDARD_80211n, 5, 20}, 20 * 33 + 10);
    expect_same_frames({"802.11a", "OfdmRate24Mbps", ns3::WIFI_STANDARD_80211a, 5, 20}, 20 * 32 + 10);
    expect_same_frames({"802.11ac", "VhtMcs5", ns3::WIFI_STANDARD_80211ac, 5, 20}, 20 * 33 + 10);
    expect_same_frames({"802.11ax", "HeMcs5", ns3::WIFI_STANDARD_80211ax, 5, 20}, 20 * 33 + 10);
}

}  // namespace
}  // namespace ogsim
