#include "src/network/cell/cell_meter.h"

#include <algorithm>

namespace ogsim {

CellMeter::CellMeter(int workers, Sink& sink) : sink_(sink), nodes_(static_cast<std::size_t>(workers) + 1) {}

void CellMeter::on_air(int node, SimTime start, SimTime end) {
    sent_.push_back({node, start, end});
    energy(RadioState::kRx, start, end);
}

// What is added overlaps at most the last span, which then ends where the new one starts: from there on all is busy.
void CellMeter::energy(RadioState state, SimTime start, SimTime end) {
    if (spans_.empty() || spans_.back().end <= start) {
        spans_.push_back({state, start, end});
        return;
    }
    Span& last = spans_.back();
    const SimTime latest = std::max(last.end, end);
    if (last.start == start || last.state == RadioState::kBusy) {
        last.state = RadioState::kBusy;
        last.end = latest;
    } else {
        last.end = start;
        spans_.push_back({RadioState::kBusy, start, latest});
    }
}

void CellMeter::rest(int node, RadioState state, SimTime now) {
    cover(node, now);
    nodes_[static_cast<std::size_t>(node + 1)].resting = state;
}

void CellMeter::up_to(SimTime now) {
    for (int node = kServer; node < static_cast<int>(nodes_.size()) - 1; ++node) {
        cover(node, now);
    }
    forget(now);
}

void CellMeter::forget(SimTime now) {
    std::erase_if(spans_, [now](const Span& span) { return span.end <= now; });
    std::erase_if(sent_, [now](const Sent& sent) { return sent.end <= now; });
    for (Node& node : nodes_) {
        node.span = node.sent = 0;
    }
}

void CellMeter::cover(int node, SimTime now) {
    Node& state = nodes_[static_cast<std::size_t>(node + 1)];
    open_ = {node, RadioState::kIdle, state.covered, state.covered};
    if (state.resting == RadioState::kIdle) {
        cover_awake(node, now);
    } else {
        extend(node, state.resting, now);
    }
    emit_open();
}

void CellMeter::cover_awake(int node, SimTime now) {
    Node& state = nodes_[static_cast<std::size_t>(node + 1)];
    for (std::size_t i = state.sent; i < sent_.size() && sent_[i].start < now; ++i) {
        if (sent_[i].node == node && sent_[i].end > state.covered) {
            cover_listening(node, sent_[i].start);
            extend(node, RadioState::kTx, std::min(sent_[i].end, now));
        }
    }
    cover_listening(node, now);
    while (state.sent < sent_.size() && sent_[state.sent].end <= now) {
        ++state.sent;
    }
}

void CellMeter::cover_listening(int node, SimTime until) {
    Node& state = nodes_[static_cast<std::size_t>(node + 1)];
    for (; state.span < spans_.size(); ++state.span) {
        const Span& span = spans_[state.span];
        extend(node, RadioState::kIdle, std::min(span.start, until));
        extend(node, span.state, std::min(span.end, until));
        if (span.end > until) {
            return;
        }
    }
    extend(node, RadioState::kIdle, until);
}

void CellMeter::extend(int node, RadioState state, SimTime until) {
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

void CellMeter::emit_open() {
    if (open_.end > open_.start) {
        sink_.on(open_);
    }
    open_.start = open_.end;
}

}  // namespace ogsim
