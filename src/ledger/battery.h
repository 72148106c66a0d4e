#pragma once

#include <functional>
#include <vector>

#include "src/ledger/battery_account.h"
#include "src/protocol/ports.h"
#include "src/trace/events.h"

namespace ogsim {

/// Watches the workers' batteries: tells the first nanosecond at which one is empty, with one pending timer for all.
///
/// What a node will do next is not known, but what it has drawn is, once the medium is metered up to now. A battery
/// cannot be empty before a constant load of the node's peak power, and no harvest, would have emptied it
/// (Battery::lasts), and that is when it is looked at again (a nanosecond later at the least). What is left shrinks
/// geometrically from look to look, and the last one comes at the first whole nanosecond at which it is empty. A node
/// that draws the mean power P takes about (peak / P) * ln(rest / (peak * 1 ns)) looks until then, each O(workers): a
/// hundred for a radio that listens, many more for one that sleeps deeply all the time.
///
/// The server has no battery. A watch keeps a timer pending while a worker lives, so the run's end has to stop the
/// clock.
class BatteryWatch {
 public:
    /// @param account   listens to the medium's events.
    /// @param sink      gets NodeDied, just before on_empty(node) is called, which switches the node off.
    BatteryWatch(Clock& clock, BatteryAccount& account, Medium& medium, Sink& sink,
                 std::function<void(int node)> on_empty);
    ~BatteryWatch();
    BatteryWatch(const BatteryWatch&) = delete;
    BatteryWatch& operator=(const BatteryWatch&) = delete;

    /// Workers whose battery is not empty, in order.
    [[nodiscard]] const std::vector<int>& alive() const { return alive_; }

 private:
    void look();
    void bury_the_dead();
    void arm();

    Clock& clock_;
    BatteryAccount& account_;
    Medium& medium_;
    Sink& sink_;
    std::function<void(int node)> on_empty_;
    std::vector<int> alive_;
    TimerId timer_ = 0;
};

}  // namespace ogsim
