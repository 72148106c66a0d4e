#include "src/network/wifi/wifi_medium.h"

#include <cmath>
#include <numbers>
#include <stdexcept>

#include "model/random/stream.h"
#include "ns3/boolean.h"
#include "ns3/constant-position-mobility-model.h"
#include "ns3/double.h"
#include "ns3/multi-model-spectrum-channel.h"
#include "ns3/node-container.h"
#include "ns3/propagation-delay-model.h"
#include "ns3/propagation-loss-model.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/spectrum-wifi-helper.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"
#include "ns3/wifi-mac-queue.h"
#include "src/network/wifi/fragment_loss.h"

namespace ogsim {
namespace {

void check(bool is_right, const std::string& what, const std::string& got) {
    if (!is_right) {
        throw std::invalid_argument(what + ", got " + got);
    }
}

WifiOptions checked(WifiOptions options) {
    const auto finite = [](double value) { return std::isfinite(value); };
    check(options.workers >= 1, "workers must be >= 1", std::to_string(options.workers));
    check(finite(options.radius.si) && options.radius.si > 0, "radius must be finite and > 0 m",
          std::to_string(options.radius.si));
    check(finite(options.tx_power.si), "tx power must be finite", std::to_string(options.tx_power.si));
    check(finite(options.path_loss_exponent) && options.path_loss_exponent > 0, "path loss exponent must be > 0",
          std::to_string(options.path_loss_exponent));
    check(finite(options.reference_loss.si), "reference loss must be finite",
          std::to_string(options.reference_loss.si));
    check(options.extra_loss >= 0 && options.extra_loss <= 1, "extra loss must be in [0, 1]",
          std::to_string(options.extra_loss));
    check(options.fragment.count >= 1 && options.fragment <= kLargestFragment, "fragment must have 1 to 2200 bytes",
          std::to_string(options.fragment.count));
    check(options.retries >= 0, "retries must be >= 0", std::to_string(options.retries));
    if (options.data_mode.empty()) {
        options.data_mode = default_data_mode(options.standard);
    }
    (void)wifi_standard(options.standard);
    check(is_data_mode(options.standard, options.data_mode), "data mode must be one of " + options.standard + "'s",
          options.data_mode);
    return options;
}

// ns-3's seed and run are process-wide; streams made from now on depend on the scenario's seed alone.
void seed_ns3(std::uint64_t seed) {
    constexpr std::uint64_t kSeeds = 4294944442;  // ns-3's generator takes 1 .. 4294944442
    ns3::RngSeedManager::SetSeed(static_cast<std::uint32_t>(1 + stream_seed(seed, "ns-3 seed") % kSeeds));
    ns3::RngSeedManager::SetRun(stream_seed(seed, "ns-3 run") % kSeeds);
}

ns3::Ptr<ns3::SpectrumChannel> make_channel(const WifiOptions& options) {
    const auto loss = ns3::CreateObject<ns3::LogDistancePropagationLossModel>();
    loss->SetPathLossExponent(options.path_loss_exponent);
    loss->SetReference(1.0, options.reference_loss.si);
    const auto channel = ns3::CreateObject<ns3::MultiModelSpectrumChannel>();
    channel->AddPropagationLossModel(loss);
    channel->SetPropagationDelayModel(ns3::CreateObject<ns3::ConstantSpeedPropagationDelayModel>());
    return channel;
}

ns3::Vector position(const WifiOptions& options, int node) {
    if (node == kServer) {
        return {0.0, 0.0, 0.0};
    }
    std::mt19937_64 random = random_stream(options.seed, "position", static_cast<std::uint64_t>(node));
    const double area = static_cast<double>(random() >> 11U) * 0x1p-53;
    const double angle = 2 * std::numbers::pi * static_cast<double>(random() >> 11U) * 0x1p-53;
    const double distance = options.radius.si * std::sqrt(area);
    return {distance * std::cos(angle), distance * std::sin(angle), 0.0};
}

ns3::NodeContainer make_nodes(const WifiOptions& options) {
    ns3::NodeContainer nodes;
    for (int node = kServer; node < options.workers; ++node) {
        nodes.Create(1);
        const auto place = ns3::CreateObject<ns3::ConstantPositionMobilityModel>();
        place->SetPosition(position(options, node));
        nodes.Get(nodes.GetN() - 1)->AggregateObject(place);
    }
    return nodes;
}

// Each fragment is one frame: no aggregation. Voice and best effort are told apart in every standard.
ns3::WifiMacHelper make_mac() {
    ns3::WifiMacHelper mac;
    const ns3::UintegerValue none(0);
    mac.SetType("ns3::AdhocWifiMac", "QosSupported", ns3::BooleanValue(true), "BE_MaxAmpduSize", none,
                "VO_MaxAmpduSize", none, "BE_MaxAmsduSize", none, "VO_MaxAmsduSize", none);
    return mac;
}

ns3::SpectrumWifiPhyHelper make_phy(const WifiOptions& options) {
    ns3::SpectrumWifiPhyHelper phy;
    phy.SetChannel(make_channel(options));
    phy.Set("ChannelSettings", ns3::StringValue(wifi_standard(options.standard).channel));
    phy.Set("TxPowerStart", ns3::DoubleValue(options.tx_power.si));
    phy.Set("TxPowerEnd", ns3::DoubleValue(options.tx_power.si));
    return phy;
}

ns3::NetDeviceContainer make_devices(const WifiOptions& options, const ns3::NodeContainer& nodes) {
    const WifiStandardRow& standard = wifi_standard(options.standard);
    ns3::WifiHelper wifi;
    wifi.SetStandard(standard.standard);
    wifi.DisableFlowControl();
    wifi.SetRemoteStationManager("ns3::ConstantRateWifiManager", "DataMode", ns3::StringValue(options.data_mode),
                                 "ControlMode", ns3::StringValue(standard.control_mode), "NonUnicastMode",
                                 ns3::StringValue(standard.control_mode));
    ns3::NetDeviceContainer devices = wifi.Install(make_phy(options), make_mac(), nodes);
    wifi.AssignStreams(devices, 0);
    return devices;
}

// ns-3 drops what has waited for 500 ms or stands behind 500 others: here the protocol decides what is too late.
void lengthen_queues(const ns3::Ptr<ns3::WifiNetDevice>& device) {
    for (const ns3::AcIndex category : {ns3::AC_BE, ns3::AC_VO}) {
        const auto queue = device->GetMac()->GetTxopQueue(category);
        queue->SetMaxDelay(ns3::Seconds(1e6));
        queue->SetMaxSize(ns3::QueueSize("1000000p"));
    }
}

void install(const ns3::Ptr<WifiStation>& station, int index, const ns3::Ptr<ns3::NetDevice>& device,
             const WifiOptions& options) {
    const auto wifi = ns3::DynamicCast<ns3::WifiNetDevice>(device);
    lengthen_queues(wifi);
    if (options.extra_loss > 0) {
        const auto loss = ns3::CreateObject<FragmentLoss>(options.extra_loss, options.seed, index);
        wifi->GetPhy()->SetPostReceptionErrorModel(loss);
    }
    device->GetNode()->AddApplication(station);
    station->attach(wifi, wifi_standard(options.standard));
    device->GetNode()->Initialize();
}

}  // namespace

WifiMedium::WifiMedium(WifiOptions options, Clock& clock, Sink& sink) : options_(checked(std::move(options))) {
    seed_ns3(options_.seed);
    const ns3::NetDeviceContainer devices = make_devices(options_, make_nodes(options_));
    server_ = ns3::CreateObject<WifiServer>(options_, clock, sink);
    install(server_, kServer, devices.Get(0), options_);
    for (int worker = 0; worker < options_.workers; ++worker) {
        workers_.push_back(
            ns3::CreateObject<WifiWorker>(worker, options_, *server_, devices.Get(0)->GetAddress(), clock, sink));
        install(workers_.back(), worker, devices.Get(static_cast<std::uint32_t>(worker) + 1), options_);
    }
}

WifiMedium::~WifiMedium() {
    server_->detach();
    for (const auto& worker : workers_) {
        worker->detach();
    }
}

WorkerRadio& WifiMedium::worker(int worker) {
    return *workers_.at(static_cast<std::size_t>(worker));
}

ServerRadio& WifiMedium::server() {
    return *server_;
}

void WifiMedium::meter_up_to_now() {
    server_->meter_up_to_now();
    for (const auto& worker : workers_) {
        worker->meter_up_to_now();
    }
}

void WifiMedium::switch_off(int node) {
    if (node == kServer) {
        server_->switch_off();
    } else {
        workers_.at(static_cast<std::size_t>(node))->switch_off();
    }
}

void WifiMedium::switch_on(int /*node*/) {
    throw std::logic_error("not written yet");
}

std::unique_ptr<Medium> make_wifi(const WifiOptions& options, Clock& clock, Sink& sink) {
    return std::make_unique<WifiMedium>(options, clock, sink);
}

}  // namespace ogsim
