#include "src/network/wifi/wifi_medium.h"

#include <stdexcept>

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/multi-model-spectrum-channel.h"
#include "ns3/node-container.h"
#include "ns3/propagation-delay-model.h"
#include "ns3/spectrum-wifi-helper.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"
#include "ns3/wifi-mac-queue.h"
#include "src/network/channel.h"
#include "src/network/nodes.h"
#include "src/network/wifi/fragment_loss.h"

namespace ogsim {
namespace {

constexpr Dbm kWifiPower{16.0};  // ns-3's default, rounded from 16.0206

void check(bool is_right, const std::string& what, const std::string& got) {
    if (!is_right) {
        throw std::invalid_argument(what + ", got " + got);
    }
}

WifiOptions checked(WifiOptions options) {
    (void)checked(options.air);
    check(options.fragment.count >= 1 && options.fragment <= kLargestFragment, "fragment must have 1 to 2200 bytes",
          std::to_string(options.fragment.count));
    if (options.data_mode.empty()) {
        options.data_mode = default_data_mode(options.standard);
    }
    check(is_data_mode(options.standard, options.data_mode), "data mode must be one of " + options.standard + "'s",
          options.data_mode);
    return options;
}

ns3::Ptr<ns3::SpectrumChannel> make_channel(const WifiOptions& options) {
    const auto channel = ns3::CreateObject<ns3::MultiModelSpectrumChannel>();
    channel->AddPropagationLossModel(
        make_loss(options.air.channel, wifi_standard(options.standard).reference_loss, options.air.seed));
    channel->SetPropagationDelayModel(ns3::CreateObject<ns3::ConstantSpeedPropagationDelayModel>());
    return channel;
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
    const ns3::DoubleValue power(options.air.channel.tx_power.value_or(kWifiPower).si);
    phy.Set("TxPowerStart", power);
    phy.Set("TxPowerEnd", power);
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
    if (options.air.channel.extra_loss > 0) {
        const auto loss = ns3::CreateObject<FragmentLoss>(options.air.channel.extra_loss, options.air.seed, index);
        wifi->GetPhy()->SetPostReceptionErrorModel(loss);
    }
    device->GetNode()->AddApplication(station);
    station->attach(wifi, wifi_standard(options.standard));
    device->GetNode()->Initialize();
}

}  // namespace

WifiMedium::WifiMedium(WifiOptions options, Clock& clock, Sink& sink) : options_(checked(std::move(options))) {
    seed_ns3(options_.air.seed);
    const ns3::NetDeviceContainer devices = make_devices(options_, make_nodes(options_.air));
    server_ = ns3::CreateObject<WifiServer>(options_, clock, sink);
    install(server_, kServer, devices.Get(0), options_);
    for (int worker = 0; worker < options_.air.workers; ++worker) {
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
