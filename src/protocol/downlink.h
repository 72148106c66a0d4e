#pragma once

#include <span>
#include <string_view>

namespace ogsim {

/// What goes down to the workers: three points on one scale, with the same mathematics.
enum class Downlink {
    kModel,   ///< theta^k whole, every round; it is also the sign that the round before is over.
    kChange,  ///< What changed in the sum s; nothing at all after a round in which it did not. Workers step themselves.
    kOverheard,  ///< Nothing: workers hear one another's updates, and keep s, the count and tau themselves.
};

/// One row of the table of downlinks.
struct DownlinkEntry {
    std::string_view name;  ///< Value of the key network.downlink.
    std::string_view carries;
    std::string_view repair;  ///< How a worker that missed something finds back.
    Downlink downlink;
};

/// model, change, overheard.
[[nodiscard]] std::span<const DownlinkEntry> downlink_catalogue();
/// The row with that name. @throws std::invalid_argument naming the known ones.
[[nodiscard]] const DownlinkEntry& downlink_entry(std::string_view name);

}  // namespace ogsim
