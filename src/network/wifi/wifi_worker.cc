#include "src/network/wifi/wifi_worker.h"

#include <algorithm>

#include "model/random/stream.h"
#include "ns3/mac48-address.h"
#include "ns3/wifi-mac-queue.h"
#include "ns3/wifi-mpdu.h"

namespace ogsim {
namespace {

constexpr std::uint8_t kBestEffort = 0;                          // user priority of IEEE 802.1D
constexpr SimTime kFirstPause = std::chrono::microseconds(500);  // assumed: a few frame exchanges

}  // namespace

WifiWorker::WifiWorker(int worker, const WifiOptions& options, const WifiServer& server,
                       const ns3::Address& server_address, Clock& clock, Sink& sink)
    : WifiStation(worker, clock, sink),
      options_(options),
      server_(server),
      server_address_(server_address),
      pauses_(random_stream(options.air.seed, "resend-pause", static_cast<std::uint64_t>(worker))) {}

void WifiWorker::attach(ns3::Ptr<ns3::WifiNetDevice> device, const WifiStandardRow& standard) {
    WifiStation::attach(device, standard);
    const ns3::Ptr<ns3::WifiMac> mac = device->GetMac();
    mac->TraceConnectWithoutContext("AckedMpdu", ns3::MakeCallback(&WifiWorker::on_acknowledged, this));
    mac->TraceConnectWithoutContext("MpduResponseTimeout", ns3::MakeCallback(&WifiWorker::on_no_acknowledgement, this));
    mac->TraceConnectWithoutContext("DroppedMpdu", ns3::MakeCallback(&WifiWorker::on_dropped, this));
}

void WifiWorker::send(UpdateId update, Payload message) {
    if (!is_alive()) {
        tell(update, SendOutcome::kFailed);
        return;
    }
    Transfer transfer{update, {}, 0, {}, {}};
    for (auto& frame : fragments(MessageKind::kUpdate, update, message, options_.fragment)) {
        transfer.pieces.push_back({std::move(frame)});
    }
    transfers_.push_back(std::move(transfer));
    for (const Piece& piece : transfers_.back().pieces) {
        transmit(piece.frame, server_address_, kBestEffort);
    }
}

void WifiWorker::withdraw() {
    std::vector<UpdateId> open;
    for (const Transfer& transfer : transfers_) {
        open.push_back(transfer.update);
    }
    for (const UpdateId update : open) {
        end(*transfer(update), SendOutcome::kWithdrawn);
    }
}

void WifiWorker::heard(const FragmentHeader& header, Payload frame) {
    if (header.kind != MessageKind::kModel || listener_ == nullptr) {
        return;
    }
    const Reassembly::News news = model_.add(header, frame);
    if (news == Reassembly::News::kBegun) {
        listener_->on_broadcast_begins();
    }
    if (news != Reassembly::News::kNothing && model_.is_whole()) {
        listener_->on_broadcast(model_.message());
    }
}

bool WifiWorker::goes_on_air(const FragmentHeader& header, SimTime /*start*/, SimTime /*end*/) {
    Transfer* sent = transfer(header.update);
    if (sent == nullptr) {
        return false;
    }
    sent->on_air = header.index;
    return sent->pieces[header.index].resent > 0;
}

void WifiWorker::on_acknowledged(ns3::Ptr<const ns3::WifiMpdu> frame) {
    const auto header = fragment_header(frame->GetPacket());
    Transfer* sent = header ? transfer(header->update) : nullptr;
    if (sent == nullptr || sent->pieces[header->index].is_acknowledged) {
        return;
    }
    sent->on_air.reset();
    sent->pieces[header->index].is_acknowledged = true;
    ++sent->acknowledged;
    settle(*sent);
}

// Both traces fire from inside the MAC, which then goes on with the frame: act when it has finished.
void WifiWorker::on_no_acknowledgement(std::uint8_t /*reason*/, ns3::Ptr<const ns3::WifiMpdu> frame,
                                       const ns3::WifiTxVector& /*vector*/) {
    if (const auto header = fragment_header(frame->GetPacket()); header && is_alive()) {
        later([this, header] { after_miss(header->update, header->index); });
    }
}

void WifiWorker::on_dropped(ns3::WifiMacDropReason /*reason*/, ns3::Ptr<const ns3::WifiMpdu> frame) {
    if (const auto header = fragment_header(frame->GetPacket()); header && is_alive()) {
        later([this, header] { after_drop(header->update, header->index); });
    }
}

WifiWorker::Transfer* WifiWorker::transfer(UpdateId update) {
    const auto found = std::find_if(transfers_.begin(), transfers_.end(),
                                    [update](const Transfer& each) { return each.update == update; });
    return found == transfers_.end() ? nullptr : &*found;
}

void WifiWorker::after_miss(UpdateId update, std::uint16_t index) {
    Transfer* missed = transfer(update);
    if (missed == nullptr || missed->on_air != index) {
        return;
    }
    missed->on_air.reset();
    if (missed->ending) {
        purge(*missed);
        settle(*missed);
    }
}

void WifiWorker::after_drop(UpdateId update, std::uint16_t index) {
    Transfer* dropped = transfer(update);
    if (dropped == nullptr || dropped->ending) {
        return;
    }
    Piece& piece = dropped->pieces[index];
    if (piece.resent >= options_.air.retries) {
        end(*dropped, SendOutcome::kFailed);
        return;
    }
    piece.resend = clock_.call_at(clock_.now() + pause(piece.resent), [this, update, index] { resend(update, index); });
    ++piece.resent;
}

void WifiWorker::resend(UpdateId update, std::uint16_t index) {
    if (const Transfer* dropped = transfer(update); is_alive() && dropped != nullptr) {
        transmit(dropped->pieces[index].frame, server_address_, kBestEffort);
    }
}

void WifiWorker::end(Transfer& transfer, SendOutcome ending) {
    if (!transfer.ending) {
        transfer.ending = ending;
        purge(transfer);
        settle(transfer);
    }
}

// Takes out of the MAC's queue what is not on the air: that one the MAC still needs.
void WifiWorker::purge(Transfer& transfer) {
    for (Piece& piece : transfer.pieces) {
        clock_.cancel(piece.resend);
    }
    const ns3::Ptr<ns3::WifiMacQueue> queue = device_->GetMac()->GetTxopQueue(ns3::AC_BE);
    const ns3::Mac48Address to = ns3::Mac48Address::ConvertFrom(server_address_);
    std::vector<ns3::Ptr<const ns3::WifiMpdu>> found;
    for (ns3::Ptr<const ns3::WifiMpdu> frame = queue->PeekByTidAndAddress(kBestEffort, to); frame;
         frame = queue->PeekByTidAndAddress(kBestEffort, to, frame)) {
        const auto header = fragment_header(frame->GetPacket());
        if (header && header->update == transfer.update && transfer.on_air != header->index && !frame->IsInFlight()) {
            found.push_back(frame);
        }
    }
    for (const auto& frame : found) {
        queue->Remove(frame);
    }
}

void WifiWorker::settle(Transfer& transfer) {
    const UpdateId update = transfer.update;
    const bool is_through = transfer.acknowledged == transfer.pieces.size();
    if (!is_through && (!transfer.ending || transfer.on_air)) {
        return;
    }
    SendOutcome outcome = is_through ? SendOutcome::kAcknowledged : *transfer.ending;
    if (outcome == SendOutcome::kWithdrawn && server_.has(update)) {
        outcome = SendOutcome::kFailed;  // it got through, and only the acknowledgement was lost
    }
    std::erase_if(transfers_, [update](const Transfer& each) { return each.update == update; });
    tell(update, outcome);
}

void WifiWorker::dies() {
    for (Transfer& transfer : transfers_) {
        purge(transfer);
        tell(transfer.update, SendOutcome::kFailed);
    }
    transfers_.clear();
}

void WifiWorker::tell(UpdateId update, SendOutcome outcome) {
    later([this, update, outcome] {
        if (listener_ != nullptr) {
            listener_->on_outcome(update, outcome);
        }
    });
}

// Uniform in [0, 500 us * 2^attempt).
SimTime WifiWorker::pause(int attempt) {
    const double uniform = static_cast<double>(pauses_() >> 11U) * 0x1p-53;
    return SimTime{
        static_cast<std::int64_t>(uniform * static_cast<double>(kFirstPause.count() << std::min(attempt, 10)))};
}

}  // namespace ogsim
