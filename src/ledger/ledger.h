#pragma once

#include <array>
#include <optional>
#include <vector>

#include "model/radio/device.h"
#include "model/units/quantity.h"
#include "model/units/sim_time.h"
#include "src/ledger/transmit_account.h"
#include "src/trace/events.h"

namespace ogsim {

/// Time a node, or a group of nodes, spent in each radio state, and computing.
struct StateTimes {
    std::array<SimTime, kRadioStates> radio{};  ///< Indexed by RadioState.
    SimTime compute{0};

    [[nodiscard]] SimTime total() const;  ///< Of the radio: the run time so far.
    StateTimes& operator+=(const StateTimes& other);
    StateTimes& operator-=(const StateTimes& other);
    bool operator==(const StateTimes&) const = default;
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

/// Listens, and knows what every node has spent, up to where its radio has been metered.
///
/// What many workers spend alike is kept once for all of them, and of each node only how it differs.
///
/// A computation is charged from ComputeBegan on as the radio is metered; without that event, when it ends. A node that
/// is off computes nothing.
class Ledger final : public Sink {
 public:
    /// @param device  of every worker.   @param server  of the server; the same where it is left out.
    Ledger(int workers, const Device& device) : Ledger(workers, device, device) {}
    Ledger(int workers, const Device& device, const Device& server);

    /// @throws std::logic_error naming node and times where an event breaks the contract of events.h: an unknown node,
    /// a radio interval that does not follow on the one before, states that do not add up, computations that overlap or
    /// end without their beginning.
    void on(const Event& event) override;

    /// @param node  a worker, or kServer. @throws std::invalid_argument on any other.
    [[nodiscard]] StateTimes times(int node) const;
    /// All workers together.
    [[nodiscard]] const StateTimes& worker_times() const { return workers_; }
    [[nodiscard]] TransmitJoules transmit() const { return transmit_.joules(); }
    [[nodiscard]] const Device& device() const { return device_; }
    [[nodiscard]] const Device& server_device() const { return server_device_; }

 private:
    struct Node {
        StateTimes times;    // of a worker: beside those of all
        SimTime metered{0};  // radio intervals reach up to here, if not to crowd_metered_
        std::optional<SimTime> computing_since;
        SimTime computed{0};  // computations are charged up to here
    };
    struct CrowdComputation {
        std::vector<int> listed;
        bool is_all_but;
        SimTime start, charged;
        [[nodiscard]] Workers workers() const { return {listed, is_all_but}; }
    };
    void take(const RadioInterval& interval);
    void take(const RadioTimes& stretch);
    void take(const ComputeBegan& began);
    void take(const ComputeInterval& interval);
    void take(const CrowdRadioTimes& stretch);
    void take(const CrowdComputeBegan& began);
    void take(const CrowdComputeInterval& interval);
    void take(const FrameSent& frame);
    void take(const NodeCrashed& crash);
    void take(const UpdateOffered& offered) { transmit_.open(offered.update); }
    void take(const UpdateEnded& ended) { transmit_.decide(ended.update, ended.fate); }
    Node& follow_on(int node, SimTime start, SimTime end);
    void charge_on_time(int node, SimTime start, SimTime end);
    void compute_up_to(int node, SimTime end);
    void crowd_computes_up_to(SimTime end);
    void add_to(const Workers& workers, const StateTimes& times);
    Node& known(int node);
    [[nodiscard]] int workers() const { return static_cast<int>(nodes_.size()) - 1; }

    Device device_, server_device_;
    std::vector<Node> nodes_;  // the server, then the workers
    StateTimes workers_;       // all together
    StateTimes each_;          // what every worker has beside its own
    SimTime crowd_metered_{0};
    std::optional<CrowdComputation> crowd_;
    TransmitAccount transmit_;
};

}  // namespace ogsim
