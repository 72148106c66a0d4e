#include "src/network/wifi/wifi_server.h"

#include <cmath>

#include "ns3/mac48-address.h"
#include "ns3/wifi-mac-queue.h"
#include "ns3/wifi-mac.h"
#include "src/network/places.h"

namespace ogsim {
namespace {

constexpr std::uint8_t kVoice = 7;           // user priority of IEEE 802.1D
constexpr double kLightSpeed = 299792458.0;  // m/s

SimTime propagation(Metres distance) {
    return SimTime{static_cast<std::int64_t>(std::ceil(1e9 * distance.si / kLightSpeed))};
}

}  // namespace

WifiServer::WifiServer(const WifiOptions& options, Clock& clock, Sink& sink)
    : WifiStation(kServer, options.air, clock, sink),
      options_(options),
      from_(static_cast<std::size_t>(options.air.workers)),
      requests_(from_.size()) {}

void WifiServer::broadcast(std::int64_t round, Payload message) {
    if (!is_alive()) {
        return;
    }
    dies();  // of what was to be repaired nobody needs any more
    round_ = round;
    has_left_ = false;
    pieces_ = fragments(MessageKind::kModel, {0, round}, message, options_.fragment);
    is_queued_.assign(pieces_.size(), true);
    for (const auto& frame : pieces_) {
        transmit(frame, ns3::Mac48Address::GetBroadcast(), kVoice);
    }
}

void WifiServer::dies() {
    take_back(ns3::AC_VO, ns3::Mac48Address::GetBroadcast(), [](const FragmentHeader&) { return true; });
    pieces_.clear();
}

void WifiServer::repair(const FragmentHeader& header, Payload missing) {
    if (header.update.round != round_) {
        return;
    }
    for (std::size_t i = 0; i < pieces_.size() && i / 8 < missing.size(); ++i) {
        const bool is_missing = (missing[i / 8] & (std::byte{1} << (i % 8))) != std::byte{0};
        if (is_missing && !is_queued_[i]) {
            is_queued_[i] = true;
            transmit(pieces_[i], ns3::Mac48Address::GetBroadcast(), kVoice);
        }
    }
}

bool WifiServer::has(UpdateId update) const {
    const Reassembly& from = from_[static_cast<std::size_t>(update.worker)];
    return from.round() == update.round && from.is_whole();
}

bool WifiServer::owes(ns3::Mac48Address radio) const {
    const ns3::Ptr<ns3::WifiMac> mac = device_->GetMac();
    const ns3::WifiContainerQueueId where{ns3::WIFI_MGT_QUEUE, mac->GetAddress(), WIFI_TID_UNDEFINED};
    for (const ns3::AcIndex category : {ns3::AC_BE, ns3::AC_VO}) {
        const ns3::Ptr<ns3::WifiMacQueue> queue = mac->GetTxopQueue(category);
        for (auto frame = queue->PeekByQueueId(where); frame; frame = queue->PeekByQueueId(where, frame)) {
            if (frame->GetHeader().GetAddr1() == radio) {
                return true;
            }
        }
    }
    return false;
}

bool WifiServer::goes_on_air(const FragmentHeader& header, SimTime start, SimTime end) {
    if (header.update.round != round_ || pieces_.empty()) {
        return false;
    }
    is_queued_[header.index] = false;
    if (has_left_) {
        return true;
    }
    if (header.index == 0) {
        broadcast_start_ = start;
    }
    if (header.index + 1 == header.count) {
        has_left_ = true;
        const Bytes size{header.message_size};
        clock_.call_at(end + propagation(farthest(options_.air)), [this, round = header.update.round, end, size] {
            if (!is_alive() || pieces_.empty()) {  // switched off meanwhile
                return;
            }
            sink_.on(ModelSent{round, broadcast_start_, end, size});
            if (listener_ != nullptr) {
                listener_->on_broadcast_sent();
            }
        });
    }
    return false;
}

void WifiServer::heard(const FragmentHeader& header, Payload frame) {
    const int worker = header.update.worker;
    if (header.kind == MessageKind::kModel || worker < 0 || worker >= options_.air.workers) {
        return;
    }
    if (header.kind == MessageKind::kMissing) {
        repair(header, frame.subspan(FragmentHeader::kSize));
        return;
    }
    const bool is_update = header.kind == MessageKind::kUpdate;
    Reassembly& from = (is_update ? from_ : requests_)[static_cast<std::size_t>(worker)];
    if (from.add(header, frame) == Reassembly::News::kNothing || !from.is_whole() || listener_ == nullptr) {
        return;
    }
    if (is_update) {
        listener_->on_update(header.update, from.message());
    } else {
        listener_->on_request(worker, from.message());
    }
}

}  // namespace ogsim
