#pragma once

#include "src/network/ns3_clock.h"

namespace ogsim {

/// One run of ns-3's event loop, from time 0. Make it before the Medium and let it outlive it: its end removes all that
/// ns-3 keeps globally, so that a later run in the same process starts afresh. One at a time.
class Simulation {
 public:
    Simulation();
    ~Simulation();
    Simulation(const Simulation&) = delete;
    Simulation& operator=(const Simulation&) = delete;

    [[nodiscard]] Clock& clock() { return clock_; }
    /// Handles events until stop(), or until none is left.
    void run();
    /// Handles events before `end`, and sets the clock to `end`.
    void run_until(SimTime end);
    /// No event after the present one is handled.
    void stop();

 private:
    Ns3Clock clock_;
};

}  // namespace ogsim
