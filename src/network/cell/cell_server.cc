#include "src/network/cell/cell_server.h"

#include <algorithm>
#include <numeric>

#include "src/network/cell/cell_medium.h"

namespace ogsim {

void CellServer::broadcast(std::int64_t round, Payload message) {
    if (!is_on_) {
        return;
    }
    const int count = medium_.rules_.pieces(message.size());
    newest_ = std::make_shared<const Broadcast>(
        Broadcast{medium_.new_serial(), round, {message.begin(), message.end()}, count});
    to_send_.resize(static_cast<std::size_t>(count));
    std::iota(to_send_.begin(), to_send_.end(), std::uint16_t{0});
    is_first_pass_ = true;
    if (!is_sending_) {
        medium_.air_.ask(kServer, true);
    }
}

OrderingClock& CellServer::ordering_clock() {
    return medium_.air_.ordering();
}

void CellServer::switch_off() {
    is_on_ = false;
    is_sending_ = false;
    newest_.reset();
    to_send_.clear();
    medium_.air_.leave(kServer);
    medium_.air_.meter().rest(kServer, RadioState::kOff, medium_.clock_.now());
}

void CellServer::switch_on() {
    is_on_ = true;
    on_since_ = medium_.clock_.now();
    medium_.air_.meter().rest(kServer, RadioState::kIdle, on_since_);
}

std::optional<CellFrame> CellServer::frame() {
    if (to_send_.empty()) {
        return std::nullopt;
    }
    const SimTime now = medium_.clock_.now();
    if (sent_until_ > now) {  // it is about to acknowledge
        medium_.air_.ask(kServer, false);
        return std::nullopt;
    }
    const CellFrame frame = piece_frame(to_send_.front());
    is_sending_ = true;
    deferred_ = 0;
    burst_began_ = now;
    sent_until_ = now + airtime(*frame.mode, frame.size);
    return frame;
}

CellFrame CellServer::piece_frame(std::uint16_t piece) const {
    CellFrame frame;
    frame.kind = CellFrame::Kind::kModel;
    frame.node = kServer;
    frame.serial = newest_->serial;
    frame.piece = piece;
    frame.size = medium_.rules_.frame_size(medium_.rules_.piece_size(newest_->message.size(), piece));
    frame.mode = &medium_.rules_.control;
    frame.is_retry = !is_first_pass_;
    return frame;
}

// Of 802.15.4: tries anew, as often as it takes.
void CellServer::found_channel_busy(SimTime at) {
    if (!to_send_.empty()) {
        medium_.air_.retry(kServer, at + medium_.pause(kServer, deferred_++));
    }
}

void CellServer::piece_over(const CellFrame& frame) {
    if (!is_on_) {
        return;
    }
    is_sending_ = false;
    const bool is_newest = newest_ && frame.serial == newest_->serial && !to_send_.empty();
    if (is_newest) {
        began_ = is_first_pass_ && frame.piece == 0 ? frame.start : began_;
        to_send_.pop_front();
    }
    if (!to_send_.empty()) {
        next_piece(frame);
        return;
    }
    medium_.air_.done(kServer, frame.size);
    if (is_newest && is_first_pass_) {
        first_pass_over(frame.end);
    } else if (is_newest) {
        ask_workers_what_they_miss();
    }
}

void CellServer::next_piece(const CellFrame& last) {
    const CellFrame next = piece_frame(to_send_.front());
    const SimTime start = last.end + medium_.rules_.radio.sifs;
    const SimTime end = start + airtime(*next.mode, next.size);
    if (medium_.rules_.is_dcf() && end - burst_began_ <= medium_.rules_.radio.voice_burst) {
        is_sending_ = true;
        sent_until_ = end;
        medium_.air_.respond(start, next);
    } else {
        medium_.air_.done(kServer, last.size);
        medium_.air_.ask(kServer, false);
    }
}

void CellServer::first_pass_over(SimTime end) {
    is_first_pass_ = false;
    medium_.sink_.on(ModelSent{newest_->round, began_, end, Bytes{static_cast<std::int64_t>(newest_->message.size())}});
    ask_workers_what_they_miss();
    if (listener_ != nullptr) {
        listener_->on_broadcast_sent();
    }
}

void CellServer::ask_workers_what_they_miss() {
    if (medium_.options_.downlink_repair == DownlinkRepair::kAsk) {
        for (CellWorker& worker : medium_.workers_) {
            worker.ask_for_missing(newest_->serial);
        }
    }
}

void CellServer::hear_update(UpdateId update, Payload message) {
    if (listener_ != nullptr) {
        listener_->on_update(update, message);
    }
}

void CellServer::hear_request(int worker, Payload message) {
    if (listener_ != nullptr) {
        listener_->on_request(worker, message);
    }
}

void CellServer::hear_repair(int worker) {
    if (!newest_) {
        return;
    }
    const bool was_quiet = to_send_.empty() && !is_sending_;
    for (int piece = 0; piece < newest_->count; ++piece) {
        const auto index = static_cast<std::uint16_t>(piece);
        const bool is_queued = std::find(to_send_.begin(), to_send_.end(), index) != to_send_.end();
        if (!is_queued && medium_.at(worker).misses(newest_->serial, index)) {
            to_send_.push_back(index);
        }
    }
    if (was_quiet && !to_send_.empty()) {
        medium_.air_.ask(kServer, true);
    }
}

}  // namespace ogsim
