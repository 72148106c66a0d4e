#include <fmt/format.h>

#include <cmath>

#include "model/random/stream.h"
#include "src/report/analysis/answer_parts.h"
#include "src/report/text/text_table.h"

namespace ogsim {
namespace {

std::string interval_or_dash(const std::optional<double>& low, const std::optional<double>& high) {
    return low ? interval_words(low, high) : "-";
}

std::vector<std::string> ratio_cells(const StudyGroups& groups, const Group& group) {
    const Group* baseline = groups.find(groups.baseline, group.setting);
    if (group.series == groups.baseline) {
        return {"1", "-", "-"};
    }
    if (baseline == nullptr) {
        return {"-", "-", "-"};
    }
    const Ratio ratio = ratio_to(*baseline, group, kJoules, groups.target);
    const auto bootstrap = bootstrap_to(*baseline, group, groups.target);
    return {ratio.middle ? short_number(*ratio.middle) : "-", interval_or_dash(ratio.low, ratio.high),
            bootstrap ? interval_words(bootstrap->low, bootstrap->high) : "-"};
}

std::string median_cell(const StudyGroups& groups, const Group& group, Measure measure, double scale) {
    const auto middle = spread_of(costs_of(group, measure, groups.target)).middle;
    return middle ? readable(scale * *middle) : "-";
}

}  // namespace

std::string short_number(double value) {
    const std::string text = fmt::format("{:.3g}", value);
    return std::abs(value) >= 1e3 && std::abs(value) < 1e6 ? fmt::format("{:.0f}", std::stod(text)) : text;
}

std::string interval_words(const std::optional<double>& low, const std::optional<double>& high) {
    if (!low) {
        return "";
    }
    return high ? fmt::format("[{}, {}]", short_number(*low), short_number(*high))
                : fmt::format("[{}, more]", short_number(*low));
}

std::optional<Interval> bootstrap_to(const Group& baseline, const Group& group, const std::optional<Target>& target) {
    std::mt19937_64 rng = random_stream(1, "bootstrap");
    const auto ratio = geometric_mean_ratio_bootstrap(pairs_of(group, baseline, kJoules, target), rng);
    return ratio && ratio_to(baseline, group, kJoules, target).middle ? ratio->interval : std::nullopt;
}

std::size_t reached_in(const StudyGroups& groups, const Group& group) {
    return reached(costs_of(group, kJoules, groups.target));
}

std::vector<std::string> answer_head(const StudyGroups& groups) {
    const std::string& key = groups.series_key;
    std::vector<std::string> head{key.empty() || key == "method.name" ? "method" : key.substr(key.rfind('.') + 1)};
    if (groups.settings.size() > 1) {
        head.emplace_back("setting");
    }
    head.insert(head.end(), {groups.target ? "reached" : "runs", "joules", "interval"});
    if (groups.series.size() > 1) {
        head.insert(head.end(), {"ratio to " + groups.series[groups.baseline], "interval", "bootstrap"});
    }
    head.insert(head.end(), {"seconds", "rounds", "updates", "MB"});
    return head;
}

std::vector<std::string> answer_row(const StudyGroups& groups, const Group& group) {
    std::vector<std::string> row{groups.series_of(group)};
    if (groups.settings.size() > 1) {
        row.push_back(groups.setting_of(group));
    }
    const std::size_t got_there = reached_in(groups, group), runs = group.runs.size();
    row.push_back(groups.target ? fmt::format("{} of {}", got_there, runs) : fmt::to_string(runs));
    const Spread joules = spread_of(costs_of(group, kJoules, groups.target));
    row.push_back(joules.middle ? readable(*joules.middle) : "-");
    row.push_back(interval_or_dash(joules.low, joules.high));
    if (groups.series.size() > 1) {
        const std::vector<std::string> cells = ratio_cells(groups, group);
        row.insert(row.end(), cells.begin(), cells.end());
    }
    for (const Measure measure : {Measure::kSeconds, Measure::kRounds, Measure::kUplinks}) {
        row.push_back(median_cell(groups, group, measure, 1.0));
    }
    row.push_back(median_cell(groups, group, Measure::kBytes, 1e-6));
    return row;
}

}  // namespace ogsim
