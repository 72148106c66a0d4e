#pragma once

#include <cmath>
#include <optional>
#include <vector>

#include "model/statistics/mean.h"
#include "src/report/analysis/figure.h"
#include "src/report/analysis/run_costs.h"
#include "src/report/analysis/study_groups.h"

/// The figures of a report, one function each; figure.h says what they hold. A figure that has nothing to show has no
/// rows.
namespace ogsim {

[[nodiscard]] Figure curves_figure(const StudyGroups& groups);
[[nodiscard]] Figure cost_figure(const StudyGroups& groups);
[[nodiscard]] Figure energy_figure(const StudyGroups& groups);
[[nodiscard]] Figure pareto_figure(const StudyGroups& groups);
[[nodiscard]] Figure effect_figure(const StudyGroups& groups);
[[nodiscard]] Figure workers_figure(const StudyGroups& groups);
[[nodiscard]] Figure lifetime_figure(const StudyGroups& groups);
[[nodiscard]] Figure fates_figure(const StudyGroups& groups);
[[nodiscard]] Figure order_figure(const StudyGroups& groups);
[[nodiscard]] Figure timeline_figure(const StudyGroups& groups);

/// Nothing for what is not there or not finite.
[[nodiscard]] inline Cell cell_of(const std::optional<double>& value) {
    return value && std::isfinite(*value) ? Cell(*value) : Cell();
}
[[nodiscard]] inline Cell cell_of(std::size_t count) {
    return static_cast<double>(count);
}

/// Three cells: mean, and Student's interval.
[[nodiscard]] inline std::vector<Cell> mean_cells(std::span<const double> sample) {
    const auto mean = mean_with_t(sample);
    if (!mean) {
        return {Cell(), Cell(), Cell()};
    }
    return {mean->value, mean->interval ? Cell(mean->interval->low) : Cell(),
            mean->interval ? Cell(mean->interval->high) : Cell()};
}

/// Puts the cells of `more` behind those of `row`.
[[nodiscard]] inline std::vector<Cell> joined(std::vector<Cell> row, const std::vector<Cell>& more) {
    row.insert(row.end(), more.begin(), more.end());
    return row;
}

}  // namespace ogsim
