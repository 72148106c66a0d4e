#include "src/network/ideal/ideal_meter.h"

#include <algorithm>

namespace ogsim {

IdealMeter::IdealMeter(int workers, Sink& sink) : sink_(sink), nodes_(static_cast<std::size_t>(workers) + 1) {}

void IdealMeter::on_air(int node, SimTime start, SimTime end) {
    spans_.push_back({node, start, end});
}

void IdealMeter::rest(int node, RadioState state, SimTime now) {
    cover(node, now);
    nodes_[static_cast<std::size_t>(node + 1)].resting = state;
}

void IdealMeter::up_to(SimTime now) {
    for (int node = kServer; node < static_cast<int>(nodes_.size()) - 1; ++node) {
        cover(node, now);
    }
    std::erase_if(spans_, [now](const Span& span) { return span.end <= now; });
    for (Node& node : nodes_) {
        node.next = 0;
    }
}

void IdealMeter::cover(int node, SimTime now) {
    Node& state = nodes_[static_cast<std::size_t>(node + 1)];
    open_ = {node, RadioState::kIdle, state.covered, state.covered};
    if (state.resting == RadioState::kIdle) {
        cover_awake(node, now);
    } else {
        extend(node, state.resting, now);
        while (state.next < spans_.size() && spans_[state.next].end <= now) {
            ++state.next;
        }
    }
    emit_open();
}

void IdealMeter::cover_awake(int node, SimTime now) {
    Node& state = nodes_[static_cast<std::size_t>(node + 1)];
    for (; state.next < spans_.size(); ++state.next) {
        const Span& span = spans_[state.next];
        extend(node, RadioState::kIdle, std::min(span.start, now));
        extend(node, span.node == node ? RadioState::kTx : RadioState::kRx, std::min(span.end, now));
        if (span.end > now) {
            return;
        }
    }
    extend(node, RadioState::kIdle, now);
}

void IdealMeter::extend(int node, RadioState state, SimTime until) {
    SimTime& covered = nodes_[static_cast<std::size_t>(node + 1)].covered;
    if (until <= covered) {
        return;
    }
    if (open_.state != state) {
        emit_open();
        open_ = {node, state, covered, covered};
    }
    open_.end = covered = until;
}

void IdealMeter::emit_open() {
    if (open_.end > open_.start) {
        sink_.on(open_);
    }
    open_.start = open_.end;
}

}  // namespace ogsim
