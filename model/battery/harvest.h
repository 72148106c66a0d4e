#pragma once

#include <vector>

#include "model/units/quantity.h"
#include "model/units/sim_time.h"

namespace ogsim {

/// From a time on, this power comes in.
struct HarvestStep {
    SimTime from;
    Watts power;
};

/// Power that a node harvests: constant from one step to the next, and the same again after each period.
class Harvest {
 public:
    /// The same at all times. @throws std::invalid_argument unless it is finite and >= 0.
    explicit Harvest(Watts constant = Watts{0.0});
    /// @param steps   rising, the first at 0.   @param period  after the last of them.
    /// @throws std::invalid_argument where they are not, or a power is not finite and >= 0.
    Harvest(std::vector<HarvestStep> steps, SimTime period);

    /// @param at  >= 0.
    [[nodiscard]] Watts power(SimTime at) const;
    /// When the next step begins: > at; kCentury where none does.
    [[nodiscard]] SimTime next_step(SimTime at) const;

 private:
    [[nodiscard]] std::size_t step_at(SimTime within) const;

    std::vector<HarvestStep> steps_;
    SimTime period_;
};

}  // namespace ogsim
