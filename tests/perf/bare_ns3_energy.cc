#include <algorithm>

#include "ns3/basic-energy-source-helper.h"
#include "ns3/boolean.h"
#include "ns3/constant-position-mobility-model.h"
#include "ns3/double.h"
#include "ns3/multi-model-spectrum-channel.h"
#include "ns3/node-container.h"
#include "ns3/packet.h"
#include "ns3/propagation-delay-model.h"
#include "ns3/propagation-loss-model.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/spectrum-wifi-helper.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"
#include "ns3/wifi-net-device.h"
#include "ns3/wifi-radio-energy-model-helper.h"
#include "src/network/places.h"
#include "tests/perf/options.h"

/// What an ns-3 user writes: an ad-hoc cell of 802.11n with ns-3's energy framework on every node, in plain calls.
///
/// It moves what ogsim's gd moves: in each round the server broadcasts the model in pieces, and then every worker sends
/// one update, `slot_us` after the one before. Workers stand where ogsim's do; standard, rates and power are the
/// same. Nothing is traced but the server's count of bytes. Prints wall seconds of a round, without setup.
namespace ogsim::perf {
namespace {

constexpr int kLargestPiece = 1400;
constexpr std::uint16_t kEthertype = 0x88B5;
constexpr std::uint8_t kVoice = 7;  // user priorities of IEEE 802.1D
constexpr std::uint8_t kBestEffort = 0;

void send(const ns3::Ptr<ns3::NetDevice>& device, const ns3::Address& to, int bytes, std::uint8_t priority) {
    for (int left = bytes; left > 0; left -= kLargestPiece) {
        const auto packet = ns3::Create<ns3::Packet>(static_cast<std::uint32_t>(std::min(left, kLargestPiece)));
        ns3::SocketPriorityTag tag;
        tag.SetPriority(priority);
        packet->AddPacketTag(tag);
        device->Send(packet, to, kEthertype);
    }
}

ns3::NodeContainer make_nodes(int workers) {
    std::vector<Place> places = worker_places({.workers = workers});
    places.insert(places.begin(), Place{});
    ns3::NodeContainer nodes;
    nodes.Create(static_cast<std::uint32_t>(places.size()));
    for (std::uint32_t i = 0; i < nodes.GetN(); ++i) {
        const auto position = ns3::CreateObject<ns3::ConstantPositionMobilityModel>();
        position->SetPosition({places[i].x.si, places[i].y.si, 0.0});
        nodes.Get(i)->AggregateObject(position);
    }
    return nodes;
}

ns3::SpectrumWifiPhyHelper make_phy() {
    const auto channel = ns3::CreateObject<ns3::MultiModelSpectrumChannel>();
    channel->AddPropagationLossModel(ns3::CreateObject<ns3::LogDistancePropagationLossModel>());  // 3; 46.6777 dB
    channel->SetPropagationDelayModel(ns3::CreateObject<ns3::ConstantSpeedPropagationDelayModel>());
    ns3::SpectrumWifiPhyHelper phy;
    phy.SetChannel(channel);
    phy.Set("ChannelSettings", ns3::StringValue("{36, 20, BAND_5GHZ, 0}"));
    phy.Set("TxPowerStart", ns3::DoubleValue(16.0));
    phy.Set("TxPowerEnd", ns3::DoubleValue(16.0));
    return phy;
}

ns3::NetDeviceContainer make_devices(const ns3::NodeContainer& nodes) {
    ns3::WifiMacHelper mac;
    const ns3::UintegerValue none(0);
    mac.SetType("ns3::AdhocWifiMac", "QosSupported", ns3::BooleanValue(true), "BE_MaxAmpduSize", none,
                "VO_MaxAmpduSize", none);
    ns3::WifiHelper wifi;
    wifi.SetStandard(ns3::WIFI_STANDARD_80211n);
    const ns3::StringValue control("OfdmRate24Mbps");
    wifi.SetRemoteStationManager("ns3::ConstantRateWifiManager", "DataMode", ns3::StringValue("HtMcs5"), "ControlMode",
                                 control, "NonUnicastMode", control);
    ns3::NetDeviceContainer devices = wifi.Install(make_phy(), mac, nodes);
    wifi.AssignStreams(devices, 0);
    return devices;
}

/// Generous to ns-3: no battery runs low, and no periodic updates.
ns3::DeviceEnergyModelContainer add_energy(const ns3::NetDeviceContainer& devices) {
    ns3::BasicEnergySourceHelper source;
    source.Set("BasicEnergySourceInitialEnergyJ", ns3::DoubleValue(1e9));
    source.Set("PeriodicEnergyUpdateInterval", ns3::TimeValue(ns3::Seconds(1e6)));
    ns3::WifiRadioEnergyModelHelper model;
    ns3::DeviceEnergyModelContainer models;
    for (std::uint32_t i = 0; i < devices.GetN(); ++i) {
        const ns3::EnergySourceContainer sources = source.Install(devices.Get(i)->GetNode());
        models.Add(model.Install(devices.Get(i), sources.Get(0)));
    }
    return models;
}

struct Traffic {
    int rounds, update_bytes, model_bytes;
    ns3::Time round, slot;
};

void schedule(const Traffic& traffic, const ns3::NetDeviceContainer& devices) {
    const ns3::Address server = devices.Get(0)->GetAddress();
    for (int round = 0; round < traffic.rounds; ++round) {
        ns3::Simulator::Schedule(round * traffic.round, [&traffic, &devices] {
            send(devices.Get(0), ns3::Mac48Address::GetBroadcast(), traffic.model_bytes, kVoice);
        });
        for (std::uint32_t i = 1; i < devices.GetN(); ++i) {
            ns3::Simulator::Schedule(round * traffic.round + i * traffic.slot, [&traffic, &devices, i, server] {
                send(devices.Get(i), server, traffic.update_bytes, kBestEffort);
            });
        }
    }
}

void measure(const Options& options) {
    const int workers = options.count("workers");
    const ns3::Time slot = ns3::MicroSeconds(options.count("slot_us"));
    const Traffic traffic{.rounds = options.count("rounds"),
                          .update_bytes = options.count("update_bytes"),
                          .model_bytes = options.count("model_bytes"),
                          .round = (workers + 5) * slot,
                          .slot = slot};
    const ns3::NetDeviceContainer devices = make_devices(make_nodes(workers));
    const ns3::DeviceEnergyModelContainer models = add_energy(devices);
    std::int64_t delivered = 0;
    devices.Get(0)->SetReceiveCallback(
        [&delivered](ns3::Ptr<ns3::NetDevice>, ns3::Ptr<const ns3::Packet>, std::uint16_t, const ns3::Address&) {
            ++delivered;
            return true;
        });
    schedule(traffic, devices);
    ns3::Simulator::Stop(traffic.rounds * traffic.round);
    const Stopwatch watch;
    ns3::Simulator::Run();
    print("seconds_a_round", watch.seconds() / traffic.rounds);
    print("events_a_round", static_cast<double>(ns3::Simulator::GetEventCount()) / traffic.rounds);
    print("delivered_a_round", static_cast<double>(delivered) / traffic.rounds);
    print("joules_of_worker_0", (*(models.Begin() + 1))->GetTotalEnergyConsumption());
    print("simulated_s", (traffic.rounds * traffic.round).GetSeconds());
    ns3::Simulator::Destroy();
}

}  // namespace
}  // namespace ogsim::perf

int main(int argc, char** argv) {
    using namespace ogsim::perf;
    return run(
        argc, argv,
        {{"workers", "20"}, {"rounds", "3"}, {"update_bytes", "1020"}, {"model_bytes", "2100"}, {"slot_us", "450"}},
        measure);
}
