#include "src/network/wifi/wifi_server.h"

#include <cmath>

#include "ns3/mac48-address.h"
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
    : WifiStation(kServer, clock, sink), options_(options), from_(static_cast<std::size_t>(options.air.workers)) {}

void WifiServer::broadcast(std::int64_t round, Payload message) {
    if (is_alive()) {
        for (const auto& frame : fragments(MessageKind::kModel, {0, round}, message, options_.fragment)) {
            transmit(frame, ns3::Mac48Address::GetBroadcast(), kVoice);
        }
    }
}

bool WifiServer::has(UpdateId update) const {
    const Reassembly& from = from_[static_cast<std::size_t>(update.worker)];
    return from.round() == update.round && from.is_whole();
}

bool WifiServer::goes_on_air(const FragmentHeader& header, SimTime start, SimTime end) {
    if (header.index == 0) {
        broadcast_start_ = start;
    }
    if (header.index + 1 == header.count) {
        const Bytes size{header.message_size};
        clock_.call_at(end + propagation(farthest(options_.air)), [this, round = header.update.round, end, size] {
            if (is_alive()) {
                sink_.on(ModelSent{round, broadcast_start_, end, size});
            }
            if (is_alive() && listener_ != nullptr) {
                listener_->on_broadcast_sent();
            }
        });
    }
    return false;
}

void WifiServer::heard(const FragmentHeader& header, Payload frame) {
    const int worker = header.update.worker;
    if (header.kind != MessageKind::kUpdate || worker < 0 || worker >= options_.air.workers) {
        return;
    }
    Reassembly& from = from_[static_cast<std::size_t>(worker)];
    if (from.add(header, frame) != Reassembly::News::kNothing && from.is_whole() && listener_ != nullptr) {
        listener_->on_update(header.update, from.message());
    }
}

}  // namespace ogsim
