#include "src/network/cell/cell_air.h"

#include <algorithm>
#include <utility>

namespace ogsim {
namespace {

void earlier(std::optional<SimTime>& least, SimTime at) {
    least = least ? std::min(*least, at) : at;
}

}  // namespace

CellAir::CellAir(User& user, std::unique_ptr<ChannelAccess> access, CellChannel& channel, const AirOptions& options,
                 SimTime contention, Clock& clock, Sink& sink)
    : user_(user),
      access_(std::move(access)),
      channel_(channel),
      contention_(contention),
      clock_(clock),
      sink_(sink),
      meter_(options.workers, sink),
      ordering_(clock),
      bursts_(options.interference, options.seed),
      burst_(bursts_.next()) {
    arm();
}

CellAir::~CellAir() {
    clock_.cancel(timer_);
}

void CellAir::ask(int node, bool is_fresh) {
    access_->ask(node, clock_.now(), is_fresh);
    arm();
}

void CellAir::respond(SimTime at, CellFrame frame) {
    responses_.push_back({at, std::move(frame)});
}

void CellAir::keep_off_until(SimTime at) {
    keep_off_ = std::max(keep_off_, at);
    ordering_.busy_until(at + contention_);
}

std::vector<CellFrame> CellAir::silence(int node) {
    std::vector<CellFrame> unsent;
    std::erase_if(responses_, [&](const Response& response) {
        if (response.frame.node == node) {
            unsent.push_back(response.frame);
        }
        return response.frame.node == node;
    });
    arm();
    return unsent;
}

std::vector<const CellFrame*> CellAir::overlapping(const CellFrame& frame) const {
    std::vector<const CellFrame*> found;
    for (const auto* frames : {&past_, &active_}) {
        for (const CellFrame& other : *frames) {
            const bool is_itself = other.node == frame.node && other.start == frame.start;
            if (!is_itself && other.start < frame.end && other.end > frame.start) {
                found.push_back(&other);
            }
        }
    }
    return found;
}

// Frames end before others begin at the same instant, so that what only touches does not collide.
void CellAir::step() {
    is_stepping_ = true;
    const SimTime now = clock_.now();
    for (auto at = next(); at && *at <= now; at = next()) {
        end_frames(now);
        foreign_goes_on(now);
        start_responses(now);
        close_exchange(now);
        take_turns(now);
    }
    is_stepping_ = false;
    arm();
}

void CellAir::end_frames(SimTime now) {
    if (!first_end_ || *first_end_ > now) {
        return;
    }
    const auto first_over = std::stable_partition(active_.begin(), active_.end(),
                                                  [now](const CellFrame& frame) { return frame.end > now; });
    const std::vector<CellFrame> over(first_over, active_.end());
    active_.erase(first_over, active_.end());
    first_end_.reset();
    for (const CellFrame& frame : active_) {
        earlier(first_end_, frame.end);
    }
    past_.insert(past_.end(), over.begin(), over.end());
    for (const CellFrame& frame : over) {
        was_error_ = frame.is_contested;
        user_.frame_over(frame);
    }
    if (!has_energy()) {
        access_->energy_off(now);
    }
}

void CellAir::start_responses(SimTime now) {
    std::vector<CellFrame> due;
    std::erase_if(responses_, [&](const Response& response) {
        if (response.at <= now) {
            due.push_back(response.frame);
        }
        return response.at <= now;
    });
    launch(std::move(due));
}

void CellAir::take_turns(SimTime now) {
    turns_.clear();
    access_->take_due(now, turns_);
    std::vector<CellFrame> due;
    for (const ChannelAccess::Turn turn : turns_) {
        if (!turn.may_send) {
            user_.gave_up(turn.node, turn.at);
        } else if (auto frame = user_.frame_of(turn.node)) {
            due.push_back(std::move(*frame));
        }
    }
    launch(std::move(due));
}

void CellAir::foreign_goes_on(SimTime now) {
    if (foreign_is_on_ && burst_->end <= now) {
        foreign_is_on_ = false;
        foreign_end_.reset();
        burst_ = bursts_.next();
        if (!has_energy()) {
            access_->energy_off(now);
        }
    }
    if (foreign_is_on_ || !burst_ || burst_->start > now) {
        return;
    }
    foreign_is_on_ = true;
    sink_.on(Interfered{burst_->start, burst_->end});
    for (CellFrame& frame : active_) {
        frame.meets_foreign = true;
    }
    if (channel_.hears_foreign()) {
        foreign_end_ = burst_->end;
        is_exchange_ = true;
        meter_.foreign(now, burst_->end);
        ordering_.busy_until(std::min(kCentury, burst_->end + contention_));
        access_->energy_on(now);
    }
}

void CellAir::close_exchange(SimTime now) {
    if (is_exchange_ && !has_energy() && responses_.empty()) {
        is_exchange_ = false;
        access_->exchange_over(now, std::max(now, keep_off_), was_error_);
        past_.clear();
        keep_off_ = SimTime{0};
        was_error_ = false;
    }
}

void CellAir::launch(std::vector<CellFrame> frames) {
    if (frames.empty()) {
        return;
    }
    const SimTime now = clock_.now();
    Watts before{0}, added{0};
    for (const CellFrame& frame : active_) {
        before += frame.at_server;
    }
    for (CellFrame& frame : frames) {
        frame.start = now;
        frame.end = now + airtime(*frame.mode, frame.size);
        frame.meets_foreign = foreign_is_on_;
        frame.at_server = frame.node == kServer ? Watts{0} : channel_.frame_power(frame.node, kServer, now);
        added += frame.at_server;
        earlier(first_end_, frame.end);
        meter_.on_air(frame.node, now, frame.end);
        ordering_.busy_until(frame.end + contention_);
        sink_.on(FrameSent{frame.node, frame.update, now, frame.end, frame.size, frame.is_retry, frame.is_request});
    }
    const bool is_contested = active_.size() + frames.size() > 1;
    for (CellFrame& frame : active_) {
        frame.others += added;
        frame.is_contested = true;
    }
    for (CellFrame& frame : frames) {
        frame.others = is_contested ? before + added - frame.at_server : Watts{0};
        frame.is_contested = is_contested;
    }
    active_.insert(active_.end(), frames.begin(), frames.end());
    is_exchange_ = true;
    access_->energy_on(now);
}

std::optional<SimTime> CellAir::next() {
    std::optional<SimTime> least = access_->next();
    if (first_end_) {
        earlier(least, *first_end_);
    }
    for (const Response& response : responses_) {
        earlier(least, response.at);
    }
    if (is_exchange_ && !has_energy() && responses_.empty()) {
        earlier(least, clock_.now());  // whose answer was awaited has gone off
    }
    if (burst_) {
        earlier(least, foreign_is_on_ ? burst_->end : burst_->start);
    }
    return least;
}

// A timer that comes too early finds nothing to do and is armed anew.
void CellAir::arm() {
    if (is_stepping_) {
        return;
    }
    const auto least = next();
    if (!least || (timer_ != 0 && armed_for_ <= *least)) {
        return;
    }
    clock_.cancel(timer_);
    armed_for_ = std::max(*least, clock_.now());
    timer_ = clock_.call_at(armed_for_, [this] {
        timer_ = 0;
        step();
    });
}

}  // namespace ogsim
