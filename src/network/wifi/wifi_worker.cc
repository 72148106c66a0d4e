#include "src/network/wifi/wifi_worker.h"

#include <algorithm>
#include <utility>

#include "model/random/stream.h"
#include "ns3/mac48-address.h"
#include "ns3/wifi-mpdu.h"
#include "ns3/wifi-psdu.h"
#include "src/network/wifi/radio_gate.h"

namespace ogsim {
namespace {

constexpr std::uint8_t kBestEffort = 0;                          // user priority of IEEE 802.1D
constexpr SimTime kPatience = std::chrono::milliseconds(20);     // assumed: well above one piece of a broadcast
constexpr int kAskingSpread = 2;                                 // workers that missed the same ask within 2 ms
constexpr SimTime kStay = std::chrono::microseconds(100);        // who is due within it stays on the channel
constexpr SimTime kFirstPause = std::chrono::microseconds(500);  // assumed: a few frame exchanges

}  // namespace

WifiWorker::WifiWorker(int worker, const WifiOptions& options, const WifiServer& server,
                       const ns3::Address& server_address, Clock& clock, Sink& sink)
    : WifiStation(worker, options.air, clock, sink),
      options_(options),
      server_(server),
      server_address_(server_address),
      pauses_(random_stream(options.air.seed, "resend-pause", static_cast<std::uint64_t>(worker))) {}

void WifiWorker::attach(ns3::Ptr<ns3::WifiNetDevice> device, const WifiStandardRow& standard) {
    WifiStation::attach(device, standard);
    const ns3::Ptr<ns3::WifiMac> mac = device->GetMac();
    mac->TraceConnectWithoutContext("AckedMpdu", ns3::MakeCallback(&WifiWorker::on_acknowledged, this));
    mac->TraceConnectWithoutContext("NAckedMpdu", ns3::MakeCallback(&WifiWorker::on_not_acknowledged, this));
    mac->TraceConnectWithoutContext("PsduResponseTimeout",
                                    ns3::MakeCallback(&WifiWorker::on_no_block_acknowledgement, this));
    mac->TraceConnectWithoutContext("MpduResponseTimeout", ns3::MakeCallback(&WifiWorker::on_no_acknowledgement, this));
    mac->TraceConnectWithoutContext("DroppedMpdu", ns3::MakeCallback(&WifiWorker::on_dropped, this));
}

void WifiWorker::send(UpdateId update, Payload message) {
    if (is_alive()) {
        start(MessageKind::kUpdate, update, message);
    } else {
        tell(update, SendOutcome::kFailed);
    }
}

void WifiWorker::request(Payload message) {
    if (is_alive()) {
        end_all(MessageKind::kRequest);
        start(MessageKind::kRequest, {node_, ++requests_}, message);
    }
}

void WifiWorker::start(MessageKind kind, UpdateId update, Payload message) {
    come_on_the_channel();
    Transfer transfer{kind, update, {}, 0, {}};
    for (auto& frame : fragments(kind, update, message, options_.fragment)) {
        transfer.pieces.push_back({std::move(frame)});
    }
    transfers_.push_back(std::move(transfer));
    for (const Piece& piece : transfers_.back().pieces) {
        transmit(piece.frame, server_address_, kBestEffort);
    }
}

/// A radio that sleeps is on the channel, and hears nothing.
void WifiWorker::sleep() {
    come_on_the_channel();
    sleep_soon();
}

SimTime WifiWorker::time_until_on() const {
    return gate_ == nullptr ? SimTime{0} : gate_->time_until_on(node_);
}

void WifiWorker::begins_to_send() {
    if (gate_ != nullptr) {
        gate_->put_on_at_once(node_);
    }
}

void WifiWorker::come_on_the_channel() {
    if (gate_ != nullptr) {
        gate_->put_on(node_);
    }
}

bool WifiWorker::may_leave() {
    if (!is_alive() || !transfers_.empty() || asking_ != 0 || idle_clock().is_frozen()) {
        return false;
    }
    const std::optional<SimTime> next = idle_clock().next_act();
    return (!next || *next > clock_.now() + kStay) && is_at_rest() && !server_.owes(device_->GetMac()->GetAddress());
}

void WifiWorker::withdraw() {
    end_all(MessageKind::kUpdate);
}

void WifiWorker::end_all(MessageKind kind) {
    std::vector<UpdateId> open;
    for (const Transfer& transfer : transfers_) {
        if (transfer.kind == kind) {
            open.push_back(transfer.update);
        }
    }
    for (const UpdateId update : open) {
        end(*transfer(kind, update), SendOutcome::kWithdrawn);
    }
}

void WifiWorker::heard(const FragmentHeader& header, Payload frame) {
    if (header.kind != MessageKind::kModel || listener_ == nullptr) {
        return;
    }
    const Reassembly::News news = model_.add(header, frame);
    if (news == Reassembly::News::kBegun) {
        asked_ = 0;
        listener_->on_broadcast_begins();
    }
    watch_for_gaps(header.index + 1 == header.count);
    if (news != Reassembly::News::kNothing && model_.is_whole()) {
        listener_->on_broadcast(model_.message());
    }
}

void WifiWorker::overheard(const FragmentHeader& header, Payload frame) {
    const int other = header.update.worker;
    if (options_.air.overhearing != Overhearing::kOn || header.kind != MessageKind::kUpdate || other < 0 ||
        other >= options_.air.workers || listener_ == nullptr) {
        return;
    }
    others_.resize(static_cast<std::size_t>(options_.air.workers));
    Reassembly& from = others_[static_cast<std::size_t>(other)];
    if (from.add(header, frame) != Reassembly::News::kNothing && from.is_whole()) {
        listener_->on_overheard(header.update, from.message());
    }
}

void WifiWorker::watch_for_gaps(bool was_last_piece) {
    clock_.cancel(std::exchange(asking_, 0));
    if (options_.air.downlink_repair == DownlinkRepair::kAsk && !model_.is_whole() && asked_ <= options_.air.retries) {
        const SimTime wait = was_last_piece ? SimTime{0} : kPatience;
        asking_ = clock_.call_at(clock_.now() + wait + pause(kAskingSpread), [this] { ask_for_missing(); });
    }
}

void WifiWorker::ask_for_missing() {
    asking_ = 0;
    if (!is_alive() || is_asleep()) {
        return;
    }
    std::vector<std::byte> missing((model_.has().size() + 7) / 8);
    for (std::size_t i = 0; i < model_.has().size(); ++i) {
        missing[i / 8] |= std::byte{!model_.has()[i]} << (i % 8);
    }
    const UpdateId question{node_, model_.round()};
    end_all(MessageKind::kMissing);
    if (transfer(MessageKind::kMissing, question) == nullptr) {  // else the last one is still on the air
        start(MessageKind::kMissing, question, missing);
        ++asked_;
    }
    watch_for_gaps(false);
}

bool WifiWorker::goes_on_air(const FragmentHeader& header, SimTime /*start*/, SimTime /*end*/) {
    Transfer* sent = transfer(header);
    if (sent == nullptr) {
        return false;
    }
    sent->pieces[header.index].is_on_air = true;
    return sent->pieces[header.index].resent > 0;
}

void WifiWorker::on_acknowledged(ns3::Ptr<const ns3::WifiMpdu> frame) {
    const auto header = fragment_header(frame->GetPacket());
    Transfer* sent = header ? transfer(*header) : nullptr;
    if (sent == nullptr || sent->pieces[header->index].is_acknowledged) {
        return;
    }
    sent->pieces[header->index].is_on_air = false;
    sent->pieces[header->index].is_acknowledged = true;
    ++sent->acknowledged;
    settle(*sent);
}

// The traces fire from inside the MAC, which then goes on with the frame: act when it has finished.
void WifiWorker::on_not_acknowledged(ns3::Ptr<const ns3::WifiMpdu> frame) {
    if (const auto header = fragment_header(frame->GetPacket()); header && is_alive()) {
        later([this, header, frame] { after_miss(*header, frame); });
    }
}

void WifiWorker::on_no_acknowledgement(std::uint8_t /*reason*/, ns3::Ptr<const ns3::WifiMpdu> frame,
                                       const ns3::WifiTxVector& /*vector*/) {
    on_not_acknowledged(frame);
}

void WifiWorker::on_no_block_acknowledgement(std::uint8_t /*reason*/, ns3::Ptr<const ns3::WifiPsdu> frames,
                                             const ns3::WifiTxVector& /*vector*/) {
    for (const ns3::Ptr<ns3::WifiMpdu>& frame : *frames) {
        on_not_acknowledged(frame);
    }
}

void WifiWorker::on_dropped(ns3::WifiMacDropReason /*reason*/, ns3::Ptr<const ns3::WifiMpdu> frame) {
    if (const auto header = fragment_header(frame->GetPacket()); header && is_alive()) {
        later([this, header] { after_drop(*header); });
    }
}

WifiWorker::Transfer* WifiWorker::transfer(const FragmentHeader& header) {
    return transfer(header.kind, header.update);
}

WifiWorker::Transfer* WifiWorker::transfer(MessageKind kind, UpdateId update) {
    const auto found = std::find_if(transfers_.begin(), transfers_.end(), [kind, update](const Transfer& each) {
        return each.kind == kind && each.update == update;
    });
    return found == transfers_.end() ? nullptr : &*found;
}

// In flight still: the MAC will ask by a block acknowledgement request what has arrived.
void WifiWorker::after_miss(const FragmentHeader& header, ns3::Ptr<const ns3::WifiMpdu> frame) {
    Transfer* missed = transfer(header);
    if (missed == nullptr) {
        take_back(ns3::AC_BE, server_address_, [header](const FragmentHeader& each) {
            return each.kind == header.kind && each.update == header.update;
        });
        return;
    }
    if (frame->IsInFlight() || missed->pieces[header.index].is_acknowledged) {
        return;
    }
    missed->pieces[header.index].is_on_air = false;
    if (missed->ending) {
        purge(*missed);
        settle(*missed);
    }
}

void WifiWorker::after_drop(const FragmentHeader& header) {
    Transfer* dropped = transfer(header);
    if (dropped == nullptr) {
        return;
    }
    Piece& piece = dropped->pieces[header.index];
    piece.is_on_air = false;
    if (dropped->ending || piece.is_acknowledged) {
        settle(*dropped);
        return;
    }
    if (piece.resent >= options_.air.retries) {
        end(*dropped, SendOutcome::kFailed);
        return;
    }
    piece.resend = clock_.call_at(clock_.now() + pause(piece.resent),
                                  [this, header] { resend(header.kind, header.update, header.index); });
    ++piece.resent;
}

void WifiWorker::resend(MessageKind kind, UpdateId update, std::uint16_t index) {
    if (const Transfer* dropped = transfer(kind, update); is_alive() && dropped != nullptr) {
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
    take_back(ns3::AC_BE, server_address_, [&transfer](const FragmentHeader& each) {
        return each.kind == transfer.kind && each.update == transfer.update && !transfer.pieces[each.index].is_on_air;
    });
}

void WifiWorker::settle(Transfer& transfer) {
    const auto [kind, update] = std::pair(transfer.kind, transfer.update);
    const bool is_through = transfer.acknowledged == transfer.pieces.size();
    const bool is_on_air =
        std::any_of(transfer.pieces.begin(), transfer.pieces.end(), [](const Piece& piece) { return piece.is_on_air; });
    if (!is_through && (!transfer.ending || is_on_air)) {
        return;
    }
    SendOutcome outcome = is_through ? SendOutcome::kAcknowledged : *transfer.ending;
    if (outcome == SendOutcome::kWithdrawn && kind == MessageKind::kUpdate && server_.has(update)) {
        outcome = SendOutcome::kFailed;  // it got through, and only the acknowledgement was lost
    }
    std::erase_if(transfers_, [kind = kind, update = update](const Transfer& each) {
        return each.kind == kind && each.update == update;
    });
    if (kind == MessageKind::kUpdate) {
        tell(update, outcome);
    }
}

void WifiWorker::dies() {
    clock_.cancel(std::exchange(asking_, 0));
    for (Transfer& transfer : transfers_) {
        for (Piece& piece : transfer.pieces) {
            clock_.cancel(piece.resend);
        }
        if (transfer.kind == MessageKind::kUpdate) {
            tell(transfer.update, SendOutcome::kFailed);
        }
    }
    transfers_.clear();
    take_back(ns3::AC_BE, server_address_, [](const FragmentHeader&) { return true; });
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
