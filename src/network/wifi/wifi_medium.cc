#include "src/network/wifi/wifi_medium.h"

#include <algorithm>
#include <stdexcept>

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/node-container.h"
#include "ns3/propagation-delay-model.h"
#include "ns3/qos-txop.h"
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
    const std::vector<std::string> managers = wifi_rate_controls(options.standard);
    check(std::find(managers.begin(), managers.end(), options.rate_control) != managers.end(),
          "rate control must be one of " + options.standard + "'s", options.rate_control);
    check(options.largest_ampdu == Bytes{0} || wifi_standard(options.standard).has_aggregation,
          "largest A-MPDU must be 0 under " + options.standard, std::to_string(options.largest_ampdu.count));
    check(options.largest_ampdu.count >= 0 && options.largest_ampdu.count <= 65535,
          "largest A-MPDU must have 0 to 65535 bytes", std::to_string(options.largest_ampdu.count));
    check(options.cw_min.value_or(0) >= 0 && options.cw_min.value_or(0) <= options.cw_max.value_or(32767),
          "least contention window must be from 0 to the largest", std::to_string(options.cw_min.value_or(0)));
    return options;
}

std::string manager_of(const WifiStandardRow& standard, const std::string& rate_control) {
    if (rate_control == "minstrel") {
        return standard.minstrel;
    }
    return rate_control == "ideal"  ? "ns3::IdealWifiManager"
           : rate_control == "aarf" ? "ns3::AarfWifiManager"
                                    : "ns3::ConstantRateWifiManager";
}

ns3::Ptr<GatedChannel> make_channel(const WifiOptions& options) {
    const auto channel = ns3::CreateObject<GatedChannel>();
    channel->AddPropagationLossModel(
        make_loss(options.air.channel, wifi_standard(options.standard).reference_loss, options.air.seed));
    channel->SetPropagationDelayModel(ns3::CreateObject<ns3::ConstantSpeedPropagationDelayModel>());
    return channel;
}

// Without largest_ampdu each fragment is one frame. Voice and best effort are told apart in every standard.
ns3::WifiMacHelper make_mac(const WifiOptions& options) {
    ns3::WifiMacHelper mac;
    const ns3::UintegerValue none(0);
    mac.SetType("ns3::AdhocWifiMac", "QosSupported", ns3::BooleanValue(true), "BE_MaxAmpduSize",
                ns3::UintegerValue(static_cast<std::uint64_t>(options.largest_ampdu.count)), "VO_MaxAmpduSize", none,
                "BE_MaxAmsduSize", none, "VO_MaxAmsduSize", none);
    return mac;
}

ns3::SpectrumWifiPhyHelper make_phy(const WifiOptions& options, const ns3::Ptr<ns3::SpectrumChannel>& channel) {
    ns3::SpectrumWifiPhyHelper phy;
    phy.SetChannel(channel);
    phy.Set("ChannelSettings", ns3::StringValue(wifi_standard(options.standard).channel));
    const ns3::DoubleValue power(options.air.channel.tx_power.value_or(kWifiPower).si);
    phy.Set("TxPowerStart", power);
    phy.Set("TxPowerEnd", power);
    return phy;
}

void set_rate_control(ns3::WifiHelper& wifi, const WifiOptions& options) {
    const WifiStandardRow& standard = wifi_standard(options.standard);
    const ns3::StringValue control(standard.control_mode);
    constexpr std::uint64_t kNever = 4692480;  // the largest frame that ns-3 knows
    const auto rts = static_cast<std::uint64_t>(options.rts_above.value_or(Bytes{kNever}).count);
    wifi.SetRemoteStationManager(manager_of(standard, options.rate_control), "NonUnicastMode", control,
                                 "RtsCtsThreshold", ns3::UintegerValue(rts));
    if (options.rate_control == "constant") {
        wifi.SetRemoteStationManager("ns3::ConstantRateWifiManager", "DataMode", ns3::StringValue(options.data_mode),
                                     "ControlMode", control, "NonUnicastMode", control, "RtsCtsThreshold",
                                     ns3::UintegerValue(rts));
    }
}

ns3::NetDeviceContainer make_devices(const WifiOptions& options, const ns3::Ptr<ns3::SpectrumChannel>& channel) {
    ns3::WifiHelper wifi;
    wifi.SetStandard(wifi_standard(options.standard).standard);
    wifi.DisableFlowControl();
    set_rate_control(wifi, options);
    ns3::SpectrumWifiPhyHelper phy = make_phy(options, channel);
    ns3::NetDeviceContainer devices = wifi.Install(phy, make_mac(options), make_nodes(options.air));
    wifi.AssignStreams(devices, 0);
    if (!options.air.pcap_prefix.empty()) {
        phy.EnablePcap(options.air.pcap_prefix, devices);
    }
    return devices;
}

void set_window(const ns3::Ptr<ns3::WifiNetDevice>& device, const WifiOptions& options) {
    const auto access = device->GetMac()->GetQosTxop(ns3::AC_BE);
    const std::optional<int> least = options.cw_min ? options.cw_min : wifi_standard(options.standard).cw_min;
    if (least) {
        access->SetMinCw(static_cast<std::uint32_t>(*least));
    }
    if (options.cw_max) {
        access->SetMaxCw(static_cast<std::uint32_t>(*options.cw_max));
    }
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
             const WifiOptions& options, const std::shared_ptr<ErrorRates>& rates) {
    const auto wifi = ns3::DynamicCast<ns3::WifiNetDevice>(device);
    wifi->GetPhy()->SetErrorRateModel(ns3::CreateObject<HashedErrors>(rates, options.air.seed, index));
    lengthen_queues(wifi);
    set_window(wifi, options);
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
    const ns3::Ptr<GatedChannel> channel = make_channel(options_);
    const ns3::NetDeviceContainer devices = make_devices(options_, channel);
    const auto rates = std::make_shared<ErrorRates>();
    server_ = ns3::CreateObject<WifiServer>(options_, clock, sink);
    install(server_, kServer, devices.Get(0), options_, rates);
    for (int worker = 0; worker < options_.air.workers; ++worker) {
        workers_.push_back(
            ns3::CreateObject<WifiWorker>(worker, options_, *server_, devices.Get(0)->GetAddress(), clock, sink));
        install(workers_.back(), worker, devices.Get(static_cast<std::uint32_t>(worker) + 1), options_, rates);
    }
    const WifiStandardRow& standard = wifi_standard(options_.standard);
    foreign_ = start_foreign_sender(options_.air, channel, standard.low_hz, standard.high_hz, clock, sink);
    if (options_.gated && !why_not_gated(options_)) {
        const auto server = ns3::DynamicCast<ns3::WifiNetDevice>(devices.Get(0));
        gate_ = std::make_unique<RadioGate>(options_, channel, rates, server, workers_, clock, sink);
    }
}

WifiMedium::~WifiMedium() {
    if (foreign_) {
        foreign_->stop();
    }
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
    for (int worker = 0; worker < options_.air.workers; ++worker) {
        if (gate_) {
            gate_->meter_up_to_now(worker);
        } else {
            workers_[static_cast<std::size_t>(worker)]->meter_up_to_now();
        }
    }
    if (gate_) {
        gate_->forget_the_past();
    }
}

void WifiMedium::switch_off(int node) {
    if (node == kServer) {
        server_->switch_off();
    } else {
        if (gate_) {
            gate_->put_on(node);
            gate_->hand_over_meter(node);
        }
        workers_.at(static_cast<std::size_t>(node))->switch_off();
    }
}

void WifiMedium::switch_on(int node) {
    if (node == kServer) {
        server_->switch_on();
    } else {
        workers_.at(static_cast<std::size_t>(node))->switch_on();
    }
}

std::optional<std::string> why_not_gated(const WifiOptions& options) {
    const AirOptions& air = options.air;
    const std::pair<bool, const char*> reasons[] = {
        {options.standard == "802.11b", "ns-3 draws the errors of 802.11b itself"},
        {options.rate_control != "constant", "a rate control may learn from what it overhears"},
        {options.rts_above.has_value(), "RTS and CTS are for all to hear"},
        {options.largest_ampdu > Bytes{0}, "A-MPDUs are acknowledged in blocks"},
        {air.mobility.motion != Motion::kStatic, "workers move"},
        {air.interference.kind != Interference::Kind::kNone, "a foreign sender may come at any time"},
        {air.overhearing == Overhearing::kOn, "workers listen to one another"},
        {air.downlink_repair == DownlinkRepair::kAsk, "workers ask for repairs at any time"},
        {!air.pcap_prefix.empty(), "packets are recorded as each radio hears them"},
    };
    for (const auto& [is_so, reason] : reasons) {
        if (is_so) {
            return reason;
        }
    }
    return std::nullopt;
}

std::unique_ptr<Medium> make_wifi(const WifiOptions& options, Clock& clock, Sink& sink) {
    return std::make_unique<WifiMedium>(options, clock, sink);
}

}  // namespace ogsim
