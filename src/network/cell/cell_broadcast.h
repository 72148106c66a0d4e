#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "src/network/cell/cell_channel.h"
#include "src/protocol/ports.h"

namespace ogsim {

/// Who has what of the newest broadcast, and the one listener that is told for all workers. Costs what it costs those
/// who miss something; the others are never looked at.
class CellBroadcast {
 public:
    explicit CellBroadcast(CrowdListener& listener) : listener_(listener) {}

    /// Those whose decoding of a piece of that size is not certain, where nobody moves, nothing fades and nobody else
    /// is on the air. Kept for each size.
    [[nodiscard]] const std::vector<int>& doubtful(CellChannel& channel, int workers, const RadioMode& mode,
                                                   Bytes size);
    /// A piece of the broadcast with that serial has left.
    /// @param missed  who did not get it, ascending.
    void piece(std::uint64_t serial, int count, Payload message, const std::vector<int>& missed);

 private:
    CrowdListener& listener_;
    std::map<std::int64_t, std::vector<int>> doubtful_;  // by bytes
    std::uint64_t serial_ = 0;
    int pieces_ = 0;
    std::vector<int> unaware_;  // have no piece of it
    std::vector<int> lacking_;  // have missed some piece of it
};

}  // namespace ogsim
