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
    is_together_ ? cover_together(now) : cover(node, now);
    nodes_[static_cast<std::size_t>(node + 1)].resting = state;
    const auto place = std::lower_bound(resting_.begin(), resting_.end(), node);
    const bool is_known = place != resting_.end() && *place == node;
    if (is_known && state == RadioState::kIdle) {
        resting_.erase(place);
    } else if (!is_known && state != RadioState::kIdle && is_together_ && node != kServer) {
        resting_.insert(place, node);
    }
}

void CellMeter::up_to(SimTime now) {
    if (is_together_) {
        cover_together(now);
        return;
    }
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

void CellMeter::cover_together(SimTime now) {
    if (now <= together_) {
        return;
    }
    add_up_spans(now);
    const Times listening = listened(now);
    told_apart_.clear();
    emit_senders(now, listening);
    sink_.on(CrowdRadioTimes{.workers = {told_apart_, true}, .start = together_, .end = now, .times = listening});
    together_ = now;
    forget(now);
}

void CellMeter::add_up_spans(SimTime now) {
    before_.assign(1, Times{});
    if (!spans_.empty()) {
        before_[0][static_cast<std::size_t>(RadioState::kIdle)] =
            std::max(SimTime{0}, spans_.front().start - together_);
    }
    for (std::size_t i = 0; i + 1 < spans_.size() && spans_[i + 1].start < now; ++i) {
        before_.push_back(listened(spans_[i + 1].start));
    }
}

CellMeter::Times CellMeter::listened(SimTime until) const {
    const auto known = spans_.begin() + static_cast<std::ptrdiff_t>(std::min(before_.size(), spans_.size()));
    const auto next = std::partition_point(spans_.begin(), known, [until](const Span& s) { return s.start < until; });
    if (next == spans_.begin()) {
        Times idle{};
        idle[static_cast<std::size_t>(RadioState::kIdle)] = until - together_;
        return idle;
    }
    const Span& last = *(next - 1);
    Times times = before_[static_cast<std::size_t>(next - spans_.begin()) - 1];
    const SimTime from = std::max(last.start, together_);
    const SimTime heard = std::min(last.end, until) - from;
    times[static_cast<std::size_t>(last.state)] += heard;
    times[static_cast<std::size_t>(RadioState::kIdle)] += until - from - heard;
    return times;
}

/// The server, whatever it did; workers that sent, or rest in another state, ascending.
void CellMeter::emit_senders(SimTime now, const Times& listening) {
    std::vector<Sent> sent = sent_;
    sent.push_back({kServer, now, now});
    for (const int node : resting_) {
        sent.push_back({node, now, now});
    }
    std::stable_sort(sent.begin(), sent.end(), [](const Sent& a, const Sent& b) { return a.node < b.node; });
    for (auto frame = sent.begin(); frame != sent.end();) {
        const int node = frame->node;
        Times times = listening;
        SimTime covered = together_;
        for (; frame != sent.end() && frame->node == node; ++frame) {
            const SimTime start = std::max(frame->start, covered);
            const SimTime end = std::min(frame->end, now);
            if (start < end) {
                const Times from = listened(start);
                const Times to = listened(end);
                for (std::size_t state = 0; state < times.size(); ++state) {
                    times[state] -= to[state] - from[state];
                }
                times[static_cast<std::size_t>(RadioState::kTx)] += end - start;
                covered = end;
            }
        }
        emit_together(node, now, times);
    }
}

void CellMeter::emit_together(int node, SimTime now, const Times& times) {
    const RadioState resting = nodes_[static_cast<std::size_t>(node + 1)].resting;
    Times rested{};
    rested[static_cast<std::size_t>(resting)] = now - together_;
    sink_.on(RadioTimes{node, together_, now, resting == RadioState::kIdle ? times : rested});
    if (node != kServer) {
        told_apart_.push_back(node);
    }
}

}  // namespace ogsim
