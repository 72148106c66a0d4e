#include "src/network/lrwpan/lrwpan_worker.h"

#include <algorithm>

#include "ns3/lr-wpan-mac-header.h"
#include "ns3/lr-wpan-mac-trailer.h"
#include "ns3/lr-wpan-mac.h"
#include "src/network/lrwpan/timing.h"

namespace ogsim::lrwpan {

LrwpanWorker::LrwpanWorker(int worker, const LrwpanOptions& options, const LrwpanServer& server, Clock& clock,
                           Sink& sink)
    : Station(worker, options, clock, sink), server_(server), model_(options.piece) {
    if (options.air.overhearing == Overhearing::kOn) {
        others_.assign(static_cast<std::size_t>(options.air.workers), Assembly(options.piece));
    }
}

void LrwpanWorker::attach(ns3::Ptr<ns3::LrWpanNetDevice> device, ns3::Ptr<EarPhy> phy) {
    Station::attach(device, phy);
    if (!others_.empty()) {
        device->GetMac()->TraceConnectWithoutContext("MacPromiscRx", ns3::MakeCallback(&LrwpanWorker::overhear, this));
    }
}

void LrwpanWorker::send(UpdateId update, Payload message) {
    if (!is_alive()) {
        tell(update, SendOutcome::kFailed);
        return;
    }
    submit({.kind = PieceKind::kUpdate,
            .serial = update.round,
            .update = update,
            .frames = pieces(PieceKind::kUpdate, update.round, message, options_.piece)});
}

void LrwpanWorker::withdraw() {
    withdraw_jobs([](const Job& job) { return job.kind == PieceKind::kUpdate && !job.is_withdrawn; });
}

void LrwpanWorker::request(Payload message) {
    if (!is_alive()) {
        return;
    }
    std::erase_if(jobs(), [this](const Job& job) {
        return job.kind == PieceKind::kRequest && job.next == 0 && !is_at_mac(job) && &job != &jobs().front();
    });
    ++requests_;
    submit({.kind = PieceKind::kRequest,
            .serial = requests_,
            .frames = pieces(PieceKind::kRequest, requests_, message, options_.piece)},
           Place::kNext);
}

void LrwpanWorker::sleep() {
    if (is_alive()) {
        stop_asking();
        sleep_when_free();
    }
}

void LrwpanWorker::ended(const Job& job, bool is_through) {
    if (!job.update) {
        return;
    }
    // What all pieces were acknowledged of may yet not be whole: where the server crashed in between.
    const bool has_arrived = server_.has(*job.update);
    const bool is_withdrawn = job.is_withdrawn && !has_arrived;
    tell(*job.update, is_through && has_arrived ? SendOutcome::kAcknowledged
                      : is_withdrawn            ? SendOutcome::kWithdrawn
                                                : SendOutcome::kFailed);
}

bool LrwpanWorker::is_received(const Job& job) const {
    return server_.has(node_, job.kind, job.serial, static_cast<std::uint16_t>(job.next));
}

void LrwpanWorker::dies() {
    stop_asking();
    model_.forget();
    for (Assembly& other : others_) {
        other.forget();
    }
}

void LrwpanWorker::tell(UpdateId update, SendOutcome outcome) {
    later([this, update, outcome] {
        if (listener_ != nullptr) {
            listener_->on_outcome(update, outcome);
        }
    });
}

void LrwpanWorker::heard(int from, const PieceHeader& header, Payload frame) {
    if (from != kServer || header.kind != PieceKind::kModel) {
        return;
    }
    const Assembly::News news = model_.add(header, frame);
    if (news == Assembly::News::kNothing) {
        return;
    }
    stop_asking();
    asked_in_vain_ = 0;
    if (news == Assembly::News::kBegun && listener_ != nullptr) {
        listener_->on_broadcast_begins();
    }
    if (!model_.is_whole()) {
        await_missing(header);
    } else if (listener_ != nullptr) {
        listener_->on_broadcast(model_.message());
    }
}

void LrwpanWorker::await_missing(const PieceHeader& last_heard) {
    if (options_.air.downlink_repair == DownlinkRepair::kAsk) {
        const bool is_over = last_heard.index + 1 == last_heard.count;
        const SimTime wait = is_over ? random_wait() : airtime(kLongestPsdu) + contention(options_) + random_wait();
        ask_ = clock_.call_at(clock_.now() + wait, [this] { ask(); });
    }
}

void LrwpanWorker::ask() {
    ask_ = 0;
    if (!is_awake() || asked_in_vain_ > options_.air.retries) {
        return;
    }
    ++asked_in_vain_;
    std::vector<std::uint16_t> wanted = model_.missing();
    wanted.insert(wanted.begin(), static_cast<std::uint16_t>(model_.serial() & 0xffff));
    wanted.resize(std::min(wanted.size(), static_cast<std::size_t>(options_.piece.count / 2)));
    ++asks_;
    submit({.kind = PieceKind::kAsk,
            .serial = asks_,
            .frames = pieces(PieceKind::kAsk, asks_, index_bytes(wanted), options_.piece)},
           Place::kNext);
    // Once more where nothing comes: the server answers at once, if it has nothing else to say.
    const SimTime answer = 2 * (airtime(kLongestPsdu) + contention(options_)) + random_wait();
    ask_ = clock_.call_at(clock_.now() + answer, [this] { ask(); });
}

void LrwpanWorker::stop_asking() {
    clock_.cancel(std::exchange(ask_, 0));
    withdraw_jobs([](const Job& job) { return job.kind == PieceKind::kAsk && !job.is_withdrawn; });
}

SimTime LrwpanWorker::random_wait() {
    const SimTime longest =
        ((std::int64_t{1} << options_.max_be) - (std::int64_t{1} << options_.min_be)) * kUnitBackoff;
    return SimTime{static_cast<std::int64_t>(uniform() * static_cast<double>(longest.count()))};
}

void LrwpanWorker::overhear(ns3::Ptr<const ns3::Packet> psdu) {
    if (!is_awake()) {
        return;
    }
    const ns3::Ptr<ns3::Packet> packet = psdu->Copy();
    ns3::LrWpanMacTrailer trailer;
    packet->RemoveTrailer(trailer);
    ns3::LrWpanMacHeader mac;
    packet->RemoveHeader(mac);
    if (!mac.IsData()) {
        return;
    }
    const auto from = node_of(mac.GetShortSrcAddr());
    std::vector<std::byte> frame(packet->GetSize());
    packet->CopyData(reinterpret_cast<std::uint8_t*>(frame.data()), packet->GetSize());
    const auto header = piece_header(frame);
    if (!from || *from < 0 || *from >= options_.air.workers || !header || header->kind != PieceKind::kUpdate) {
        return;
    }
    Assembly& other = others_[static_cast<std::size_t>(*from)];
    if (other.add(*header, frame) != Assembly::News::kNothing && other.is_whole() && listener_ != nullptr) {
        listener_->on_overheard({*from, header->serial}, other.message());
    }
}

}  // namespace ogsim::lrwpan
