#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace ogsim {

/// A node is down from one time to another.
struct Outage {
    std::optional<int> node;  ///< A worker; nothing: the server.
    double from_s = 0.0;
    double until_s = 0.0;
    bool forgets = false;  ///< A worker: it comes back without its memory.
};

/// What faults.schedule says: "3@1.5-2.5, server@4-5, 7@2-3!", in order.
/// @throws std::invalid_argument naming the entry that is none: "must be ...".
[[nodiscard]] std::vector<Outage> outages(std::string_view text);

}  // namespace ogsim
