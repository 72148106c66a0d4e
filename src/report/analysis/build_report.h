#pragma once

#include <optional>
#include <string>

#include "src/record/study/results.h"
#include "src/report/analysis/figure.h"

namespace ogsim {

struct ReportRequest {
    std::optional<Target> target;  ///< By default the one that the runs stop at, else none.
    std::string baseline;          ///< Of the series; by default "gd" where it is one of them, else the first.
};

/// "accuracy=0.95", "gap=1e-6" or "loss=0.3". @throws std::invalid_argument saying what is allowed.
[[nodiscard]] Target parse_target(const std::string& text);

/// From results to figures and the answer.
/// @throws std::invalid_argument where there is no run to report, or a baseline that is no series.
[[nodiscard]] Report build_report(const StudyResults& results, const ReportRequest& request);

}  // namespace ogsim
