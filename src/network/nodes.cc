#include "src/network/nodes.h"

#include "model/random/stream.h"
#include "ns3/constant-position-mobility-model.h"
#include "ns3/double.h"
#include "ns3/pointer.h"
#include "ns3/position-allocator.h"
#include "ns3/random-variable-stream.h"
#include "ns3/random-walk-2d-mobility-model.h"
#include "ns3/random-waypoint-mobility-model.h"
#include "ns3/rectangle.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/string.h"
#include "src/network/ns3_time.h"
#include "src/network/places.h"

namespace ogsim {
namespace {

constexpr std::int64_t kFirstStream = 1'000'000'000;  // of ns-3's numbered streams; radios take theirs from 0 on
constexpr std::int64_t kStreamsANode = 10;

ns3::Ptr<ns3::ConstantRandomVariable> always(double value) {
    const auto variable = ns3::CreateObject<ns3::ConstantRandomVariable>();
    variable->SetAttribute("Constant", ns3::DoubleValue(value));
    return variable;
}

ns3::Ptr<ns3::UniformRandomVariable> between(double low, double high) {
    const auto variable = ns3::CreateObject<ns3::UniformRandomVariable>();
    variable->SetAttribute("Min", ns3::DoubleValue(low));
    variable->SetAttribute("Max", ns3::DoubleValue(high));
    return variable;
}

ns3::Ptr<ns3::MobilityModel> walk(const Mobility& mobility, double side) {
    const auto walk = ns3::CreateObject<ns3::RandomWalk2dMobilityModel>();
    walk->SetAttribute("Mode", ns3::StringValue("Time"));
    walk->SetAttribute("Time", ns3::TimeValue(to_ns3(sim_time(mobility.turn_after))));
    walk->SetAttribute("Speed", ns3::PointerValue(always(mobility.speed)));
    walk->SetAttribute("Bounds", ns3::RectangleValue(ns3::Rectangle(-side, side, -side, side)));
    return walk;
}

ns3::Ptr<ns3::MobilityModel> waypoints(const Mobility& mobility, double side) {
    const auto places = ns3::CreateObject<ns3::RandomRectanglePositionAllocator>();
    places->SetX(between(-side, side));
    places->SetY(between(-side, side));
    const auto way = ns3::CreateObject<ns3::RandomWaypointMobilityModel>();
    way->SetAttribute("Speed", ns3::PointerValue(always(mobility.speed)));
    way->SetAttribute("Pause", ns3::PointerValue(always(mobility.pause.si)));
    way->SetAttribute("PositionAllocator", ns3::PointerValue(places));
    return way;
}

ns3::Ptr<ns3::MobilityModel> motion(const AirOptions& options) {
    const double side = half_side(options).si;
    switch (options.mobility.motion) {
        case Motion::kRandomWalk:
            return walk(options.mobility, side);
        case Motion::kWaypoint:
            return waypoints(options.mobility, side);
        case Motion::kStatic:
            break;
    }
    return ns3::CreateObject<ns3::ConstantPositionMobilityModel>();
}

void add_node(ns3::NodeContainer& nodes, const ns3::Ptr<ns3::MobilityModel>& motion, const Place& place) {
    motion->SetPosition({place.x.si, place.y.si, 0.0});
    motion->AssignStreams(kFirstStream + kStreamsANode * nodes.GetN());
    nodes.Create(1);
    nodes.Get(nodes.GetN() - 1)->AggregateObject(motion);
}

}  // namespace

void seed_ns3(std::uint64_t seed) {
    constexpr std::uint64_t kSeeds = 4294944442;  // ns-3's generator takes 1 .. 4294944442
    ns3::RngSeedManager::SetSeed(static_cast<std::uint32_t>(1 + stream_seed(seed, "ns-3 seed") % kSeeds));
    ns3::RngSeedManager::SetRun(stream_seed(seed, "ns-3 run") % kSeeds);
}

ns3::NodeContainer make_nodes(const AirOptions& options) {
    ns3::NodeContainer nodes;
    add_node(nodes, ns3::CreateObject<ns3::ConstantPositionMobilityModel>(), {});
    for (const Place& place : worker_places(options)) {
        add_node(nodes, motion(options), place);
    }
    return nodes;
}

}  // namespace ogsim
