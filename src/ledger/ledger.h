#pragma once

#include <array>
#include <vector>

#include "model/radio/device.h"
#include "model/units/quantity.h"
#include "model/units/sim_time.h"
#include "src/trace/events.h"

namespace ogsim {

/// Time a node, or a group of nodes, spent in each radio state, and computing.
struct StateTimes {
    std::array<SimTime, kRadioStates> radio{};  ///< Indexed by RadioState.
    SimTime compute{0};

    [[nodiscard]] SimTime total() const;  ///< Of the radio: the run time so far.
    StateTimes& operator+=(const StateTimes& other);
};

/// What those times cost on a device.
struct StateJoules {
    std::array<Joules, kRadioStates> radio{};
    Joules compute;

    [[nodiscard]] Joules total() const;
};

[[nodiscard]] StateJoules joules(const StateTimes& times, const Device& device);

/// Joules above what the node would have spent resting for the same time: total - resting power x time not off.
[[nodiscard]] Joules marginal_joules(const StateTimes& times, const Device& device, RadioState resting);

/// Transmit energy of all workers by what became of the update; acknowledgements and the like are control.
struct TransmitJoules {
    std::array<Joules, kFates> by_fate{};
    Joules control;
    Joules undecided;  ///< Of updates whose fate is not known yet.
};

/// Listens, and knows at every instant what every node has spent.
class Ledger final : public Sink {
 public:
    Ledger(int workers, const Device& device);
    void on(const Event& event) override;

    /// @param node  a worker, or kServer.
    [[nodiscard]] const StateTimes& times(int node) const;
    [[nodiscard]] StateTimes worker_times() const;  ///< All workers together.
    [[nodiscard]] const TransmitJoules& transmit() const;
    [[nodiscard]] const Device& device() const { return device_; }
    // private part: the ledger's author decides
 private:
    const Device& device_;
    std::vector<StateTimes> nodes_;
};

}  // namespace ogsim
