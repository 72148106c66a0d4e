#include "src/network/cell/dcf.h"

#include <algorithm>
#include <functional>

#include "model/random/stream.h"

namespace ogsim {
namespace {

template <class Entry>
void push(std::vector<Entry>& heap, const Entry& entry) {
    heap.push_back(entry);
    std::push_heap(heap.begin(), heap.end(), std::greater<>{});
}

template <class Entry>
void pop(std::vector<Entry>& heap) {
    std::pop_heap(heap.begin(), heap.end(), std::greater<>{});
    heap.pop_back();
}

}  // namespace

Dcf::Dcf(int workers, const Timing& timing, std::uint64_t seed)
    : timing_(timing), random_(random_stream(seed, "backoff")), nodes_(static_cast<std::size_t>(workers) + 1) {}

void Dcf::ask(int node, SimTime now, bool is_fresh) {
    const std::int64_t left = slots_left(node, now);
    if (is_frozen(now)) {
        const std::int64_t slots = left == 0 && is_fresh ? draw(node) : left;
        node == kServer ? wait_for_idle(node, SimTime{0}, slots) : wait_slotted(node, slots);
    } else if (left > 0 && node != kServer) {
        wait_slotted(node, state(node).backoff_end - slot_);
    } else {
        wait_alone(node, std::max(now, access_from(node)), left);
    }
}

void Dcf::retry(int node, SimTime from) {
    ++state(node).stage;
    wait_for_idle(node, from, draw(node));
}

void Dcf::done(int node, SimTime /*now*/, Bytes /*size*/) {
    Node& it = state(node);
    ++it.ticket;
    it.stage = 0;
    it.backoff_end = draw(node) + (node == kServer ? 0 : slot_);
}

void Dcf::leave(int node) {
    Node& it = state(node);
    ++it.ticket;
    it.stage = 0;
    it.backoff_end = 0;
}

std::int64_t Dcf::slots_left(int node, SimTime now) const {
    const std::int64_t end = nodes_[static_cast<std::size_t>(node + 1)].backoff_end;
    const SimTime since = is_busy_ ? SimTime{0} : std::max(SimTime{0}, now - access_from(node));
    const std::int64_t gone = since / timing_.slot;
    return std::max<std::int64_t>(0, end - gone - (node == kServer ? 0 : slot_));
}

std::int64_t Dcf::draw(int node) {
    const int doublings = std::min(state(node).stage, 20);
    const std::int64_t window =
        node == kServer
            ? timing_.voice_window
            : std::min<std::int64_t>(((timing_.window_min + std::int64_t{1}) << doublings) - 1, timing_.window_max);
    return static_cast<std::int64_t>(((random_() >> 32U) * static_cast<std::uint64_t>(window + 1)) >> 32U);
}

void Dcf::wait_slotted(int node, std::int64_t left) {
    push(slotted_, {slot_ + left, node, ++state(node).ticket});
}

void Dcf::wait_alone(int node, SimTime from, std::int64_t left) {
    push(own_, {from + left * timing_.slot, node, ++state(node).ticket, from, left});
}

void Dcf::wait_for_idle(int node, SimTime from, std::int64_t left) {
    if (is_busy_) {
        held_.push_back({SimTime{0}, node, ++state(node).ticket, from, left});
    } else {
        wait_alone(node, std::max(from, access_from(node)), left);
    }
}

void Dcf::drop_void() {
    while (!slotted_.empty() && slotted_.front().ticket != state(slotted_.front().node).ticket) {
        pop(slotted_);
    }
    while (!own_.empty() && own_.front().ticket != state(own_.front().node).ticket) {
        pop(own_);
    }
}

std::optional<SimTime> Dcf::first() {
    drop_void();
    std::optional<SimTime> least;
    if (!slotted_.empty()) {
        least = time_of(slotted_.front().end);
    }
    if (!own_.empty() && (!least || own_.front().at < *least)) {
        least = own_.front().at;
    }
    return least;
}

std::optional<SimTime> Dcf::next() {
    const auto least = first();
    return least && is_busy_ && *least >= busy_since_ + timing_.cca ? std::nullopt : least;
}

void Dcf::take_due(SimTime now, std::vector<Turn>& turns) {
    for (auto at = next(); at && *at <= now; at = next()) {
        const bool is_own = slotted_.empty() || (!own_.empty() && own_.front().at <= *at);
        const int node = is_own ? own_.front().node : slotted_.front().node;
        is_own ? pop(own_) : pop(slotted_);
        ++state(node).ticket;
        turns.push_back({node, true});
    }
    std::sort(turns.begin(), turns.end(), [](const Turn& a, const Turn& b) { return a.node < b.node; });
}

void Dcf::energy_on(SimTime now) {
    if (is_busy_) {
        return;
    }
    is_busy_ = true;
    busy_since_ = now;
    const std::int64_t gone = std::max<std::int64_t>(0, (now - resume_) / timing_.slot);
    slot_ += gone;
    resume_ += gone * timing_.slot;
}

void Dcf::exchange_over(SimTime /*now*/, SimTime idle, bool after_error) {
    join_the_slotted();
    is_busy_ = false;
    resume_ = idle + (after_error ? timing_.error_gap : SimTime{0}) + aifs(0);
    for (const Own& held : held_) {
        if (held.ticket == state(held.node).ticket) {
            wait_alone(held.node, std::max(held.from, access_from(held.node)), held.left);
        }
    }
    held_.clear();
}

// Each of those with times of their own goes on with the slots it had left when the channel became busy.
void Dcf::join_the_slotted() {
    std::sort(own_.begin(), own_.end(), [](const Own& a, const Own& b) { return b > a; });
    for (const Own& own : own_) {
        if (own.ticket != state(own.node).ticket) {
            continue;
        }
        const std::int64_t gone = std::max<std::int64_t>(0, (busy_since_ - own.from) / timing_.slot);
        const std::int64_t left = std::max<std::int64_t>(0, own.left - gone);
        if (own.node == kServer) {
            held_.push_back({SimTime{0}, own.node, own.ticket, SimTime{0}, left});
        } else {
            wait_slotted(own.node, left);
        }
    }
    own_.clear();
}

}  // namespace ogsim
