#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "model/units/sim_time.h"

namespace ogsim {

/// How long a network of battery-powered workers lasted; nothing where it outlived the run.
struct Lifetime {
    std::optional<SimTime> first_death;
    std::optional<SimTime> half_dead;      ///< The first time at which at least half of the workers are dead.
    std::optional<SimTime> coverage_lost;  ///< The first at which the living hold less than a share of all samples.
};

/// @param died_at   by worker.   @param samples  that each of them holds, >= 0.
/// @param coverage  the share of all samples that must be there, in [0, 1]; 0 is never lost.
[[nodiscard]] Lifetime lifetime(std::span<const std::optional<SimTime>> died_at, std::span<const std::int64_t> samples,
                                double coverage);

}  // namespace ogsim
