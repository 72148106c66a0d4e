#pragma once

#include "model/units/sim_time.h"
#include "ns3/nstime.h"

/// Between our time and ns-3's, both whole nanoseconds.
namespace ogsim {

[[nodiscard]] inline SimTime from_ns3(ns3::Time time) {
    return SimTime{time.GetNanoSeconds()};
}
[[nodiscard]] inline ns3::Time to_ns3(SimTime time) {
    return ns3::NanoSeconds(static_cast<std::uint64_t>(time.count()));
}

}  // namespace ogsim
