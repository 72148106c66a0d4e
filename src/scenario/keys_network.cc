#include "src/scenario/key_sections.h"
#include "src/scenario/media_table.h"
#include "src/scenario/word_tables.h"

namespace ogsim {

std::span<const Key> network_placement_keys() {
    static const Key kKeys[] = {
        {.path = "network.medium",
         .description = "How truly the air is modelled (ogsim describe media).",
         .field = [](Scenario& s) -> Field { return &s.network.medium; },
         .allowed = [] { return names(media_table()); }},
        {.path = "network.workers",
         .description = "M: how many nodes compute gradients; the server is one node more.",
         .field = [](Scenario& s) -> Field { return &s.network.workers; },
         .least = 1.0,
         .most = 1e6},
        {.path = "network.layout",
         .description = "How the workers are placed.",
         .field = [](Scenario& s) -> Field { return &s.network.layout; },
         .allowed = [] { return names(layout_table()); }},
        {.path = "network.positions",
         .description = "CSV of the workers' places, worker,x_m,y_m, the server at 0,0; for network.layout file.",
         .field = [](Scenario& s) -> Field { return &s.network.positions; },
         .syntax = "a path, from the folder of the scenario"},
        {.path = "network.radius_m",
         .unit = "m",
         .description = "Radius of the disc around the server in which the workers stand (ring: on whose edge).",
         .field = [](Scenario& s) -> Field { return &s.network.radius_m; },
         .least = 0.0,
         .most = 1e6,
         .excludes_least = true},
    };
    return kKeys;
}

std::span<const Key> network_round_keys() {
    static const Key kKeys[] = {
        {.path = "network.window_ms",
         .unit = "ms",
         .description = "T_c: idle time within which those whose norm is above tau/M begin to speak; by rules that let "
                        "quieter ones speak too (ordered-rx, genie, top-norm) all begin within twice that.",
         .field = [](Scenario& s) -> Field { return &s.network.window_ms; },
         .least = 0.0,
         .excludes_least = true,
         .source = "assumed"},
        {.path = "network.poll_slot_us",
         .unit = "us",
         .description = "Idle time between two workers where the server asks everybody in turn.",
         .field = [](Scenario& s) -> Field { return &s.network.poll_slot_us; },
         .least = 0.0,
         .excludes_least = true,
         .source = "assumed"},
        {.path = "network.deadline_s",
         .unit = "s",
         .description = "A round is closed after this time, whatever is still missing.",
         .field = [](Scenario& s) -> Field { return &s.network.deadline_s; },
         .least = 0.0,
         .excludes_least = true,
         .source = "assumed"},
        {.path = "network.sleep",
         .description = "When a worker's radio sleeps.",
         .field = [](Scenario& s) -> Field { return &s.network.sleep; },
         .allowed = [] { return names(sleep_table()); }},
        {.path = "network.retries",
         .description = "How often a fragment is sent again after the MAC has given it up.",
         .field = [](Scenario& s) -> Field { return &s.network.retries; },
         .least = 0.0,
         .most = 1000.0,
         .source = "assumed"},
        {.path = "network.downlink_repair",
         .description = "Whether a worker that got a part of a broadcast asks for the rest.",
         .field = [](Scenario& s) -> Field { return &s.network.downlink_repair; },
         .allowed = [] { return names(repair_table()); }},
    };
    return kKeys;
}

std::span<const Key> ideal_keys() {
    static const Key kKeys[] = {
        {.path = "network.ideal.rate_mbps",
         .unit = "Mbit/s",
         .description = "Rate of the ideal medium.",
         .field = [](Scenario& s) -> Field { return &s.network.ideal.rate_mbps; },
         .least = 0.0,
         .excludes_least = true,
         .source = "the highest mandatory rate of 802.11a and 802.11g"},
    };
    return kKeys;
}

}  // namespace ogsim
