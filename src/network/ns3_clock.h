#pragma once

#include <memory>

#include "src/protocol/ports.h"

namespace ogsim {

/// Simulated time as ns-3's event loop keeps it. One at a time in a process, as there is one loop.
class Ns3Clock final : public Clock {
 public:
    Ns3Clock();
    ~Ns3Clock() override;
    Ns3Clock(const Ns3Clock&) = delete;
    Ns3Clock& operator=(const Ns3Clock&) = delete;

    [[nodiscard]] SimTime now() const override;
    /// @throws std::invalid_argument where `at` is in the past.
    TimerId call_at(SimTime at, std::function<void()> action) override;
    void cancel(TimerId id) override;

 private:
    struct Timers;
    class Ring;
    std::unique_ptr<Timers> timers_;
};

}  // namespace ogsim
