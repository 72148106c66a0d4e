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

std::span<const Key> network_downlink_keys() {
    static const Key kKeys[] = {
        {.path = "network.downlink",
         .description = "What the server broadcasts, and what the workers keep themselves.",
         .field = [](Scenario& s) -> Field { return &s.network.downlink; },
         .allowed = [] { return names(downlink_table()); }},
        {.path = "network.refresh_rounds",
         .description =
             "Downlinks change and overheard: after so many rounds in which the server heard nobody it sends "
             "the whole state, for whoever has lost its way and cannot tell.",
         .field = [](Scenario& s) -> Field { return &s.network.refresh_rounds; },
         .least = 1.0,
         .most = 1e9,
         .source = "assumed"},
        {.path = "network.ordering_clock",
         .description = "By which clock it is a worker's turn to speak.",
         .field = [](Scenario& s) -> Field { return &s.network.ordering_clock; },
         .allowed = [] { return names(ordering_clock_table()); },
         .when_absent = "freeze; wall-clock where network.sleep is wake-on-schedule"},
    };
    return kKeys;
}

std::span<const Key> network_time_keys() {
    static const Key kKeys[] = {
        {.path = "network.window_ms",
         .unit = "ms",
         .description =
             "T_c: time on the ordering clock within which those whose norm is above tau/M begin to speak; by "
             "rules that let quieter ones speak too (ordered-rx, genie, top-norm) all begin within twice that.",
         .field = [](Scenario& s) -> Field { return &s.network.window_ms; },
         .least = 0.0,
         .excludes_least = true,
         .when_absent =
             "M times 10 us (802.15.4: 160 us), and M messages where the clock does not stand still for them"},
        {.path = "network.guard_us",
         .unit = "us",
         .description =
             "Time on the ordering clock that the server adds before it closes a round, for who was due before "
             "and is not heard yet.",
         .field = [](Scenario& s) -> Field { return &s.network.guard_us; },
         .least = 0.0,
         .when_absent = "what the radio's first access takes, and three messages where the clock does not stand still"},
        {.path = "network.levels",
         .description =
             "Ordering clock levels: into how many parts the window is cut; at each the server says how many it "
             "has heard.",
         .field = [](Scenario& s) -> Field { return &s.network.levels; },
         .least = 2.0,
         .most = 1000.0,
         .source = "assumed"},
        {.path = "network.poll_slot_us",
         .unit = "us",
         .description = "Time on the ordering clock between two workers where the server asks everybody in turn.",
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
         .when_absent = "four times what all workers take to speak, 10 s at least"},
        {.path = "network.period_ms",
         .unit = "ms",
         .description =
             "Sleep wake-on-schedule: time from the end of one broadcast to the next, where it is longer than what the "
             "round's window and guard take.",
         .field = [](Scenario& s) -> Field { return &s.network.period_ms; },
         .least = 0.0,
         .excludes_least = true},
    };
    return kKeys;
}

std::span<const Key> network_radio_keys() {
    static const Key kKeys[] = {
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
        {.path = "network.pcap",
         .description = "Whether what each node of an ns-3 medium sends and hears goes into packets-NODE-0.pcap in the "
                        "run folder; node 0 is the server, i + 1 worker i.",
         .field = [](Scenario& s) -> Field { return &s.network.pcap; }},
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
