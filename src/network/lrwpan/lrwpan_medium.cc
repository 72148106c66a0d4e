#include "src/network/lrwpan/lrwpan_medium.h"

#include "model/random/stream.h"
#include "ns3/lr-wpan-csmaca.h"
#include "ns3/lr-wpan-helper.h"
#include "ns3/lr-wpan-spectrum-value-helper.h"
#include "ns3/rng-seed-manager.h"
#include "src/network/lrwpan/lrwpan_air.h"
#include "src/network/lrwpan/timing.h"

namespace ogsim {
namespace {

// ns-3's seed and run are process-wide; streams made from now on depend on the scenario's seed alone.
void seed_ns3(std::uint64_t seed) {
    constexpr std::uint64_t kSeeds = 4294944442;  // ns-3's generator takes 1 .. 4294944442
    ns3::RngSeedManager::SetSeed(static_cast<std::uint32_t>(1 + stream_seed(seed, "ns-3 seed") % kSeeds));
    ns3::RngSeedManager::SetRun(stream_seed(seed, "ns-3 run") % kSeeds);
}

void set_power(lrwpan::EarPhy& phy, const LrwpanOptions& options) {
    constexpr Dbm kPower{0.0};
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

LrwpanMedium::LrwpanMedium(LrwpanOptions options, Clock& clock, Sink& sink)
    : options_(lrwpan::checked(std::move(options))) {
    seed_ns3(options_.air.seed);
    const ns3::NodeContainer nodes = lrwpan::make_nodes(options_);
    const ns3::Ptr<ns3::SpectrumChannel> channel = lrwpan::make_channel(options_);
    server_ = ns3::CreateObject<lrwpan::LrwpanServer>(options_, clock, sink);
    install(server_, kServer, nodes.Get(0), channel, options_);
    for (int worker = 0; worker < options_.air.workers; ++worker) {
        workers_.push_back(ns3::CreateObject<lrwpan::LrwpanWorker>(worker, options_, *server_, clock, sink));
        install(workers_.back(), worker, nodes.Get(static_cast<std::uint32_t>(worker) + 1), channel, options_);
    }
}

LrwpanMedium::~LrwpanMedium() {
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
