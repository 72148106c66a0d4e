#pragma once

#include <cstdint>

#include "model/units/sim_time.h"
#include "ns3/error-model.h"

namespace ogsim {

/// Drops a decoded data frame with a fixed probability, before the MAC sees it, so that it is not acknowledged and the
/// MAC retries. Acknowledgements pass: they are the only frames shorter than our headers.
///
/// The draw is a hash of seed, node and time, so that it depends on no other draw.
class FragmentLoss final : public ns3::ErrorModel {
 public:
    FragmentLoss(double probability, std::uint64_t seed, int node);

    /// Whether the node drops a frame of that size whose end comes in at `at`.
    [[nodiscard]] bool drops(std::uint32_t size, SimTime at) const;

 private:
    bool DoCorrupt(ns3::Ptr<ns3::Packet> frame) override;
    void DoReset() override {}

    double probability_;
    std::uint64_t stream_;
};

}  // namespace ogsim
