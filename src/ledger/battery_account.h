#pragma once

#include <optional>
#include <vector>

#include "model/battery/battery.h"
#include "model/battery/harvest.h"
#include "model/radio/device.h"
#include "model/units/quantity.h"
#include "model/units/sim_time.h"
#include "src/trace/events.h"

namespace ogsim {

/// What every worker has for a supply.
struct SupplyOptions {
    BatteryType battery;
    Watts leak{0.0};  ///< Self-discharge, at all times; also of a node that is off.
    Harvest harvest = Harvest();
};

/// The workers' batteries, charged and drained as their radios are metered. Of each, at any time until it is empty,
///
///     capacity + harvested = used + leaked + overflow + what it holds,
///
/// where `used` is what the ledger has for it. A battery that was empty once stays so: nothing is harvested any more.
class BatteryAccount final : public Sink {
 public:
    /// @throws std::invalid_argument on options out of range.
    BatteryAccount(int workers, const Device& device, const SupplyOptions& options);

    /// @throws std::logic_error where a computation is told of after the radio was metered past its beginning.
    void on(const Event& event) override;

    [[nodiscard]] const Battery& battery(int worker) const { return at(worker).battery; }
    [[nodiscard]] Joules harvested(int worker) const { return at(worker).harvested; }  ///< Overflow included.
    [[nodiscard]] Joules leaked(int worker) const { return at(worker).leaked; }
    [[nodiscard]] int workers() const { return static_cast<int>(nodes_.size()); }

    /// The most that a battery is drained with, whatever its node does.
    [[nodiscard]] Watts peak() const { return peak_power(device_) + options_.leak; }
    /// It is empty, and nothing moves it any more.
    void bury(int worker) { nodes_[static_cast<std::size_t>(worker)].is_buried = true; }

 private:
    struct Computation {
        SimTime start;
        std::optional<SimTime> end;  // nothing while it goes on
    };
    struct Node {
        Battery battery;
        SimTime metered{0};
        std::vector<Computation> computations = {};  // that reach beyond `metered`, in order
        Joules harvested = {}, leaked = {};
        bool is_buried = false;
    };
    void take(const RadioInterval& interval);
    void take(const ComputeBegan& began);
    void take(const ComputeInterval& interval);
    void drain(Node& node, Watts load, SimTime until);
    [[nodiscard]] const Node& at(int worker) const { return nodes_.at(static_cast<std::size_t>(worker)); }

    Device device_;
    SupplyOptions options_;
    std::vector<Node> nodes_;
};

}  // namespace ogsim
