#include "src/scenario/key_sections.h"
#include "src/scenario/word_tables.h"

namespace ogsim {

std::span<const Key> wifi_radio_keys() {
    static const Key kKeys[] = {
        {.path = "network.wifi.standard",
         .description = "Generation of 802.11.",
         .field = [](Scenario& s) -> Field { return &s.network.wifi.standard; },
         .allowed = [] { return names(standard_table()); }},
        {.path = "network.wifi.data_mode",
         .description = "Rate at which updates are sent, by ns-3's name of it; the standard's default where absent. "
                        "For network.wifi.rate_control constant.",
         .field = [](Scenario& s) -> Field { return &s.network.wifi.data_mode; },
         .syntax = "ns-3's name of a rate of that standard, as in \"HtMcs7\""},
        {.path = "network.wifi.rate_control",
         .description = "Who chooses the rate of updates.",
         .field = [](Scenario& s) -> Field { return &s.network.wifi.rate_control; },
         .allowed = [] { return names(rate_control_table()); }},
    };
    return kKeys;
}

std::span<const Key> wifi_message_keys() {
    static const Key kKeys[] = {
        {.path = "network.wifi.fragment_b",
         .unit = "bytes",
         .description = "Longest piece of a message that one frame carries.",
         .field = [](Scenario& s) -> Field { return &s.network.wifi.fragment_b; },
         .least = 64.0,
         .most = 2200.0,
         .source = "assumed; below the 1500 bytes of Ethernet"},
        {.path = "network.wifi.ampdu_b",
         .unit = "bytes",
         .description =
             "Longest A-MPDU of updates (802.11n, ac, ax); 0: every frame is sent and acknowledged on its own.",
         .field = [](Scenario& s) -> Field { return &s.network.wifi.ampdu_b; },
         .least = 0.0,
         .most = 65535.0},
        {.path = "network.wifi.rts_threshold_b",
         .unit = "bytes",
         .description = "Frames of updates longer than this are announced by RTS and CTS.",
         .field = [](Scenario& s) -> Field { return &s.network.wifi.rts_threshold_b; },
         .least = 0.0,
         .most = 4692480.0,
         .when_absent = "never"},
        {.path = "network.wifi.cw_min",
         .unit = "slots",
         .description = "Least contention window of updates.",
         .field = [](Scenario& s) -> Field { return &s.network.wifi.cw_min; },
         .least = 0.0,
         .most = 32767.0,
         .when_absent = "the standard's: 15, of 802.11b 31"},
        {.path = "network.wifi.cw_max",
         .unit = "slots",
         .description = "Largest contention window of updates.",
         .field = [](Scenario& s) -> Field { return &s.network.wifi.cw_max; },
         .least = 0.0,
         .most = 32767.0,
         .when_absent = "the standard's: 1023"},
        {.path = "network.wifi.gated",
         .description =
             "Radios with nothing to send are simulated afterwards, from what was on the air: much faster, and "
             "the same in all but rounding. Where it would not be the same, all are simulated as they go.",
         .field = [](Scenario& s) -> Field { return &s.network.wifi.gated; }},
    };
    return kKeys;
}

}  // namespace ogsim
