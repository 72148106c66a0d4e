#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <tuple>
#include <vector>

#include "model/units/sim_time.h"
#include "ns3/error-rate-model.h"

namespace ogsim {

/// ns-3's default table of error rates, with a memory: the table is slow, and radios that stand still ask the same
/// again and again.
class ErrorRates {
 public:
    ErrorRates();
    [[nodiscard]] double success(ns3::WifiMode mode, const ns3::WifiTxVector& vector, double snr, std::uint64_t bits,
                                 std::uint8_t antennas, ns3::WifiPpduField field, std::uint16_t station);

 private:
    using Kind = std::tuple<std::uint32_t, std::uint64_t, bool>;  // mode, bits, whether it is the payload
    ns3::Ptr<ns3::ErrorRateModel> table_;
    std::map<Kind, std::vector<std::optional<double>>> known_;  // by hundredths of a decibel
};

/// Error rates of 0 and 1, drawn from the table's: whether a stretch of a frame comes through is a hash of seed, node,
/// time, and how many stretches were asked for at that time. So it depends on no other reception, and a radio that is
/// taken off the channel misses no draw.
///
/// ns-3 asks for 802.11b's rates elsewhere: those it draws itself.
class HashedErrors final : public ns3::ErrorRateModel {
 public:
    HashedErrors(std::shared_ptr<ErrorRates> rates, std::uint64_t seed, int node);

    /// Whether stretch number `call` of what is decoded at `at` comes through.
    [[nodiscard]] static bool survives(std::uint64_t stream, SimTime at, std::uint64_t call, double success);
    /// The stream of a node.
    [[nodiscard]] static std::uint64_t stream(std::uint64_t seed, int node);
    [[nodiscard]] bool IsAwgn() const override { return true; }

 private:
    double DoGetChunkSuccessRate(ns3::WifiMode mode, const ns3::WifiTxVector& vector, double snr, std::uint64_t bits,
                                 std::uint8_t antennas, ns3::WifiPpduField field, std::uint16_t station) const override;

    std::shared_ptr<ErrorRates> rates_;
    std::uint64_t stream_;
    mutable SimTime last_{-1};
    mutable std::uint64_t call_ = 0;
};

}  // namespace ogsim
