#include "model/battery/harvest.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace ogsim {
namespace {

void require_power(Watts power) {
    if (!(power.si >= 0.0) || !std::isfinite(power.si)) {
        throw std::invalid_argument("harvested power must be finite and >= 0 W, got " + std::to_string(power.si));
    }
}

}  // namespace

Harvest::Harvest(Watts constant) : steps_{{SimTime{0}, constant}}, period_(kCentury) {
    require_power(constant);
}

Harvest::Harvest(std::vector<HarvestStep> steps, SimTime period) : steps_(std::move(steps)), period_(period) {
    if (steps_.empty() || steps_.front().from != SimTime{0}) {
        throw std::invalid_argument("a harvest must have a first step, at 0 s");
    }
    SimTime end = period_;
    for (auto step = steps_.rbegin(); step != steps_.rend(); ++step) {
        require_power(step->power);
        if (step->from >= end) {
            throw std::invalid_argument("the steps of a harvest must rise, and its period end after them");
        }
        end = step->from;
    }
}

std::size_t Harvest::step_at(SimTime within) const {
    const auto after = std::upper_bound(steps_.begin(), steps_.end(), within,
                                        [](SimTime time, const HarvestStep& step) { return time < step.from; });
    return static_cast<std::size_t>(after - steps_.begin()) - 1;
}

Watts Harvest::power(SimTime at) const {
    return steps_[step_at(at % period_)].power;
}

SimTime Harvest::next_step(SimTime at) const {
    const SimTime within = at % period_;
    const std::size_t next = step_at(within) + 1;
    return at - within + (next < steps_.size() ? steps_[next].from : period_);
}

}  // namespace ogsim
