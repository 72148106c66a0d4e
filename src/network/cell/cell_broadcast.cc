#include "src/network/cell/cell_broadcast.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ogsim {

const std::vector<int>& CellBroadcast::doubtful(CellChannel& channel, int workers, const RadioMode& mode, Bytes size) {
    const auto [place, is_new] = doubtful_.try_emplace(size.count);
    for (int worker = 0; is_new && worker < workers; ++worker) {
        if (!channel.decodes_surely(worker, mode, size)) {
            place->second.push_back(worker);
        }
    }
    return place->second;
}

void CellBroadcast::piece(std::uint64_t serial, int count, Payload message, const std::vector<int>& missed) {
    if (serial != serial_) {
        serial_ = serial;
        pieces_ = 0;
        unaware_ = missed;
        lacking_ = missed;
        listener_.on_crowd_broadcast_begins({unaware_, true});
    } else if (!unaware_.empty()) {
        std::vector<int> still, now;
        std::set_intersection(unaware_.begin(), unaware_.end(), missed.begin(), missed.end(),
                              std::back_inserter(still));
        std::set_difference(unaware_.begin(), unaware_.end(), missed.begin(), missed.end(), std::back_inserter(now));
        unaware_ = std::move(still);
        listener_.on_crowd_broadcast_begins({now, false});
    }
    if (!missed.empty() && pieces_ > 0) {
        std::vector<int> lacking;
        std::set_union(lacking_.begin(), lacking_.end(), missed.begin(), missed.end(), std::back_inserter(lacking));
        lacking_ = std::move(lacking);
    }
    if (++pieces_ == count) {
        listener_.on_crowd_broadcast(message, {lacking_, true});
    }
}

}  // namespace ogsim
