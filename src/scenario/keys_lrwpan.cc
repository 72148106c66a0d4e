#include "src/scenario/key_sections.h"

namespace ogsim {

std::span<const Key> lrwpan_mac_keys() {
    static const Key kKeys[] = {
        {.path = "network.lrwpan.mac_min_be",
         .description = "macMinBE of the workers: a first backoff is 0 to 2^BE - 1 periods of 320 us.",
         .field = [](Scenario& s) -> Field { return &s.network.lrwpan.mac_min_be; },
         .least = 0.0,
         .most = 8.0,
         .source = "IEEE 802.15.4-2006, table 86: default 3"},
        {.path = "network.lrwpan.mac_max_be",
         .description =
             "macMaxBE: where later backoffs stop growing. The ordering clock waits for a backoff as long as "
             "that after every frame.",
         .field = [](Scenario& s) -> Field { return &s.network.lrwpan.mac_max_be; },
         .least = 3.0,
         .most = 8.0,
         .source = "IEEE 802.15.4-2006, table 86: default 5"},
        {.path = "network.lrwpan.mac_max_csma_backoffs",
         .description = "macMaxCSMABackoffs: busy channels before the MAC gives a frame back; it is then tried again "
                        "after a random pause.",
         .field = [](Scenario& s) -> Field { return &s.network.lrwpan.mac_max_csma_backoffs; },
         .least = 0.0,
         .most = 5.0,
         .source = "IEEE 802.15.4-2006, table 86: default 4"},
        {.path = "network.lrwpan.mac_max_frame_retries",
         .description = "macMaxFrameRetries: how often the MAC sends a frame again that was not acknowledged.",
         .field = [](Scenario& s) -> Field { return &s.network.lrwpan.mac_max_frame_retries; },
         .least = 0.0,
         .most = 7.0,
         .source = "IEEE 802.15.4-2006, table 86: default 3"},
        {.path = "network.lrwpan.server_min_be",
         .description = "macMinBE of the server, whose frames should go first: 802.15.4 has no other priority.",
         .field = [](Scenario& s) -> Field { return &s.network.lrwpan.server_min_be; },
         .least = 0.0,
         .most = 8.0,
         .source = "IEEE 802.15.4-2006, 7.5.1.4: 0 is no backoff the first time"},
    };
    return kKeys;
}

std::span<const Key> lrwpan_message_keys() {
    static const Key kKeys[] = {
        {.path = "network.lrwpan.fragment_b",
         .unit = "bytes",
         .description = "Longest piece of a message that one frame carries.",
         .field = [](Scenario& s) -> Field { return &s.network.lrwpan.fragment_b; },
         .least = 8.0,
         .most = 108.0,
         .source = "a frame of 127 bytes (IEEE 802.15.4-2006, aMaxPHYPacketSize) less 11 of the MAC and 8 of ours"},
    };
    return kKeys;
}

}  // namespace ogsim
