#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/statistics/ratio.h"
#include "src/report/analysis/study_groups.h"

/// What runs have spent, and what it came to over replicas.
namespace ogsim {

/// What learning costs; the x axes of curves.
enum class Measure { kTotal, kMarginal, kSeconds, kRounds, kUplinks, kBytes };
inline constexpr std::size_t kMeasures = 6;

[[nodiscard]] std::span<const AxisChoice> measures();

/// What has been spent when each round ended, by round.
[[nodiscard]] std::vector<double> spent_by_round(const ResultRun& run, Measure measure);

/// Index of the first round that meets the target; nothing where none does. As the run itself decides: an accuracy of
/// at least, a gap or loss below the value.
[[nodiscard]] std::optional<std::size_t> round_of_target(const ResultRun& run, const Target& target);

/// The cost up to the target; open upwards, from what the whole run spent, where it was not reached. Without a target
/// that of the whole run. A run without a round has spent nothing that is known: [0, infinite).
[[nodiscard]] Bounds cost_of(const ResultRun& run, Measure measure, const std::optional<Target>& target);

/// Over replicas: the median with what `low` and `high` stand for. From 6 values on its 95 % interval; below that the
/// least and the greatest; of one value nothing. What is not there: infinite.
struct Spread {
    std::optional<double> middle, low, high;
};
[[nodiscard]] Spread spread_of(std::span<const Bounds> sample);
[[nodiscard]] Spread spread_of(std::span<const double> sample);
inline constexpr const char* kSpreadWords =
    "median over replicas; interval: 95 % interval of the median from 6 replicas on, else from the least to the "
    "greatest";

/// Costs of the replicas that both groups have, but for those in which neither got there.
[[nodiscard]] std::vector<CostPair> pairs_of(const Group& group, const Group& baseline, Measure measure,
                                             const std::optional<Target>& target);

/// A paired ratio: the geometric mean with Student's interval where all costs are known, else the median with the
/// interval of order statistics; a run that did not get there counts as infinite in the median, as in that of costs.
struct Ratio {
    std::optional<double> middle, low, high;
    bool is_median = false;
    std::size_t pairs = 0;     ///< Of which at least one got there.
    std::size_t replicas = 0;  ///< That both have.
    /// Which of the two is cheaper is known with 95 % confidence, by more than three digits would hide.
    [[nodiscard]] bool is_less() const { return high && *high < 1.0 - kHidden; }
    [[nodiscard]] bool is_more() const { return low && *low > 1.0 + kHidden; }
    [[nodiscard]] bool is_clear() const { return is_less() || is_more(); }
    static constexpr double kHidden = 5e-4;
};

/// It speaks of the worlds in which at least one of the two gets there, and says so by `pairs` of `replicas`. Nothing
/// where those are not most of the worlds: the few easy ones would stand for all.
[[nodiscard]] Ratio ratio_to(const Group& baseline, const Group& group, Measure measure,
                             const std::optional<Target>& target);

/// How many of the costs are known.
[[nodiscard]] std::size_t reached(std::span<const Bounds> costs);

[[nodiscard]] std::vector<Bounds> costs_of(const Group& group, Measure measure, const std::optional<Target>& target);

}  // namespace ogsim
