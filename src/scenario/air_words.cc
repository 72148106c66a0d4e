#include "src/scenario/word_tables.h"

namespace ogsim {

std::span<const Word> layout_table() {
    static constexpr Word kTable[] = {
        {"disc", "Workers uniform over a disc of network.radius_m, the server in its middle.", ""},
        {"ring", "Workers evenly on a circle of network.radius_m, the server in its middle.", ""},
        {"grid", "Workers on a square grid that fills the disc's bounding square, row by row.", ""},
        {"file", "Workers where the file network.positions says.", ""},
    };
    return kTable;
}

std::span<const Word> sleep_table() {
    static constexpr Word kTable[] = {
        {"always-on", "The radio of a worker listens whenever it does not send.", ""},
        {"between-duties",
         "A worker's radio sleeps while its processor computes and, where its turn comes by its own clock, until it is "
         "its "
         "turn; then it listens.",
         ""},
        {"wake-on-schedule",
         "Broadcasts go out at known times; a worker's radio is awake for them and for its own turn alone, so it "
         "cannot "
         "hear that a round is over (network.ordering_clock wall-clock or levels).",
         ""},
    };
    return kTable;
}

std::span<const Word> downlink_table() {
    static constexpr Word kTable[] = {
        {"model", "theta of each round, whole; it is also the sign that the round before is over.", ""},
        {"change",
         "The entries of the sum that changed, and nothing after a round in which none did: every worker steps along "
         "the "
         "sum itself. Who misses one asks for the whole state.",
         "docs/ordering-on-air.md"},
        {"overheard",
         "Nothing but the first state: workers hear one another's updates and keep the sum, the count and the budget "
         "themselves. Who misses one asks for the whole state.",
         "docs/ordering-on-air.md"},
    };
    return kTable;
}

std::span<const Word> ordering_clock_table() {
    static constexpr Word kTable[] = {
        {"freeze", "It stands still while the channel is busy, as 802.11's backoff does: the radio has to listen.", ""},
        {"wall-clock", "Each node's own clock, with a guard for what queues on the channel: the radio may sleep.", ""},
        {"levels",
         "As wall-clock, and network.levels times in a window the server says how many it has heard: who wakes for "
         "that "
         "knows whether it need speak.",
         "docs/ordering-on-air.md"},
    };
    return kTable;
}

std::span<const Word> summation_table() {
    static constexpr Word kTable[] = {
        {"anew", "From what is held of every worker, in their order: no rounding is carried from round to round.", ""},
        {"running",
         "To the sum before: as many numbers as the model has are enough, at the server and at whoever overhears.", ""},
    };
    return kTable;
}

std::span<const Word> state_table() {
    static constexpr Word kTable[] = {
        {"float64", "As it is computed.", ""},
        {"float32", "Rounded whenever something is retained, the same at both ends: half the room.", ""},
    };
    return kTable;
}

std::span<const Word> repair_table() {
    static constexpr Word kTable[] = {
        {"none", "A worker that missed a fragment sits the round out.", ""},
        {"ask", "It names the fragments it missed to the server, which sends these again.", ""},
    };
    return kTable;
}

std::span<const Word> fading_table() {
    static constexpr Word kTable[] = {
        {"none", "Power falls with distance alone.", ""},
        {"rayleigh", "Power is exponential around its mean: many paths, none direct.", ""},
        {"nakagami", "Power is gamma with shape network.channel.nakagami_m around its mean.",
         "Nakagami, The m-distribution, 1960"},
    };
    return kTable;
}

std::span<const Word> motion_table() {
    static constexpr Word kTable[] = {
        {"static", "Workers stay where they are.", ""},
        {"random-walk",
         "Straight on, with a new direction after network.mobility.turn_after_s; reflected at the edges of the square "
         "around the disc.",
         ""},
        {"waypoint", "To a place drawn in the square around the disc, a pause there, and on to the next.", ""},
    };
    return kTable;
}

std::span<const Word> interference_table() {
    static constexpr Word kTable[] = {
        {"none", "Nobody else is on the band.", ""},
        {"bursts", "Bursts of noise at random: exponential lengths, exponential pauses.", ""},
        {"jammer", "Noise without a pause.", ""},
    };
    return kTable;
}

std::span<const Word> standard_table() {
    static constexpr Word kTable[] = {
        {"802.11b", "2.4 GHz, DSSS and CCK, taken as 20 MHz wide.", "IEEE 802.11-2016, clauses 15 and 16"},
        {"802.11a", "5 GHz, 20 MHz, OFDM.", "IEEE 802.11-2016, clause 17"},
        {"802.11g", "2.4 GHz, 20 MHz, OFDM.", "IEEE 802.11-2016, clause 18"},
        {"802.11n", "High throughput, 5 GHz, 20 MHz.", "IEEE 802.11-2016, clause 19"},
        {"802.11ac", "Very high throughput, 5 GHz, 20 MHz.", "IEEE 802.11-2016, clause 21"},
        {"802.11ax", "High efficiency, 5 GHz, 20 MHz, one user at a time.", "IEEE 802.11ax-2021, clause 27"},
    };
    return kTable;
}

std::span<const Word> rate_control_table() {
    static constexpr Word kTable[] = {
        {"constant", "network.wifi.data_mode, always.", ""},
        {"ideal",
         "The fastest rate that the signal-to-noise ratio of the last frame allows, told without delay. All but "
         "802.11b.",
         "ns-3's IdealWifiManager"},
        {"minstrel",
         "The rate with the highest throughput so far, and now and then another one, to sample it. All but "
         "802.11b and g.",
         "ns-3's MinstrelWifiManager, and from 802.11n on its MinstrelHtWifiManager"},
        {"aarf", "Up after ten frames in a row, down after two losses, ever more patient. 802.11a.",
         "Lacage, Manshaei, Turletti, MSWiM 2004; ns-3's AarfWifiManager"},
    };
    return kTable;
}

}  // namespace ogsim
