#pragma once

#include "model/radio/device.h"

namespace ogsim {

/// A device whose figures are easy to add up by hand.
inline constexpr Device kToyDevice{
    .name = "toy",
    .description = "round figures",
    .tx = {8.0},
    .rx = {4.0},
    .busy = {3.0},
    .idle = {2.0},
    .sleep = {0.5},
    .switching = {2.5},
    .wake_time = {0.0},
    .compute = {1.0},
    .flops_per_second = 1e9,
    .power_source = "assumed",
    .compute_source = "assumed",
};

}  // namespace ogsim
