#include "src/report/analysis/build_report.h"

#include "src/report/analysis/answer.h"
#include "src/report/analysis/figures.h"
#include "src/report/analysis/target.h"

namespace ogsim {

Report build_report(const StudyResults& results, const ReportRequest& request) {
    StudyGroups groups = groups_of(results, request.baseline);
    groups.target = request.target ? request.target : common_target(results);
    Report report{.title = results.title.empty() ? results.name : results.title,
                  .name = results.name,
                  .target = groups.target,
                  .baseline = groups.series.size() > 1 ? groups.series[groups.baseline] : "",
                  .answer = answer_of(groups),
                  .series = groups.series,
                  .series_key = groups.series.size() > 1 ? groups.series_key : "",
                  .settings = groups.settings,
                  .figures = {},
                  .provenance = provenance_of(groups)};
    for (const auto& figure_of : {curves_figure, cost_figure, effect_figure, energy_figure, pareto_figure,
                                  workers_figure, lifetime_figure, fates_figure, order_figure, timeline_figure}) {
        Figure figure = figure_of(groups);
        if (!figure.rows.empty()) {
            report.figures.push_back(std::move(figure));
        }
    }
    return report;
}

}  // namespace ogsim
