#include "model/radio/radio_profile.h"
#include "src/scenario/key_sections.h"
#include "src/scenario/word_tables.h"

namespace ogsim {

std::span<const Key> cell_access_keys() {
    static const Key kKeys[] = {
        {.path = "network.cell.radio",
         .description = "Radio of every node: its timings, rates and modulations.",
         .field = [](Scenario& s) -> Field { return &s.network.cell.radio; },
         .allowed = [] { return names(radio_catalogue()); }},
        {.path = "network.cell.data_mode",
         .description = "Rate at which updates are sent, by the radio's name of it; its default where absent.",
         .field = [](Scenario& s) -> Field { return &s.network.cell.data_mode; },
         .syntax = "the name of a rate of that radio, as in \"HtMcs7\""},
        {.path = "network.cell.window_min",
         .description = "CWmin of updates with 802.11, macMinBE (an exponent, up to 8) with 802.15.4; the standard's "
                        "where absent.",
         .field = [](Scenario& s) -> Field { return &s.network.cell.window_min; },
         .least = 0.0,
         .most = 32767.0,
         .source = "IEEE 802.11-2020, table 9-155; IEEE 802.15.4-2011, table 52"},
        {.path = "network.cell.window_max",
         .description = "CWmax of updates with 802.11, macMaxBE with 802.15.4; the standard's where absent.",
         .field = [](Scenario& s) -> Field { return &s.network.cell.window_max; },
         .least = 0.0,
         .most = 32767.0,
         .source = "IEEE 802.11-2020, table 9-155; IEEE 802.15.4-2011, table 52"},
        {.path = "network.cell.mac_retries",
         .description = "How often the MAC sends a frame again that was not acknowledged; the standard's where absent "
                        "(802.11: 6, 802.15.4: 3).",
         .field = [](Scenario& s) -> Field { return &s.network.cell.mac_retries; },
         .least = 0.0,
         .most = 255.0,
         .source = "dot11ShortRetryLimit of IEEE 802.11-2020; macMaxFrameRetries of IEEE 802.15.4-2011"},
        {.path = "network.cell.fragment_b",
         .unit = "bytes",
         .description =
             "Longest piece of a message that one frame carries; where absent 1400 with 802.11, and what fits "
             "into 127 bytes beside the headers with 802.15.4: 108, the most there.",
         .field = [](Scenario& s) -> Field { return &s.network.cell.fragment_b; },
         .least = 1.0,
         .most = 2200.0,
         .source = "assumed; aMaxPHYPacketSize of IEEE 802.15.4-2011"},
    };
    return kKeys;
}

std::span<const Key> cell_reception_keys() {
    static const Key kKeys[] = {
        {.path = "network.cell.ack_timeout_us",
         .unit = "us",
         .description =
             "With 802.11: from the end of a frame until its sender gives the acknowledgement up; SIFS, a slot "
             "and a preamble where absent.",
         .field = [](Scenario& s) -> Field { return &s.network.cell.ack_timeout_us; },
         .least = 0.0,
         .most = 1e6,
         .source = "IEEE 802.11-2020, 10.3.2.11"},
        {.path = "network.cell.eifs",
         .description =
             "With 802.11: those who hear a collision wait EIFS, as the standard has it; ns-3's Wi-Fi agrees best with "
             "false.",
         .field = [](Scenario& s) -> Field { return &s.network.cell.eifs; },
         .source = "IEEE 802.11-2020, 10.3.2.3.7"},
        {.path = "network.cell.sensitivity_dbm",
         .unit = "dBm",
         .description = "Frames that arrive with less are not noticed; the radio's where absent.",
         .field = [](Scenario& s) -> Field { return &s.network.cell.sensitivity_dbm; },
         .least = -200.0,
         .most = 50.0,
         .source = "802.11: what the standard asks of its lowest rate; 802.15.4: CC2420 data sheet (from memory)"},
        {.path = "network.cell.energy_detection_dbm",
         .unit = "dBm",
         .description =
             "A foreign sender that arrives at the server with this keeps the channel busy for all; the radio's "
             "where absent.",
         .field = [](Scenario& s) -> Field { return &s.network.cell.energy_detection_dbm; },
         .least = -200.0,
         .most = 50.0,
         .source = "20 dB (802.11) and 10 dB (802.15.4) above the least sensitivity of the standard"},
        {.path = "network.cell.noise_figure_db",
         .unit = "dB",
         .description = "What a receiver adds to thermal noise; the radio's where absent.",
         .field = [](Scenario& s) -> Field { return &s.network.cell.noise_figure_db; },
         .least = 0.0,
         .most = 100.0,
         .source = "802.11: ns-3's 7 dB; 802.15.4: what makes a frame in a hundred fail at -95 dBm"},
        {.path = "network.cell.capture_db",
         .unit = "dB",
         .description =
             "Least ratio to others and noise at which a frame survives those that overlap it, errors apart; "
             "the radio's where absent.",
         .field = [](Scenario& s) -> Field { return &s.network.cell.capture_db; },
         .least = -100.0,
         .most = 300.0,
         .source = "assumed for 802.11; Son et al., SenSys 2006 for 802.15.4 (from memory)"},
        {.path = "network.cell.crowd",
         .description = "Run all workers as one where the run allows it (always on, the model broadcast, no faults, no "
                        "batteries, one gradient a round, loud by the innovation): the same results, to the byte, much "
                        "sooner. false: one by one, to compare.",
         .field = [](Scenario& s) -> Field { return &s.network.cell.crowd; }},
    };
    return kKeys;
}

}  // namespace ogsim
