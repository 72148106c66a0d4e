#include "src/network/cell/cell_worker.h"

#include <algorithm>
#include <utility>

#include "src/network/cell/cell_medium.h"

namespace ogsim {

void CellWorker::send(UpdateId update, Payload message) {
    if (state_ == RadioState::kOff) {
        tell(update, SendOutcome::kFailed, SimTime{0});
        return;
    }
    const int pieces = medium_->rules_.pieces(message.size());
    offer({CellJob::Kind::kUpdate, medium_->new_serial(), update, message, pieces});
}

void CellWorker::request(Payload message) {
    if (state_ != RadioState::kOff) {
        cancel_waiting(CellJob::Kind::kRequest);
        const int pieces = medium_->rules_.pieces(message.size());
        offer({CellJob::Kind::kRequest, medium_->new_serial(), {index_, 0}, message, pieces});
    }
}

void CellWorker::withdraw() {
    std::vector<std::uint64_t> open;
    for (const CellJob& each : jobs_) {
        if (each.kind == CellJob::Kind::kUpdate && !each.ending) {
            open.push_back(each.serial);
        }
    }
    for (const std::uint64_t serial : open) {
        end(*job(serial), SendOutcome::kWithdrawn);
    }
    go_on(true);
}

void CellWorker::sleep() {
    if (state_ == RadioState::kIdle || state_ == RadioState::kSwitch) {
        rest(RadioState::kSleep);
        if (current_ != 0 && !is_on_air_) {
            put_back();
        }
    }
}

void CellWorker::wake() {
    if (state_ == RadioState::kSleep) {
        rest(RadioState::kSwitch);
        medium_->later(medium_->options_.wake_time, [this, since = awake_since_] { woken(since); });
    }
}

void CellWorker::woken(SimTime since) {
    if (state_ == RadioState::kSwitch && awake_since_ == since) {
        rest(RadioState::kIdle);
        go_on(true);
    }
}

OrderingClock& CellWorker::ordering_clock() {
    return medium_->air_.ordering();
}

void CellWorker::switch_off() {
    if (state_ == RadioState::kOff) {
        return;
    }
    rest(RadioState::kOff);
    drop_current();
    for (const CellJob& each : std::exchange(jobs_, {})) {
        if (each.kind == CellJob::Kind::kUpdate) {
            tell(each.update, SendOutcome::kFailed, SimTime{0});
        }
    }
    heard_ = 0;
    has_piece_.clear();
}

void CellWorker::switch_on() {
    if (state_ == RadioState::kOff) {
        rest(RadioState::kIdle);
    }
}

void CellWorker::server_forgot() {
    for (CellJob& each : jobs_) {
        std::fill(each.has_arrived.begin(), each.has_arrived.end(), false);
        each.arrived = 0;
    }
}

std::optional<CellFrame> CellWorker::frame() {
    const CellJob* sent = job(current_);
    if (sent == nullptr) {
        return std::nullopt;
    }
    is_on_air_ = true;
    CellFrame frame;
    frame.node = index_;
    frame.serial = current_;
    frame.piece = piece_;
    frame.size = medium_->rules_.frame_size(medium_->rules_.piece_size(sent->size, piece_));
    frame.mode = &medium_->rules_.data;
    frame.is_request = sent->kind != CellJob::Kind::kUpdate;
    frame.update = frame.is_request ? std::nullopt : std::optional(sent->update);
    frame.is_retry = attempts_ > 0 || sent->was_resent(piece_);
    return frame;
}

void CellWorker::acknowledged(std::uint64_t serial, std::uint16_t piece) {
    CellJob* sent = job(serial);
    if (current_ != serial || piece_ != piece || sent == nullptr) {
        return;
    }
    current_ = 0;
    is_on_air_ = false;
    medium_->air_.done(index_, medium_->rules_.frame_size(medium_->rules_.piece_size(sent->size, piece)));
    sent->is_acknowledged[piece] = true;
    ++sent->acknowledged;
    settle(serial, SimTime{0});
    go_on(false);
}

void CellWorker::missed(const CellFrame& frame, SimTime from) {
    const CellJob* sent = job(frame.serial);
    if (current_ != frame.serial || piece_ != frame.piece || sent == nullptr) {
        return;
    }
    is_on_air_ = false;
    ++attempts_;
    if (sent->ending) {
        drop_current();
        settle(frame.serial, medium_->rules_.ack_timeout);
        go_on(true);
    } else if (attempts_ >= medium_->rules_.attempts) {
        given_up(from);
    } else if (state_ != RadioState::kIdle) {
        put_back();
    } else {
        medium_->air_.retry(index_, from);
    }
}

// Of 802.15.4. Nothing was on the air: that does not count as a retry.
void CellWorker::found_channel_busy(SimTime at) {
    if (const CellJob* sent = job(current_); sent != nullptr) {
        const int resent = sent->resent.empty() ? 0 : sent->resent[piece_];
        attempts_ = 0;
        retry_after_pause(at, resent + deferred_++);
    }
}

CellJob* CellWorker::job(std::uint64_t serial) {
    const auto found =
        std::find_if(jobs_.begin(), jobs_.end(), [serial](const CellJob& each) { return each.serial == serial; });
    return found == jobs_.end() ? nullptr : &*found;
}

void CellWorker::offer(CellJob job) {
    jobs_.push_back(std::move(job));
    go_on(true);
}

void CellWorker::go_on(bool is_fresh) {
    if (state_ != RadioState::kIdle || current_ != 0) {
        return;
    }
    for (CellJob& each : jobs_) {
        if (each.has_work()) {
            current_ = each.serial;
            piece_ = each.take_piece();
            attempts_ = deferred_ = 0;
            medium_->air_.ask(index_, is_fresh);
            return;
        }
    }
}

// The MAC has sent the piece as often as it may. The next attempt may contend from `from` on.
void CellWorker::given_up(SimTime from) {
    CellJob& sent = *job(current_);
    sent.resent.resize(static_cast<std::size_t>(sent.count));
    if (sent.resent[piece_] < std::min(255, medium_->rules_.resends)) {
        resend_later(sent, from);
        return;
    }
    current_ = 0;
    medium_->air_.done(index_, Bytes{0});
    end(sent, SendOutcome::kFailed);
    go_on(false);
}

// With 802.11 other pieces go on meanwhile; with 802.15.4 the next frame is always this one.
void CellWorker::resend_later(CellJob& sent, SimTime from) {
    const int resent = sent.resent[piece_]++;
    if (!medium_->rules_.is_dcf()) {
        attempts_ = 0;
        retry_after_pause(from, resent + deferred_);
        return;
    }
    const std::uint64_t serial = std::exchange(current_, 0);
    medium_->air_.done(index_, Bytes{0});
    medium_->later(medium_->rules_.ack_timeout + medium_->pause(index_, resent),
                   [this, serial, piece = piece_] { resend_after_pause(serial, piece); });
    go_on(false);
}

void CellWorker::retry_after_pause(SimTime from, int attempt) {
    if (state_ == RadioState::kIdle) {
        medium_->air_.retry(index_, from + medium_->pause(index_, attempt));
    } else {
        put_back();
    }
}

void CellWorker::resend_after_pause(std::uint64_t serial, std::uint16_t piece) {
    if (CellJob* sent = job(serial); sent != nullptr && !sent->ending) {
        sent->again.push_back(piece);
        go_on(true);
    }
}

void CellWorker::end(CellJob& job, SendOutcome ending) {
    if (!job.ending) {
        job.ending = ending;
        if (current_ == job.serial && !is_on_air_) {
            drop_current();
        }
        settle(job.serial, ending == SendOutcome::kFailed ? medium_->rules_.ack_timeout : SimTime{0});
    }
}

void CellWorker::settle(std::uint64_t serial, SimTime delay) {
    const CellJob& ended = *job(serial);
    if (!ended.is_through() && (!ended.ending || (current_ == serial && is_on_air_))) {
        return;
    }
    SendOutcome outcome = ended.is_through() ? SendOutcome::kAcknowledged : *ended.ending;
    const bool is_whole = ended.arrived == ended.count;
    if (is_whole != (outcome == SendOutcome::kAcknowledged)) {
        outcome = SendOutcome::kFailed;  // only an acknowledgement was lost, or the server has forgotten a piece since
    }
    if (ended.kind == CellJob::Kind::kUpdate) {
        tell(ended.update, outcome, delay);
    }
    erase(serial);
}

void CellWorker::tell(UpdateId update, SendOutcome outcome, SimTime delay) {
    medium_->later(delay, [this, update, outcome] {
        if (listener_ != nullptr) {
            listener_->on_outcome(update, outcome);
        }
    });
}

void CellWorker::drop_current() {
    current_ = 0;
    is_on_air_ = false;
    medium_->air_.leave(index_);
}

void CellWorker::put_back() {
    if (CellJob* waiting = job(current_); waiting != nullptr) {
        waiting->again.insert(waiting->again.begin(), piece_);
    }
    drop_current();
}

void CellWorker::erase(std::uint64_t serial) {
    std::erase_if(jobs_, [serial](const CellJob& each) { return each.serial == serial; });
}

void CellWorker::cancel_waiting(CellJob::Kind kind) {
    std::erase_if(jobs_, [&](const CellJob& each) {
        const bool is_current = each.serial == current_;
        const bool is_cancelled = each.kind == kind && !(is_current && is_on_air_);
        if (is_cancelled && is_current) {
            drop_current();
        }
        return is_cancelled;
    });
}

void CellWorker::rest(RadioState state) {
    medium_->air_.meter().rest(index_, state, medium_->clock_.now());
    state_ = state;
    awake_since_ = medium_->clock_.now();
}

void CellWorker::got_model(std::uint64_t serial, std::uint16_t piece, int count,
                           const std::vector<std::byte>& message) {
    const bool is_new = serial != heard_;
    if (is_new) {
        heard_ = serial;
        got_ = 0;
        const bool asks = medium_->options_.downlink_repair == DownlinkRepair::kAsk;
        has_piece_.assign(asks ? static_cast<std::size_t>(count) : 0, false);
        cancel_waiting(CellJob::Kind::kRepair);
    }
    if (!has_piece_.empty()) {
        if (has_piece_[piece]) {
            return;
        }
        has_piece_[piece] = true;
    }
    repair_tries_ = 0;
    const bool is_whole = ++got_ == count;
    if (is_new) {
        listener_->on_broadcast_begins();
    }
    if (is_whole) {
        cancel_waiting(CellJob::Kind::kRepair);
        listener_->on_broadcast(message);
    }
    go_on(true);
}

bool CellWorker::misses(std::uint64_t serial, std::uint16_t piece) const {
    return heard_ == serial && piece < has_piece_.size() && !has_piece_[piece];
}

void CellWorker::ask_for_missing(std::uint64_t serial) {
    const auto missing = static_cast<std::size_t>(std::count(has_piece_.begin(), has_piece_.end(), false));
    if (heard_ != serial || missing == 0 || state_ != RadioState::kIdle || listener_ == nullptr ||
        repair_tries_ > medium_->rules_.resends) {
        return;
    }
    ++repair_tries_;
    cancel_waiting(CellJob::Kind::kRepair);
    // Round, count, and two bytes for each missing piece, as many as one frame holds.
    const std::vector<std::byte> list(std::min(medium_->rules_.piece, 6 + 2 * missing));
    offer({CellJob::Kind::kRepair, medium_->new_serial(), {index_, 0}, list, 1});
}

}  // namespace ogsim
