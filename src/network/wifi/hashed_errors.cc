#include "src/network/wifi/hashed_errors.h"

#include <cmath>
#include <utility>

#include "model/random/stream.h"
#include "ns3/simulator.h"
#include "ns3/table-based-error-rate-model.h"
#include "ns3/wifi-utils.h"
#include "src/network/ns3_time.h"

namespace ogsim {
namespace {

constexpr double kStepsADecibel = 100.0;  // to which ns-3's table rounds
constexpr double kFirstStep = -2000.0;    // -20 dB
constexpr std::size_t kSteps = 10'000;    // up to 80 dB

/// Whether ns-3 3.37 looks the mode up; of the others it takes the SNR as it is.
bool is_in_table(const ns3::WifiMode& mode) {
    constexpr std::uint8_t kModes = 9;
    switch (mode.GetModulationClass()) {
        case ns3::WIFI_MOD_CLASS_OFDM:
        case ns3::WIFI_MOD_CLASS_ERP_OFDM:
            return mode.GetConstellationSize() > 2 || mode.GetCodeRate() == ns3::WIFI_CODE_RATE_1_2;
        case ns3::WIFI_MOD_CLASS_HT:
            return true;
        case ns3::WIFI_MOD_CLASS_VHT:
        case ns3::WIFI_MOD_CLASS_HE:
            return mode.GetMcsValue() < kModes;
        default:
            return false;
    }
}

}  // namespace

ErrorRates::ErrorRates() : table_(ns3::CreateObject<ns3::TableBasedErrorRateModel>()) {}

double ErrorRates::success(ns3::WifiMode mode, const ns3::WifiTxVector& vector, double snr, std::uint64_t bits,
                           std::uint8_t antennas, ns3::WifiPpduField field, std::uint16_t station) {
    const double step = std::floor(ns3::RatioToDb(snr) * kStepsADecibel + 0.5) - kFirstStep;
    const auto compute = [&] { return table_->GetChunkSuccessRate(mode, vector, snr, bits, antennas, field, station); };
    if (!is_in_table(mode) || !(step >= 0 && step < kSteps)) {
        return compute();
    }
    std::vector<std::optional<double>>& known = known_[{mode.GetUid(), bits, field == ns3::WIFI_PPDU_FIELD_DATA}];
    known.resize(kSteps);
    std::optional<double>& rate = known[static_cast<std::size_t>(step)];
    if (!rate) {
        rate = compute();
    }
    return *rate;
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
