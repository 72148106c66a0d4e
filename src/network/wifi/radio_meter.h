#pragma once

#include <algorithm>
#include <optional>

#include "src/trace/events.h"

namespace ogsim {

/// Turns what ns-3's PHY says about its states into RadioIntervals without gap or overlap, none of them in the future.
///
/// The PHY logs a transmission before it happens, a reception or a sleep after it is over, and idle and busy spans only
/// when something else begins; a span logged after a sleep may even reach back before it. Here a transmission is held
/// back until it is over, a span that is not logged yet is known from its beginning, and nothing is counted twice.
class RadioMeter {
 public:
    RadioMeter(int node, Sink& sink) : node_(node), sink_(sink) {}

    /// The PHY logged `state` from `start` to `end`; end > now for kTx only.
    void logged(RadioState state, SimTime start, SimTime end);
    /// A reception (kRx) or sleep (kSleep) began, and will be logged when it is over.
    void begun(RadioState state);
    /// It ended. The log follows, or has come.
    void ended();
    /// Energy on the channel keeps the radio busy until `end`, unless it is in another state.
    void busy_until(SimTime end) { busy_end_ = std::max(busy_end_, end); }
    /// Emits all that is known up to now.
    void up_to(SimTime now);
    /// Somebody else has told of the time up to now.
    void skip_to(SimTime now) { covered_ = std::max(covered_, now); }
    /// Off: nothing is listened to any more but up_to(), until on().
    void off(SimTime now);
    void on(SimTime now);

 private:
    void cover(RadioState state, SimTime end);
    void cover_rest(SimTime end);
    void cover_transmission(SimTime now);

    int node_;
    Sink& sink_;
    SimTime covered_{0};
    SimTime busy_end_{0};
    SimTime tx_start_{0};
    SimTime tx_end_{0};
    std::optional<RadioState> going_on_;
    bool is_off_ = false;
};

}  // namespace ogsim
