#include "src/scenario/media_table.h"

namespace ogsim {

std::span<const MediumRow> media_table() {
    static constexpr MediumRow kTable[] = {
        {"ideal",
         "Airtime of each message at a fixed rate (network.ideal.rate_mbps); no contention, no loss, perfect order. "
         "The pencil's answer, and the only medium on which genie runs.",
         "Constant time a message.", "No collisions, no range, no overhead of a protocol below ours."},
        {"cell",
         "One collision domain of a named radio (network.cell.radio: 802.11 or 802.15.4), message by message: carrier "
         "sense, backoff, collisions, capture, path loss, shadowing, fading, error rates, acknowledgements, retries.",
         "O(log N) a frame, whatever N; a broadcast costs its receivers.",
         "No hidden nodes: everybody hears everybody for carrier sense. No propagation time, no RTS/CTS, no "
         "aggregation, "
         "no rate control."},
        {"wifi",
         "ns-3's 802.11 in ad hoc mode, one server and the workers as nodes: packets, carrier sense, collisions, "
         "rates, path loss, shadowing, fading, motion, foreign senders, and our own fragmentation and retry above it.",
         "Packets times the nodes that hear them.",
         "One cell on one channel; no access point, no power saving of 802.11's own."},
        {"lrwpan",
         "ns-3's 802.15.4 without beacons at 2.4 GHz and 250 kbit/s, one server and the workers as nodes: frames of at "
         "most 127 bytes, unslotted CSMA/CA, acknowledgements, collisions, and our own fragmentation, retry and pause "
         "above it.",
         "Frames times the nodes that hear them.",
         "One cell on one channel; no beacons, no guaranteed slots, no routing; the receiver's sensitivity and the "
         "carrier sense threshold are ns-3's."},
    };
    return kTable;
}

}  // namespace ogsim
