#include "src/network/cell/csma_802154.h"

#include <algorithm>
#include <functional>

#include "model/radio/airtime_802154.h"
#include "model/random/stream.h"

namespace ogsim {
namespace {

constexpr Timing802154 kTiming;
constexpr int kMostBackoffs = 4;  // macMaxCSMABackoffs

}  // namespace

Csma802154::Csma802154(int workers, int least_exponent, int most_exponent, int server_exponent, std::uint64_t seed)
    : least_(least_exponent),
      most_(most_exponent),
      server_least_(server_exponent),
      random_(random_stream(seed, "backoff")),
      nodes_(static_cast<std::size_t>(workers) + 1) {}

void Csma802154::ask(int node, SimTime now, bool /*is_fresh*/) {
    begin(node, std::max(now, state(node).gap_end));
}

void Csma802154::done(int node, SimTime now, Bytes size) {
    ++state(node).ticket;
    state(node).gap_end = now + (size > kLargestShortGap ? kTiming.long_gap : kTiming.short_gap);
}

void Csma802154::begin(int node, SimTime from) {
    state(node).backoffs = 0;
    state(node).exponent = static_cast<std::int8_t>(node == kServer ? server_least_ : least_);
    assess_after_delay(node, from);
}

void Csma802154::assess_after_delay(int node, SimTime from) {
    const std::uint64_t windows = std::uint64_t{1} << static_cast<unsigned>(state(node).exponent);
    const auto units = static_cast<std::int64_t>(((random_() >> 32U) * windows) >> 32U);
    push(assessing_, {from + units * kTiming.unit_backoff + kTiming.cca, node, ++state(node).ticket});
}

void Csma802154::push(std::vector<Entry>& heap, Entry entry) {
    heap.push_back(entry);
    std::push_heap(heap.begin(), heap.end(), std::greater<>{});
}

Csma802154::Entry Csma802154::pop(std::vector<Entry>& heap) {
    std::pop_heap(heap.begin(), heap.end(), std::greater<>{});
    const Entry entry = heap.back();
    heap.pop_back();
    return entry;
}

void Csma802154::drop_void(std::vector<Entry>& heap) {
    while (!heap.empty() && heap.front().ticket != state(heap.front().node).ticket) {
        pop(heap);
    }
}

std::optional<SimTime> Csma802154::next() {
    drop_void(assessing_);
    drop_void(turning_);
    std::optional<SimTime> least;
    if (!has_energy_ && !assessing_.empty()) {
        const SimTime known_busy = energy_end_ ? *energy_end_ + kTiming.cca : SimTime{0};
        least = std::max(assessing_.front().at, known_busy);
    }
    if (!turning_.empty() && (!least || turning_.front().at < *least)) {
        least = turning_.front().at;
    }
    return least;
}

void Csma802154::take_due(SimTime now, std::vector<Turn>& turns) {
    for (auto at = next(); at && *at <= now; at = next()) {
        if (!turning_.empty() && turning_.front().at <= *at) {
            const Entry entry = pop(turning_);
            ++state(entry.node).ticket;
            turns.push_back({entry.node, true});
        } else {
            assess(pop(assessing_), turns);
        }
    }
    std::sort(turns.begin(), turns.end(), [](const Turn& a, const Turn& b) { return a.node < b.node; });
}

void Csma802154::assess(const Entry& entry, std::vector<Turn>& turns) {
    Node& node = state(entry.node);
    if (!is_busy(entry.at)) {
        push(turning_, {entry.at + kTiming.turnaround, entry.node, entry.ticket});
    } else if (++node.backoffs > kMostBackoffs) {
        ++node.ticket;
        turns.push_back({entry.node, false, entry.at});
    } else {
        node.exponent = static_cast<std::int8_t>(std::min(node.exponent + 1, most_));
        assess_after_delay(entry.node, entry.at);
    }
}

void Csma802154::energy_on(SimTime /*now*/) {
    has_energy_ = true;
}

void Csma802154::energy_off(SimTime now) {
    if (has_energy_) {
        has_energy_ = false;
        energy_end_ = now;
    }
}

// Energy in any part of the assessment that ends at `assessed`.
bool Csma802154::is_busy(SimTime assessed) const {
    return energy_end_ && *energy_end_ > assessed - kTiming.cca;
}

}  // namespace ogsim
