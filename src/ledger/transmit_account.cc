#include "src/ledger/transmit_account.h"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

namespace ogsim {

Joules TransmitJoules::total() const {
    Joules sum = control + undecided;
    for (const Joules joules : by_fate) {
        sum += joules;
    }
    return sum;
}

TransmitAccount::TransmitAccount(int workers, Watts tx) : tx_(tx), workers_(static_cast<std::size_t>(workers)) {}

void TransmitAccount::begin(const FrameSent& frame) {
    if (frame.end < frame.start) {
        throw std::logic_error("frame of node " + std::to_string(frame.node) + " from " +
                               std::to_string(frame.start.count()) + " ns ends at " +
                               std::to_string(frame.end.count()) + " ns, before it starts");
    }
    const std::size_t place = free_.empty() ? frames_.size() : free_.back();
    if (free_.empty()) {
        frames_.emplace_back();
    } else {
        free_.pop_back();
    }
    frames_[place] = {.update = frame.update, .start = frame.start, .end = frame.end};
    Worker& worker = at(frame.node);
    (worker.last ? frames_[*worker.last].next : worker.first) = place;
    worker.last = place;
}

void TransmitAccount::drop_first(Worker& worker) {
    free_.push_back(*worker.first);
    worker.first = frames_[*worker.first].next;
    if (!worker.first) {
        worker.last.reset();
    }
}

void TransmitAccount::break_off(int worker) {
    while (at(worker).first) {
        drop_first(at(worker));
    }
}

void TransmitAccount::charge(int worker, SimTime start, SimTime end) {
    for (auto place = at(worker).first; place; place = frames_[*place].next) {
        const Frame& frame = frames_[*place];
        const SimTime airtime = std::min(end, frame.end) - std::max(start, frame.start);
        if (airtime > SimTime{0}) {
            charge(frame, airtime);
        }
    }
    // A worker sends one frame after the other.
    while (at(worker).first && frames_[*at(worker).first].end <= end) {
        drop_first(at(worker));
    }
}

void TransmitAccount::charge(const Frame& frame, SimTime airtime) {
    if (!frame.update) {
        control_ += airtime;
        return;
    }
    Update& update = find(*frame.update);
    if (update.fate) {
        by_fate_[static_cast<std::size_t>(*update.fate)] += airtime;
    } else {
        update.airtime += airtime;
        undecided_ += airtime;
    }
}

TransmitAccount::Update& TransmitAccount::find(UpdateId update) {
    Worker& worker = at(update.worker);
    if (worker.newest.round == update.round) {
        return worker.newest;
    }
    return worker.before.round == update.round
               ? worker.before
               : older_.try_emplace(update, Update{.round = update.round}).first->second;
}

/// What is on the air still, or has not been metered yet, will be charged to it.
bool TransmitAccount::is_done(int worker, const Update& update) {
    bool is_on_air = false;
    for (auto place = at(worker).first; place; place = frames_[*place].next) {
        is_on_air = is_on_air || frames_[*place].update == UpdateId{worker, update.round};
    }
    return update.fate && !is_on_air;
}

void TransmitAccount::open(UpdateId update) {
    Worker& worker = at(update.worker);
    if (worker.newest.round == update.round) {
        return;
    }
    for (auto entry = older_.lower_bound({update.worker, std::numeric_limits<std::int64_t>::min()});
         entry != older_.end() && entry->first.worker == update.worker;) {
        entry = is_done(update.worker, entry->second) ? older_.erase(entry) : std::next(entry);
    }
    if (worker.before.round != 0 && !is_done(update.worker, worker.before)) {
        older_.emplace(UpdateId{update.worker, worker.before.round}, worker.before);
    }
    worker.before = std::exchange(worker.newest, Update{.round = update.round});
}

void TransmitAccount::decide(UpdateId id, Fate fate) {
    Update& update = find(id);
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
