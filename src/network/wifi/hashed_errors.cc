#include "src/network/wifi/hashed_errors.h"

#include <utility>

#include "model/random/stream.h"
#include "ns3/simulator.h"
#include "ns3/table-based-error-rate-model.h"
#include "src/network/ns3_time.h"

namespace ogsim {

ErrorRates::ErrorRates() : table_(ns3::CreateObject<ns3::TableBasedErrorRateModel>()) {}

double ErrorRates::success(ns3::WifiMode mode, const ns3::WifiTxVector& vector, double snr, std::uint64_t bits,
                           std::uint8_t antennas, ns3::WifiPpduField field, std::uint16_t station) {
    constexpr std::size_t kMost = 1U << 18U;  // then it starts anew
    const Key key{mode.GetUid(), bits, snr, field == ns3::WIFI_PPDU_FIELD_DATA};
    const auto found = known_.find(key);
    if (found != known_.end()) {
        return found->second;
    }
    if (known_.size() >= kMost) {
        known_.clear();
    }
    return known_[key] = table_->GetChunkSuccessRate(mode, vector, snr, bits, antennas, field, station);
}

HashedErrors::HashedErrors(std::shared_ptr<ErrorRates> rates, std::uint64_t seed, int node)
    : rates_(std::move(rates)), stream_(stream(seed, node)) {}

std::uint64_t HashedErrors::stream(std::uint64_t seed, int node) {
    return stream_seed(seed, "frame-error", static_cast<std::uint64_t>(node + 1));
}

bool HashedErrors::survives(std::uint64_t stream, SimTime at, std::uint64_t call, double success) {
    if (success >= 1.0 || success <= 0.0) {
        return success >= 1.0;
    }
    const std::uint64_t moment = stream_seed(stream, "at", static_cast<std::uint64_t>(at.count()));
    return static_cast<double>(stream_seed(moment, "call", call) >> 11U) * 0x1p-53 < success;
}

double HashedErrors::DoGetChunkSuccessRate(ns3::WifiMode mode, const ns3::WifiTxVector& vector, double snr,
                                           std::uint64_t bits, std::uint8_t antennas, ns3::WifiPpduField field,
                                           std::uint16_t station) const {
    const SimTime now = from_ns3(ns3::Simulator::Now());
    call_ = now == last_ ? call_ + 1 : 0;
    last_ = now;
    return survives(stream_, now, call_, rates_->success(mode, vector, snr, bits, antennas, field, station)) ? 1.0
                                                                                                             : 0.0;
}

}  // namespace ogsim
