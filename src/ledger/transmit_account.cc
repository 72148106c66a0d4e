#include "src/ledger/transmit_account.h"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string>

namespace ogsim {

Joules TransmitJoules::total() const {
    Joules sum = control + undecided;
    for (const Joules joules : by_fate) {
        sum += joules;
    }
    return sum;
}

TransmitAccount::TransmitAccount(int workers, Watts tx) : tx_(tx), on_air_(static_cast<std::size_t>(workers)) {}

void TransmitAccount::begin(const FrameSent& frame) {
    if (frame.end < frame.start) {
        throw std::logic_error("frame of node " + std::to_string(frame.node) + " from " +
                               std::to_string(frame.start.count()) + " ns ends at " +
                               std::to_string(frame.end.count()) + " ns, before it starts");
    }
    on_air_[static_cast<std::size_t>(frame.node)].push_back({frame.update, frame.start, frame.end});
}

void TransmitAccount::charge(int worker, SimTime start, SimTime end) {
    std::vector<Frame>& frames = on_air_[static_cast<std::size_t>(worker)];
    for (const Frame& frame : frames) {
        const SimTime airtime = std::min(end, frame.end) - std::max(start, frame.start);
        if (airtime > SimTime{0}) {
            charge(frame, airtime);
        }
    }
    std::erase_if(frames, [end](const Frame& frame) { return frame.end <= end; });
}

void TransmitAccount::charge(const Frame& frame, SimTime airtime) {
    if (!frame.update) {
        control_ += airtime;
        return;
    }
    Update& update = updates_[*frame.update];
    if (update.fate) {
        by_fate_[static_cast<std::size_t>(*update.fate)] += airtime;
    } else {
        update.airtime += airtime;
        undecided_ += airtime;
    }
}

bool TransmitAccount::is_on_air(UpdateId update) const {
    const std::vector<Frame>& frames = on_air_[static_cast<std::size_t>(update.worker)];
    return std::any_of(frames.begin(), frames.end(), [update](const Frame& frame) { return frame.update == update; });
}

void TransmitAccount::open(UpdateId update) {
    auto entry = updates_.lower_bound({update.worker, std::numeric_limits<std::int64_t>::min()});
    const auto last = updates_.lower_bound(update);
    while (entry != last && std::next(entry) != last) {
        // What is on the air still, or has not been metered yet, will be charged to it.
        const bool is_done = entry->second.fate && !is_on_air(entry->first);
        entry = is_done ? updates_.erase(entry) : std::next(entry);
    }
    updates_.try_emplace(update);
}

void TransmitAccount::decide(UpdateId id, Fate fate) {
    Update& update = updates_[id];
    if (update.fate) {
        return;
    }
    update.fate = fate;
    by_fate_[static_cast<std::size_t>(fate)] += update.airtime;
    undecided_ -= update.airtime;
}

TransmitJoules TransmitAccount::joules() const {
    TransmitJoules sums{.control = tx_ * seconds(control_), .undecided = tx_ * seconds(undecided_)};
    for (std::size_t fate = 0; fate < by_fate_.size(); ++fate) {
        sums.by_fate[fate] = tx_ * seconds(by_fate_[fate]);
    }
    return sums;
}

}  // namespace ogsim
