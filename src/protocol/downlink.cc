#include "src/protocol/downlink.h"

#include <array>

#include "model/catalogue/row_named.h"

namespace ogsim {
namespace {

constexpr std::array kDownlinks{
    DownlinkEntry{.name = "model",
                  .carries = "theta of each round, whole",
                  .repair = "the next round's model says all",
                  .downlink = Downlink::kModel},
    DownlinkEntry{.name = "change",
                  .carries = "the entries of the sum that changed, and nothing after a round in which none did; every "
                             "worker steps along the sum itself",
                  .repair = "changes are counted; who finds a gap asks for the whole state and sits out until then",
                  .downlink = Downlink::kChange},
    DownlinkEntry{.name = "overheard",
                  .carries = "nothing but the first state: workers hear one another's updates and keep the sum, the "
                             "count and the budget themselves",
                  .repair = "updates name the count they build on; who finds a gap asks for the whole state and sits "
                            "out until then",
                  .downlink = Downlink::kOverheard},
};

}  // namespace

std::span<const DownlinkEntry> downlink_catalogue() {
    return kDownlinks;
}

const DownlinkEntry& downlink_entry(std::string_view name) {
    return row_named(downlink_catalogue(), "downlink", name);
}

}  // namespace ogsim
