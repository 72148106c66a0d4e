#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "src/scenario/load.h"
#include "src/sweep/axis.h"
#include "src/sweep/constraint.h"

/// What [sweep] and --each say, checked as far as it can be without looking at a combination.
namespace ogsim {

struct PlacedConstraint {
    std::string place;
    std::string text;
    Constraint constraint;
};

struct SweepTable {
    std::string place;  ///< Of [sweep]; of the file where there is none.
    std::vector<Axis> axes = {};
    std::vector<PlacedConstraint> where = {};
    int replicas = 1;
    std::optional<double> time_limit_s = {};
    std::optional<std::int64_t> memory_limit_mb = {};
    std::vector<std::string> faults = {};  ///< With places; where there are some, the rest is not to be used.
};

/// Reads [sweep]; nothing varies where the file has none.
[[nodiscard]] SweepTable read_sweep(const ScenarioFile& file);

/// Varies what the options say: an axis of the same key takes its values from there, any other key is a new axis.
void vary(SweepTable& table, const std::vector<std::string>& each);

/// The axis that varies this key; null where none does.
[[nodiscard]] Axis* axis_of(SweepTable& table, const std::string& key);

}  // namespace ogsim
