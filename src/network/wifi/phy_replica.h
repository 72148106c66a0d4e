#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "ns3/wifi-phy.h"
#include "src/network/wifi/air_log.h"

namespace ogsim {

/// What a radio that only listens makes of a burst.
struct Heard {
    struct Span {
        RadioState state;  ///< kRx or kBusy; idle in between.
        SimTime from, until;
    };
    struct Notice {
        SimTime at, until;
    };
    std::vector<Span> spans;       ///< In order, none beyond the time asked about.
    std::vector<Notice> notices;   ///< At `at` the PHY said that the channel is busy until `until`.
    std::vector<bool> is_decoded;  ///< By frame.

    // What the MAC keeps for its next access.
    std::optional<SimTime> reception_end;  ///< Of the last payload received, right or wrong.
    bool is_right = true;                  ///< Whether that one was decoded.
    std::optional<SimTime> energy_end;     ///< As the PHY said last.
    std::optional<SimTime> claim_end;      ///< The network allocation vector.
    bool is_claim_reset = false;           ///< By a CF-End.
};

/// ns-3 3.37's WifiPhy as a function: 20 MHz, one antenna, preamble detection by threshold, no frame capture, of a
/// radio that is idle before the burst and sends nothing in it. Every step is that of the class PhyEntity, at the same
/// nanosecond, with the draws of HashedErrors.
class PhyReplica {
 public:
    PhyReplica(const StaticAir& air, std::shared_ptr<ErrorRates> rates, const AirOptions& options,
               ns3::Ptr<ns3::WifiPhy> like);

    enum class Payloads { kDecode, kSkip };
    /// Up to `now`; what comes later is not known yet.
    /// @param payloads  kSkip: which are decoded, and what they claim, is not asked for.
    [[nodiscard]] Heard listen(const Burst& burst, int node, SimTime now, Payloads payloads) const;
    /// Sets what is sure of the frame for all who have at least that gain from its sender.
    void judge(AirFrame& frame, double least_gain) const;
    /// Whether the node notices the frame if nothing overlaps it.
    [[nodiscard]] bool is_noticed(const AirFrame& frame, int node) const;

    static constexpr SimTime kDetection = std::chrono::microseconds(4);

 private:
    class Radio;

    [[nodiscard]] double noise() const { return noise_; }

    const StaticAir& air_;
    std::shared_ptr<ErrorRates> rates_;
    std::uint64_t seed_;
    double extra_loss_;
    ns3::WifiPhyBand band_;
    double noise_;        // W
    double sensitivity_;  // W: weaker frames are noise
    double busy_frame_;   // W: from then on a frame keeps the channel busy
    double busy_energy_;  // W: from then on anything does
};

}  // namespace ogsim
