#include "src/network/lrwpan/lrwpan_air.h"

#include <cmath>
#include <numbers>
#include <random>
#include <stdexcept>
#include <string>

#include "model/random/stream.h"
#include "ns3/constant-position-mobility-model.h"
#include "ns3/multi-model-spectrum-channel.h"
#include "ns3/propagation-delay-model.h"
#include "ns3/propagation-loss-model.h"

namespace ogsim::lrwpan {
namespace {

constexpr int kMostWorkers = 32000;        // short addresses
constexpr double kReferenceLossDb = 40.2;  // 20 log10(4 pi 1 m * 2.45 GHz / c)

void check(bool is_right, const std::string& what, const std::string& got) {
    if (!is_right) {
        throw std::invalid_argument(what + ", got " + got);
    }
}

void check_mac(const LrwpanOptions& options) {
    const auto within = [](const std::string& name, int value, int least, int most) {
        check(value >= least && value <= most,
              name + " must be " + std::to_string(least) + " to " + std::to_string(most), std::to_string(value));
    };
    within("max BE", options.max_be, 3, 8);
    within("min BE", options.min_be, 0, options.max_be);
    within("server min BE", options.server_min_be, 0, options.max_be);
    within("max backoffs", options.max_backoffs, 0, 5);
    within("max frame retries", options.max_frame_retries, 0, 7);
    within("piece", static_cast<int>(options.piece.count), 8, static_cast<int>(kLargestPiece.count));
}

void check_air(const AirOptions& air) {
    const ChannelOptions& channel = air.channel;
    check(air.workers >= 1 && air.workers <= kMostWorkers, "workers must be 1 to 32000", std::to_string(air.workers));
    check(std::isfinite(air.radius.si) && air.radius.si > 0, "radius must be finite and > 0 m",
          std::to_string(air.radius.si));
    check(air.places.empty() || std::cmp_equal(air.places.size(), air.workers),
          "places must be one a worker, or none at all", std::to_string(air.places.size()));
    check(air.retries >= 0, "retries must be >= 0", std::to_string(air.retries));
    check(air.wake_time >= SimTime{0}, "wake time must be >= 0", std::to_string(air.wake_time.count()));
    check(channel.extra_loss >= 0 && channel.extra_loss <= 1, "extra loss must be in [0, 1]",
          std::to_string(channel.extra_loss));
    check(std::isfinite(channel.path_loss_exponent) && channel.path_loss_exponent > 0, "path loss exponent must be > 0",
          std::to_string(channel.path_loss_exponent));
    for (const double level :
         {channel.tx_power.value_or(Dbm{0.0}).si, channel.reference_loss.value_or(Decibels{0.0}).si}) {
        check(std::isfinite(level), "tx power and reference loss must be finite", std::to_string(level));
    }
}

ns3::Vector place(const AirOptions& air, int node) {
    if (node == kServer) {
        return {0.0, 0.0, 0.0};
    }
    if (!air.places.empty()) {
        const Place& at = air.places[static_cast<std::size_t>(node)];
        return {at.x.si, at.y.si, 0.0};
    }
    std::mt19937_64 random = random_stream(air.seed, "position", static_cast<std::uint64_t>(node));
    const double area = static_cast<double>(random() >> 11U) * 0x1p-53;
    const double angle = 2 * std::numbers::pi * static_cast<double>(random() >> 11U) * 0x1p-53;
    const double distance = air.radius.si * std::sqrt(area);
    return {distance * std::cos(angle), distance * std::sin(angle), 0.0};
}

}  // namespace

LrwpanOptions checked(LrwpanOptions options) {
    check_mac(options);
    check_air(options.air);
    return options;
}

ns3::Ptr<ns3::SpectrumChannel> make_channel(const LrwpanOptions& options) {
    const ChannelOptions& channel = options.air.channel;
    const auto loss = ns3::CreateObject<ns3::LogDistancePropagationLossModel>();
    loss->SetPathLossExponent(channel.path_loss_exponent);
    loss->SetReference(1.0, channel.reference_loss.value_or(Decibels{kReferenceLossDb}).si);
    const auto air = ns3::CreateObject<ns3::MultiModelSpectrumChannel>();
    air->AddPropagationLossModel(loss);
    air->SetPropagationDelayModel(ns3::CreateObject<ns3::ConstantSpeedPropagationDelayModel>());
    return air;
}

ns3::NodeContainer make_nodes(const LrwpanOptions& options) {
    ns3::NodeContainer nodes;
    for (int node = kServer; node < options.air.workers; ++node) {
        nodes.Create(1);
        const auto position = ns3::CreateObject<ns3::ConstantPositionMobilityModel>();
        position->SetPosition(place(options.air, node));
        nodes.Get(nodes.GetN() - 1)->AggregateObject(position);
    }
    return nodes;
}

}  // namespace ogsim::lrwpan
