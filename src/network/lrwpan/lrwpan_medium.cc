#include "src/network/lrwpan/lrwpan_medium.h"

#include <stdexcept>
#include <string>

#include "ns3/lr-wpan-csmaca.h"
#include "ns3/lr-wpan-helper.h"
#include "ns3/lr-wpan-spectrum-value-helper.h"
#include "ns3/multi-model-spectrum-channel.h"
#include "ns3/propagation-delay-model.h"
#include "src/network/channel.h"
#include "src/network/lrwpan/timing.h"
#include "src/network/nodes.h"

namespace ogsim {
namespace {

constexpr int kMostWorkers = 32000;       // short addresses
constexpr Dbm kPower{0.0};                // ns-3's default, and the CC2420's most
constexpr Decibels kReferenceLoss{40.2};  // 20 log10(4 pi 1 m * 2.45 GHz / c)
constexpr double kLowHz = 2.4025e9;       // what ns-3's receiver integrates on channel 11
constexpr double kHighHz = 2.4075e9;

void check(const std::string& name, int value, int least, int most) {
    if (value < least || value > most) {
        throw std::invalid_argument(name + " must be " + std::to_string(least) + " to " + std::to_string(most) +
                                    ", got " + std::to_string(value));
    }
}

LrwpanOptions checked(LrwpanOptions options) {
    (void)ogsim::checked(options.air);
    check("workers", options.air.workers, 1, kMostWorkers);
    check("max BE", options.max_be, 3, 8);
    check("min BE", options.min_be, 0, options.max_be);
    check("server min BE", options.server_min_be, 0, options.max_be);
    check("max backoffs", options.max_backoffs, 0, 5);
    check("max frame retries", options.max_frame_retries, 0, 7);
    check("piece", static_cast<int>(options.piece.count), 8, static_cast<int>(kLargestPiece.count));
    return options;
}

ns3::Ptr<ns3::SpectrumChannel> make_channel(const AirOptions& air) {
    const auto channel = ns3::CreateObject<ns3::MultiModelSpectrumChannel>();
    channel->AddPropagationLossModel(make_loss(air.channel, kReferenceLoss, air.seed));
    channel->SetPropagationDelayModel(ns3::CreateObject<ns3::ConstantSpeedPropagationDelayModel>());
    return channel;
}

void set_power(lrwpan::EarPhy& phy, const LrwpanOptions& options) {
    ns3::LrWpanSpectrumValueHelper spectrum;
    const double dbm = options.air.channel.tx_power.value_or(kPower).si;
    phy.SetTxPowerSpectralDensity(spectrum.CreateTxPowerSpectralDensity(dbm, phy.GetCurrentChannelNum()));
}

void install(const ns3::Ptr<lrwpan::Station>& station, int index, const ns3::Ptr<ns3::Node>& node,
             const ns3::Ptr<ns3::SpectrumChannel>& channel, const LrwpanOptions& options) {
    const auto phy = ns3::CreateObject<lrwpan::EarPhy>();
    const auto device = ns3::CreateObject<ns3::LrWpanNetDevice>();
    device->SetPhy(phy);  // before it gets its node: then it is wired up
    device->SetChannel(channel);
    node->AddDevice(device);
    device->SetNode(node);
    set_power(*phy, options);
    // ns-3's own AssignStreams gives both the same one.
    const std::int64_t stream = 2 * (index + 1);
    device->GetCsmaCa()->AssignStreams(stream);
    phy->AssignStreams(stream + 1);
    node->AddApplication(station);
    station->attach(device, phy);
    node->Initialize();
    if (!options.air.pcap_prefix.empty()) {
        ns3::LrWpanHelper().EnablePcap(options.air.pcap_prefix, device, true);
    }
}

}  // namespace

LrwpanMedium::LrwpanMedium(LrwpanOptions options, Clock& clock, Sink& sink) : options_(checked(std::move(options))) {
    seed_ns3(options_.air.seed);
    const ns3::NodeContainer nodes = make_nodes(options_.air);
    const ns3::Ptr<ns3::SpectrumChannel> channel = make_channel(options_.air);
    server_ = ns3::CreateObject<lrwpan::LrwpanServer>(options_, clock, sink);
    install(server_, kServer, nodes.Get(0), channel, options_);
    for (int worker = 0; worker < options_.air.workers; ++worker) {
        workers_.push_back(ns3::CreateObject<lrwpan::LrwpanWorker>(worker, options_, *server_, clock, sink));
        install(workers_.back(), worker, nodes.Get(static_cast<std::uint32_t>(worker) + 1), channel, options_);
    }
    foreign_ = start_foreign_sender(options_.air, channel, kLowHz, kHighHz, clock, sink);
}

LrwpanMedium::~LrwpanMedium() {
    if (foreign_) {
        foreign_->stop();
    }
    server_->detach();
    for (const auto& worker : workers_) {
        worker->detach();
    }
}

WorkerRadio& LrwpanMedium::worker(int worker) {
    return *workers_.at(static_cast<std::size_t>(worker));
}

ServerRadio& LrwpanMedium::server() {
    return *server_;
}

void LrwpanMedium::meter_up_to_now() {
    server_->meter_up_to_now();
    for (const auto& worker : workers_) {
        worker->meter_up_to_now();
    }
}

lrwpan::Station& LrwpanMedium::station(int node) {
    if (node == kServer) {
        return *server_;
    }
    return *workers_.at(static_cast<std::size_t>(node));
}

void LrwpanMedium::switch_off(int node) {
    station(node).switch_off();
}

void LrwpanMedium::switch_on(int node) {
    station(node).switch_on();
}

SimTime lrwpan_first_access(int min_be) {
    return lrwpan::longest_access(min_be);
}

std::unique_ptr<Medium> make_lrwpan(const LrwpanOptions& options, Clock& clock, Sink& sink) {
    return std::make_unique<LrwpanMedium>(options, clock, sink);
}

}  // namespace ogsim
