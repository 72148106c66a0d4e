#include "src/report/analysis/run_costs.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ogsim {
namespace {

constexpr double kForever = std::numeric_limits<double>::infinity();

std::vector<double> column_or_zeros(const ResultRun& run, std::string_view name) {
    const std::vector<double>* column = run.rounds.column(name);
    return column != nullptr ? *column : std::vector<double>(run.rounds.rows(), 0.0);
}

std::vector<double> cumulative_bytes(const ResultRun& run) {
    std::vector<double> bytes = column_or_zeros(run, "uplink_bytes");
    const std::vector<double> down = column_or_zeros(run, "downlink_bytes");
    double sum = 0.0;
    for (std::size_t round = 0; round < bytes.size(); ++round) {
        sum += bytes[round] + down[round];
        bytes[round] = sum;
    }
    return bytes;
}

std::optional<double> finite_or_nothing(double value) {
    return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

/// The run of the same replica; null where there is none.
const ResultRun* same_replica(const ResultRun& run, const Group& group) {
    const auto same = std::find_if(group.runs.begin(), group.runs.end(),
                                   [&run](const ResultRun* other) { return other->replica == run.replica; });
    return same == group.runs.end() ? nullptr : *same;
}

std::size_t shared_replicas(const Group& a, const Group& b) {
    return static_cast<std::size_t>(std::count_if(
        a.runs.begin(), a.runs.end(), [&b](const ResultRun* run) { return same_replica(*run, b) != nullptr; }));
}

/// As costs do, a run that did not get there counts as infinite: the ratio is infinite or 0. Nothing where the median
/// is.
std::optional<double> median_of_ratios(std::span<const CostPair> pairs) {
    std::vector<double> ratios;
    for (const CostPair& pair : pairs) {
        ratios.push_back(pair.cost.high / pair.baseline.high);
    }
    std::sort(ratios.begin(), ratios.end());
    const double below = ratios[(ratios.size() - 1) / 2], above = ratios[ratios.size() / 2];
    return below > 0.0 ? finite_or_nothing(0.5 * (below + above)) : std::nullopt;
}

}  // namespace

std::span<const AxisChoice> measures() {
    static const std::array<AxisChoice, kMeasures> kTable{{
        {.id = "total_j", .label = "Energy of all workers", .unit = "J"},
        {.id = "marginal_j", .label = "Energy above resting", .unit = "J"},
        {.id = "seconds", .label = "Time", .unit = "s"},
        {.id = "rounds", .label = "Rounds", .unit = ""},
        {.id = "uplinks", .label = "Updates delivered", .unit = ""},
        {.id = "bytes", .label = "Bytes on the air", .unit = "B"},
    }};
    return kTable;
}

std::vector<double> spent_by_round(const ResultRun& run, Measure measure) {
    switch (measure) {
        case Measure::kTotal:
            return column_or_zeros(run, "cumulative_total_j");
        case Measure::kMarginal:
            return column_or_zeros(run, "cumulative_marginal_j");
        case Measure::kSeconds:
            return column_or_zeros(run, "sim_time_s");
        case Measure::kRounds:
            return column_or_zeros(run, "round");
        case Measure::kUplinks:
            return column_or_zeros(run, "cumulative_delivered");
        case Measure::kBytes:
            break;
    }
    return cumulative_bytes(run);
}

std::optional<std::size_t> round_of_target(const ResultRun& run, const Target& target) {
    const std::vector<double>* column = run.rounds.column(target.kind);
    for (std::size_t round = 0; column != nullptr && round < column->size(); ++round) {
        const double value = (*column)[round];  // NaN, which meets nothing, where it is not known
        if (target.kind == "accuracy" ? value >= target.value : value < target.value) {
            return round;
        }
    }
    return std::nullopt;
}

Bounds cost_of(const ResultRun& run, Measure measure, const std::optional<Target>& target) {
    const std::vector<double> spent = spent_by_round(run, measure);
    if (spent.empty()) {
        return {0.0, kForever};
    }
    if (!target) {
        return {spent.back(), spent.back()};
    }
    const auto round = round_of_target(run, *target);
    return round ? Bounds{spent[*round], spent[*round]} : Bounds{spent.back(), kForever};
}

Spread spread_of(std::span<const Bounds> sample) {
    const MedianEstimate median = median_with_interval(sample);
    Spread spread{.middle = median.most, .low = median.low, .high = median.high};
    if (sample.size() > 1 && sample.size() < kLeastForMedian) {
        const auto by_low = [](const Bounds& a, const Bounds& b) { return a.low < b.low; };
        const auto by_high = [](const Bounds& a, const Bounds& b) { return a.high < b.high; };
        spread.low = std::min_element(sample.begin(), sample.end(), by_low)->low;
        spread.high = finite_or_nothing(std::max_element(sample.begin(), sample.end(), by_high)->high);
    }
    return spread;
}

Spread spread_of(std::span<const double> sample) {
    std::vector<Bounds> bounds;
    for (const double value : sample) {
        bounds.push_back({value, value});
    }
    return spread_of(std::span<const Bounds>(bounds));
}

std::vector<CostPair> pairs_of(const Group& group, const Group& baseline, Measure measure,
                               const std::optional<Target>& target) {
    std::vector<CostPair> pairs;
    for (const ResultRun* run : group.runs) {
        const ResultRun* same = same_replica(*run, baseline);
        if (same == nullptr) {
            continue;
        }
        const CostPair pair{cost_of(*run, measure, target), cost_of(*same, measure, target)};
        if (std::isfinite(pair.cost.high) || std::isfinite(pair.baseline.high)) {
            pairs.push_back(pair);
        }
    }
    return pairs;
}

Ratio ratio_to(const Group& baseline, const Group& group, Measure measure, const std::optional<Target>& target) {
    const std::vector<CostPair> pairs = pairs_of(group, baseline, measure, target);
    Ratio ratio{
        .middle = {}, .low = {}, .high = {}, .pairs = pairs.size(), .replicas = shared_replicas(group, baseline)};
    if (2 * ratio.pairs <= ratio.replicas) {
        return ratio;
    }
    if (const auto mean = geometric_mean_ratio(pairs)) {
        ratio.middle = mean->value;
        if (mean->interval) {
            ratio.low = mean->interval->low;
            ratio.high = mean->interval->high;
        }
        return ratio;
    }
    const MedianEstimate median = median_ratio(pairs);
    if (!median.least) {
        return ratio;
    }
    ratio.is_median = true;
    ratio.middle = median_of_ratios(pairs);
    ratio.low = median.low;
    ratio.high = median.high;
    return ratio;
}

std::size_t reached(std::span<const Bounds> costs) {
    return static_cast<std::size_t>(
        std::count_if(costs.begin(), costs.end(), [](const Bounds& cost) { return std::isfinite(cost.high); }));
}

std::vector<Bounds> costs_of(const Group& group, Measure measure, const std::optional<Target>& target) {
    std::vector<Bounds> costs;
    for (const ResultRun* run : group.runs) {
        costs.push_back(cost_of(*run, measure, target));
    }
    return costs;
}

}  // namespace ogsim
