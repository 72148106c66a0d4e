#pragma once

#include <functional>
#include <vector>

#include "model/radio/device.h"
#include "model/units/quantity.h"
#include "model/units/sim_time.h"
#include "src/ledger/ledger.h"
#include "src/protocol/ports.h"
#include "src/trace/events.h"

namespace ogsim {

/// Workers' batteries: tells the first nanosecond at which one is empty, with one pending timer for all of them.
///
/// What a node will do next is not known, but what it has drawn is, once the medium is metered up to now. So a node
/// with `rest` joules left at t cannot be empty before
///
///     t + rest / peak_power,
///
/// and that is when it is looked at again (a nanosecond later at the least). The rest shrinks geometrically from look
/// to look, and the last one comes at the first whole nanosecond at which drawn >= capacity. A node that draws the mean
/// power P takes about (peak_power / P) * ln(rest / (peak_power * 1 ns)) looks until it is empty, each O(workers):
/// a hundred for a radio that listens, many more for one that sleeps deeply all the time.
///
/// Ideal batteries: the capacity does not depend on the load, and nothing leaks or recovers. The server has none.
/// A watch keeps a timer pending while a worker lives, so the run's end has to stop the clock.
class BatteryWatch {
 public:
    /// @param ledger    listens to the medium's events, and was given `workers` workers.
    /// @param capacity  of each worker's battery; > 0 and finite, else std::invalid_argument.
    /// @param sink      gets NodeDied, just before on_empty(node) is called, which switches the node off.
    BatteryWatch(Clock& clock, const Ledger& ledger, Medium& medium, Sink& sink, Joules capacity, int workers,
                 std::function<void(int node)> on_empty);
    ~BatteryWatch();
    BatteryWatch(const BatteryWatch&) = delete;
    BatteryWatch& operator=(const BatteryWatch&) = delete;

    /// What the worker's battery holds, as far as its radio has been metered; 0 when it is empty.
    [[nodiscard]] Joules rest(int worker) const;
    /// Workers whose battery is not empty, in order.
    [[nodiscard]] const std::vector<int>& alive() const { return alive_; }

 private:
    void look();
    void bury_the_dead();
    void arm();

    Clock& clock_;
    const Ledger& ledger_;
    Medium& medium_;
    Sink& sink_;
    Joules capacity_;
    Watts peak_;
    std::function<void(int node)> on_empty_;
    std::vector<int> alive_;
    TimerId timer_ = 0;
};

}  // namespace ogsim
