#include "src/network/lrwpan/lrwpan_server.h"

#include <algorithm>
#include <cmath>

#include "src/network/places.h"

namespace ogsim::lrwpan {
namespace {

constexpr double kLightSpeed = 299792458.0;  // m/s

/// No longer than that to any worker.
SimTime propagation(const AirOptions& air) {
    return SimTime{static_cast<std::int64_t>(std::ceil(1e9 * farthest(air).si / kLightSpeed))};
}

}  // namespace

LrwpanServer::LrwpanServer(const LrwpanOptions& options, Clock& clock, Sink& sink)
    : Station(kServer, options, clock, sink),
      from_(static_cast<std::size_t>(options.air.workers),
            Inbox{Assembly(options.piece), Assembly(options.piece), Assembly(options.piece)}) {}

void LrwpanServer::broadcast(std::int64_t round, Payload message) {
    if (!is_alive()) {
        return;
    }
    ++broadcasts_;
    round_ = round;
    model_ = pieces(PieceKind::kModel, broadcasts_, message, options_.piece);
    model_size_ = Bytes{static_cast<std::int64_t>(message.size())};
    withdraw_jobs([](const Job& job) { return job.is_repair; });
    submit({.kind = PieceKind::kModel, .serial = broadcasts_, .frames = model_});
}

bool LrwpanServer::has(UpdateId update) const {
    const Assembly& from = from_[static_cast<std::size_t>(update.worker)].update;
    return from.has(update.round % PieceHeader::kSerials);
}

bool LrwpanServer::has(int worker, PieceKind kind, std::int64_t serial, std::uint16_t index) const {
    const Inbox& from = from_[static_cast<std::size_t>(worker)];
    const Assembly& box = kind == PieceKind::kUpdate ? from.update : kind == PieceKind::kAsk ? from.ask : from.request;
    return box.has(serial % PieceHeader::kSerials, index);
}

void LrwpanServer::heard(int from, const PieceHeader& header, Payload frame) {
    if (from < 0 || from >= options_.air.workers || header.kind == PieceKind::kModel) {
        return;
    }
    Inbox& box = from_[static_cast<std::size_t>(from)];
    const bool is_update = header.kind == PieceKind::kUpdate;
    Assembly& into = is_update ? box.update : header.kind == PieceKind::kAsk ? box.ask : box.request;
    if (into.add(header, frame) == Assembly::News::kNothing || !into.is_whole()) {
        return;
    }
    if (header.kind == PieceKind::kAsk) {
        repair(into.message());
    } else if (listener_ != nullptr && is_update) {
        listener_->on_update({from, header.serial}, into.message());
    } else if (listener_ != nullptr) {
        listener_->on_request(from, into.message());
    }
}

// An ask: the broadcast's number modulo 2^16, and the indices. Pieces that are about to be repeated anyway are not
// added.
void LrwpanServer::repair(Payload asked) {
    const std::vector<std::uint16_t> wanted = indices(asked);
    if (wanted.empty() || wanted.front() != static_cast<std::uint16_t>(broadcasts_ & 0xffff)) {
        return;
    }
    Job job{.kind = PieceKind::kModel, .serial = broadcasts_, .is_repair = true};
    for (std::size_t i = 1; i < wanted.size(); ++i) {
        const auto is_coming = [&](const Job& other) {
            const auto rest = other.frames.begin() + static_cast<std::ptrdiff_t>(other.next);
            return other.serial == broadcasts_ &&
                   std::find(rest, other.frames.end(), model_[wanted[i]]) != other.frames.end();
        };
        if (wanted[i] < model_.size() && std::none_of(jobs().begin(), jobs().end(), is_coming)) {
            job.frames.push_back(model_[wanted[i]]);
        }
    }
    if (!job.frames.empty()) {
        submit(std::move(job));
    }
}

void LrwpanServer::goes_on_air(const Job& job, SimTime start, SimTime end) {
    if (job.is_repair) {
        return;
    }
    if (job.next == 0) {
        broadcast_start_ = start;
    }
    if (job.next + 1 == job.frames.size()) {
        broadcast_end_ = clock_.call_at(end + propagation(options_.air), [this, end] {
            if (!is_alive()) {
                return;
            }
            sink_.on(ModelSent{.round = round_, .start = broadcast_start_, .end = end, .size = model_size_});
            if (listener_ != nullptr) {
                listener_->on_broadcast_sent();
            }
        });
    }
}

void LrwpanServer::dies() {
    clock_.cancel(broadcast_end_);
    for (Inbox& box : from_) {
        box.update.forget();
        box.request.forget();
        box.ask.forget();
    }
}

}  // namespace ogsim::lrwpan
