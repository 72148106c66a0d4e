#include "model/radio/device.h"
#include "src/scenario/key_sections.h"
#include "src/scenario/word_tables.h"

namespace ogsim {

std::span<const Key> energy_device_keys() {
    static const Key kKeys[] = {
        {.path = "energy.device",
         .description = "Power and speed of a worker (ogsim describe devices).",
         .field = [](Scenario& s) -> Field { return &s.energy.device; },
         .allowed = [] { return names(device_catalogue()); }},
        {.path = "energy.server_device",
         .description = "Power and speed of the server, which is on mains; as the workers where absent. Its joules "
                        "stand apart from theirs.",
         .field = [](Scenario& s) -> Field { return &s.energy.server_device; },
         .allowed = [] { return names(device_catalogue()); }},
        {.path = "energy.tx_w",
         .unit = "W",
         .description = "Power of a worker that sends, instead of the device's at network.channel.tx_power_dbm.",
         .field = [](Scenario& s) -> Field { return &s.energy.tx_w; },
         .least = 0.0},
        {.path = "energy.rx_w",
         .unit = "W",
         .description = "Power of a worker that receives, instead of the device's.",
         .field = [](Scenario& s) -> Field { return &s.energy.rx_w; },
         .least = 0.0},
        {.path = "energy.busy_w",
         .unit = "W",
         .description = "Power of a worker that hears energy but no frame, instead of the device's.",
         .field = [](Scenario& s) -> Field { return &s.energy.busy_w; },
         .least = 0.0},
        {.path = "energy.idle_w",
         .unit = "W",
         .description = "Power of a worker that listens to silence, instead of the device's.",
         .field = [](Scenario& s) -> Field { return &s.energy.idle_w; },
         .least = 0.0},
        {.path = "energy.sleep_w",
         .unit = "W",
         .description = "Power of a worker whose radio sleeps, instead of the device's.",
         .field = [](Scenario& s) -> Field { return &s.energy.sleep_w; },
         .least = 0.0},
        {.path = "energy.switch_w",
         .unit = "W",
         .description = "Power of a worker whose radio wakes up, instead of the device's.",
         .field = [](Scenario& s) -> Field { return &s.energy.switch_w; },
         .least = 0.0},
        {.path = "energy.compute_w",
         .unit = "W",
         .description = "Power of computing, above that of the radio's state, instead of the device's.",
         .field = [](Scenario& s) -> Field { return &s.energy.compute_w; },
         .least = 0.0},
        {.path = "energy.flops_per_s",
         .unit = "1/s",
         .description = "Floating-point operations a second of a worker, instead of the device's.",
         .field = [](Scenario& s) -> Field { return &s.energy.flops_per_s; },
         .least = 0.0,
         .excludes_least = true},
        {.path = "energy.wake_ms",
         .unit = "ms",
         .description = "Time from sleep to a radio that is ready, instead of the device's.",
         .field = [](Scenario& s) -> Field { return &s.energy.wake_ms; },
         .least = 0.0,
         .most = 1e6},
    };
    return kKeys;
}

std::span<const Key> energy_battery_keys() {
    static const Key kKeys[] = {
        {.path = "energy.battery_j",
         .unit = "J",
         .description = "Charge of each worker's battery at the start, which is full; mains power where absent.",
         .field = [](Scenario& s) -> Field { return &s.energy.battery_j; },
         .least = 0.0,
         .excludes_least = true},
        {.path = "energy.battery_model",
         .description = "What a battery gives at which load.",
         .field = [](Scenario& s) -> Field { return &s.energy.battery_model; },
         .allowed = [] { return names(battery_table()); }},
        {.path = "energy.battery_c",
         .description = "Of battery_model kinetic: share of the charge that can be drawn at once.",
         .field = [](Scenario& s) -> Field { return &s.energy.battery_c; },
         .least = 0.0,
         .most = 1.0,
         .excludes_least = true,
         .source = "a cell of 7200 As: Jongerden, Haverkort, Which battery model to use?, IET Software 2009, from "
                   "memory; its lifetimes are met"},
        {.path = "energy.battery_k_per_s",
         .unit = "1/s",
         .description = "Of battery_model kinetic: rate k at which the rest flows there, by k (h2 - h1).",
         .field = [](Scenario& s) -> Field { return &s.energy.battery_k_per_s; },
         .least = 0.0,
         .source = "as battery_c"},
        {.path = "energy.leak_w",
         .unit = "W",
         .description = "Self-discharge of each battery, as a constant power.",
         .field = [](Scenario& s) -> Field { return &s.energy.leak_w; },
         .least = 0.0},
        {.path = "energy.harvest_w",
         .unit = "W",
         .description = "Power that each worker harvests into its battery at all times.",
         .field = [](Scenario& s) -> Field { return &s.energy.harvest_w; },
         .least = 0.0},
        {.path = "energy.harvest_trace",
         .description =
             "CSV file of the power that each worker harvests: lines of time_s,power_w with rising times, the first 0; "
             "a power holds until the next time. The last line only says when it all begins again.",
         .field = [](Scenario& s) -> Field { return &s.energy.harvest_trace; },
         .syntax = "the path of a file, from the folder of the scenario"},
        {.path = "energy.coverage",
         .description =
             "The run is said to have lost coverage when its living workers hold less than this share of all samples.",
         .field = [](Scenario& s) -> Field { return &s.energy.coverage; },
         .least = 0.0,
         .most = 1.0,
         .source = "assumed"},
    };
    return kKeys;
}

}  // namespace ogsim
