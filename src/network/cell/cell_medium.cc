#include "src/network/cell/cell_medium.h"

#include <algorithm>
#include <stdexcept>

#include "model/random/draws.h"
#include "model/random/stream.h"
#include "src/network/cell/csma_802154.h"
#include "src/network/cell/dcf.h"

namespace ogsim {
namespace {

// Under more frames than these nobody but the server is asked whether it could still decode one.
constexpr std::size_t kMostOverheardAtOnce = 8;

bool sends_among(const std::vector<const CellFrame*>& frames, int node) {
    for (const CellFrame* frame : frames) {
        if (frame->node == node) {
            return true;
        }
    }
    return false;
}

}  // namespace

CellMedium::CellMedium(const CellOptions& options, Clock& clock, Sink& sink)
    : rules_(options),
      options_(checked(options.air)),
      clock_(clock),
      sink_(sink),
      channel_(options, rules_.radio),
      air_(*this, make_access(options), channel_, options_, rules_.contention, clock, sink),
      server_(*this),
      pauses_(random_stream(options.air.seed, "resend-pause")) {
    workers_.reserve(static_cast<std::size_t>(options_.workers));
    for (int worker = 0; worker < options_.workers; ++worker) {
        workers_.emplace_back(*this, worker);
    }
}

std::unique_ptr<ChannelAccess> CellMedium::make_access(const CellOptions& options) const {
    const RadioProfile& radio = rules_.radio;
    if (!rules_.is_dcf()) {
        return std::make_unique<Csma802154>(options.air.workers, rules_.window_min, rules_.window_max,
                                            radio.voice_window, options.air.seed);
    }
    const Dcf::Timing timing{
        radio.sifs,        radio.slot,        radio.cca,         options.eifs ? rules_.error_gap : SimTime{0},
        rules_.window_min, rules_.window_max, radio.voice_window};
    return std::make_unique<Dcf>(options.air.workers, timing, options.air.seed);
}

WorkerRadio& CellMedium::worker(int worker) {
    return workers_.at(static_cast<std::size_t>(worker));
}

void CellMedium::switch_off(int node) {
    if (node != kServer) {
        workers_.at(static_cast<std::size_t>(node)).switch_off();
        return;
    }
    if (!server_.is_on()) {
        return;
    }
    server_.switch_off();
    for (CellWorker& worker : workers_) {
        worker.server_forgot();
    }
    for (const CellFrame& unsent : air_.silence(kServer)) {
        if (unsent.kind == CellFrame::Kind::kAck) {
            at(unsent.to).missed(unsent, retry_from(clock_.now()));
        }
    }
}

void CellMedium::switch_on(int node) {
    if (node != kServer) {
        workers_.at(static_cast<std::size_t>(node)).switch_on();
    } else if (!server_.is_on()) {
        server_.switch_on();
    }
}

std::optional<CellFrame> CellMedium::frame_of(int node) {
    return node == kServer ? server_.frame() : at(node).frame();
}

void CellMedium::gave_up(int node, SimTime at) {
    if (node == kServer) {
        server_.found_channel_busy(at);
    } else {
        workers_[static_cast<std::size_t>(node)].found_channel_busy(at);
    }
}

void CellMedium::frame_over(const CellFrame& frame) {
    switch (frame.kind) {
        case CellFrame::Kind::kData:
            return data_over(frame);
        case CellFrame::Kind::kAck:
            return ack_over(frame);
        case CellFrame::Kind::kModel:
            return model_over(frame);
    }
}

void CellMedium::data_over(const CellFrame& frame) {
    CellJob* job = at(frame.node).job(frame.serial);
    if (job == nullptr) {
        return;  // its sender went off meanwhile
    }
    const bool arrives = server_.hears_since(frame.start) && server_decodes(frame) && !channel_.drops();
    if (arrives) {
        acknowledge(frame);
        piece_arrived(*job, frame.piece);
    } else {
        if (!frame.is_contested) {  // others decoded it, and leave room for the acknowledgement
            air_.keep_off_until(frame.end + rules_.radio.sifs + rules_.ack_air);
        }
        at(frame.node).missed(frame, retry_from(frame.end));
    }
    if (options_.overhearing == Overhearing::kOn && frame.update) {
        overhear(frame);
    }
}

void CellMedium::acknowledge(const CellFrame& frame) {
    CellFrame ack;
    ack.kind = CellFrame::Kind::kAck;
    ack.node = kServer;
    ack.to = frame.node;
    ack.serial = frame.serial;
    ack.piece = frame.piece;
    ack.size = rules_.radio.ack;
    ack.mode = &rules_.control;
    const SimTime start = frame.end + rules_.radio.sifs;
    server_.sends_until(start + rules_.ack_air);
    air_.respond(start, ack);
}

void CellMedium::piece_arrived(CellJob& job, std::uint16_t piece) {
    if (job.has_arrived[piece]) {
        return;  // its acknowledgement was lost
    }
    job.has_arrived[piece] = true;
    if (++job.arrived < job.count) {
        return;
    }
    // What is called may end the job: the message is kept apart.
    const UpdateId update = job.update;
    const CellJob::Kind kind = job.kind;
    const bool others_want_it = options_.overhearing == Overhearing::kOn;
    const std::vector<std::byte> message = others_want_it ? job.message : std::move(job.message);
    switch (kind) {
        case CellJob::Kind::kUpdate:
            return server_.hear_update(update, message);
        case CellJob::Kind::kRequest:
            return server_.hear_request(update.worker, message);
        case CellJob::Kind::kRepair:
            return server_.hear_repair(update.worker);
    }
}

void CellMedium::ack_over(const CellFrame& frame) {
    CellWorker& worker = at(frame.to);
    const bool is_sent = server_.is_on();
    if (is_sent && worker.hears_since(frame.start) && worker_decodes(frame.to, frame, air_.overlapping(frame))) {
        worker.acknowledged(frame.serial, frame.piece);
        return;
    }
    const SimTime after_error = frame.end + rules_.error_gap + rules_.best_effort_gap;
    worker.missed(frame, rules_.is_dcf() ? after_error : retry_from(frame.start - rules_.radio.sifs));
}

bool CellMedium::tell_crowd(CrowdListener& listener) {
    if (options_.downlink_repair == DownlinkRepair::kAsk || options_.overhearing == Overhearing::kOn) {
        return false;
    }
    for (CellWorker& worker : workers_) {
        worker.listen(listener);
    }
    crowd_.emplace(listener);
    air_.meter().tell_together();
    return true;
}

void CellMedium::crowd_model_over(const CellFrame& frame) {
    const auto model = server_.newest();
    if (model && model->serial == frame.serial) {
        crowd_->piece(model->serial, model->count, model->message, who_missed(frame));
    }
    server_.piece_over(frame);
}

std::vector<int> CellMedium::who_missed(const CellFrame& frame) {
    const auto others = air_.overlapping(frame);
    std::vector<int> missed;
    const auto look_at = [&](int index) {
        if (misses(index, frame, others)) {
            missed.push_back(index);
        }
    };
    if (channel_.is_steady() && others.empty() && !frame.meets_foreign) {
        const auto& doubtful = crowd_->doubtful(channel_, options_.workers, *frame.mode, frame.size);
        std::for_each(doubtful.begin(), doubtful.end(), look_at);
    } else {
        for (int index = 0; index < options_.workers; ++index) {
            look_at(index);
        }
    }
    return missed;
}

bool CellMedium::misses(int worker, const CellFrame& frame, const std::vector<const CellFrame*>& others) {
    return !at(worker).hears_since(frame.start) || !worker_decodes(worker, frame, others) || channel_.drops();
}

void CellMedium::model_over(const CellFrame& frame) {
    if (crowd_) {
        crowd_model_over(frame);
        return;
    }
    const auto model = server_.newest();
    if (model && model->serial == frame.serial) {
        const auto others = air_.overlapping(frame);
        for (int index = 0; index < options_.workers; ++index) {
            CellWorker& worker = at(index);
            if (!misses(index, frame, others)) {
                worker.got_model(model->serial, frame.piece, model->count, model->message);
            }
        }
    }
    server_.piece_over(frame);
}

void CellMedium::overhear(const CellFrame& frame) {
    const auto others = air_.overlapping(frame);
    CellJob* job = at(frame.node).job(frame.serial);
    if (job == nullptr || others.size() > kMostOverheardAtOnce) {
        return;
    }
    job->overheard.resize(static_cast<std::size_t>(options_.workers), std::vector<bool>());
    std::vector<int> complete;
    for (int index = 0; index < options_.workers; ++index) {
        const bool hears = index != frame.node && at(index).hears_since(frame.start);
        if (hears && worker_decodes(index, frame, others) && !channel_.drops() &&
            job->overhears_last_piece(index, frame.piece)) {
            complete.push_back(index);
        }
    }
    const std::vector<std::byte> message = complete.empty() ? std::vector<std::byte>() : job->message;
    for (const int index : complete) {
        at(index).overhears(*frame.update, message);
    }
}

Watts CellMedium::others_at(int worker, const CellFrame& frame, const std::vector<const CellFrame*>& others) {
    Watts sum = frame.meets_foreign ? channel_.foreign_power(worker, frame.start) : Watts{0};
    for (const CellFrame* other : others) {
        sum += channel_.mean_power(other->node, worker, frame.start);
    }
    return sum;
}

bool CellMedium::is_too_late(int receiver, const CellFrame& frame, const std::vector<const CellFrame*>& others) {
    for (const CellFrame* other : others) {
        if (other->start + rules_.lock_time < frame.start &&
            channel_.notices(receiver == kServer ? other->at_server
                                                 : channel_.mean_power(other->node, receiver, other->start))) {
            return true;
        }
    }
    return false;
}

bool CellMedium::server_decodes(const CellFrame& frame) {
    if (frame.is_contested && is_too_late(kServer, frame, air_.overlapping(frame))) {
        return false;
    }
    const Watts foreign = frame.meets_foreign ? channel_.foreign_power(kServer, frame.start) : Watts{0};
    return channel_.decodes(frame.at_server, frame.others + foreign, *frame.mode, frame.size);
}

bool CellMedium::worker_decodes(int worker, const CellFrame& frame, const std::vector<const CellFrame*>& others) {
    if (sends_among(others, worker) || is_too_late(worker, frame, others)) {
        return false;
    }
    const Watts signal = channel_.frame_power(frame.node, worker, frame.start);
    return channel_.decodes(signal, others_at(worker, frame, others), *frame.mode, frame.size);
}

SimTime CellMedium::retry_from(SimTime data_end) const {
    return data_end + rules_.ack_timeout + (rules_.is_dcf() ? rules_.best_effort_gap : SimTime{0});
}

SimTime CellMedium::pause(int node, int attempt) {
    const auto most = static_cast<double>(rules_.longest_pause(node, attempt).count());
    return SimTime{static_cast<std::int64_t>(uniform_draw(pauses_) * most)};
}

void check_cell(const CellOptions& options) {
    (void)CellRules(options);
}

std::unique_ptr<Medium> make_cell(const CellOptions& options, Clock& clock, Sink& sink) {
    return std::make_unique<CellMedium>(options, clock, sink);
}

}  // namespace ogsim
