#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "src/report/analysis/figures.h"

namespace ogsim {
namespace {

constexpr std::size_t kMostPoints = 100;  // of a curve
constexpr std::size_t kLeastPoints = 20;  // however many curves there are
constexpr std::size_t kMostRows = 40000;  // of the table, as far as kLeastPoints allows

/// Sums of replicas that spend the same differ in their last digits, and shall not stand a round apart.
double with_rounding(double sum) {
    return sum * (1.0 + 1e-12);
}

/// A quantity over what was spent: held from a round until the next one.
struct Steps {
    std::vector<double> x;  // rising
    std::vector<double> y;  // NaN where it is not known

    [[nodiscard]] bool runs_at(double place) const { return place <= with_rounding(x.back()); }
    /// Nothing before the first known value; after the end the last one.
    [[nodiscard]] std::optional<double> at(double place) const {
        auto index = std::upper_bound(x.begin(), x.end(), with_rounding(place)) - x.begin();
        while (index > 0 && !std::isfinite(y[static_cast<std::size_t>(index - 1)])) {
            --index;
        }
        return index > 0 ? std::optional(y[static_cast<std::size_t>(index - 1)]) : std::nullopt;
    }
};

/// Above-resting joules can fall for a moment: the most so far is what it took.
std::vector<double> rising(std::vector<double> values) {
    for (std::size_t place = 1; place < values.size(); ++place) {
        values[place] = std::max(values[place], values[place - 1]);
    }
    return values;
}

std::vector<Steps> steps_of(const Group& group, Measure measure, const std::string& quantity) {
    std::vector<Steps> all;
    for (const ResultRun* run : group.runs) {
        const std::vector<double>* y = run->rounds.column(quantity);
        if (y != nullptr && !y->empty()) {
            all.push_back({rising(spent_by_round(*run, measure)), *y});
        }
    }
    return all;
}

/// Half the points at equal distances of rounds, half at equal ratios: so that a curve is smooth on either axis.
std::vector<std::size_t> chosen_rounds(std::size_t rounds, std::size_t points) {
    std::vector<std::size_t> chosen;
    if (rounds <= points) {
        for (std::size_t round = 0; round < rounds; ++round) {
            chosen.push_back(round);
        }
        return chosen;
    }
    const std::size_t half = points / 2;
    const auto last = static_cast<double>(rounds - 1);
    for (std::size_t place = 0; place < half; ++place) {
        const double share = static_cast<double>(place) / static_cast<double>(half - 1);
        chosen.push_back(static_cast<std::size_t>(std::lround(share * last)));
        chosen.push_back(static_cast<std::size_t>(std::lround(std::pow(last + 1.0, share))) - 1);
    }
    std::sort(chosen.begin(), chosen.end());
    chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
    return chosen;
}

/// The x at which the curve is taken: rounds of the run at whose end just half of the others still go on.
std::vector<double> grid_of(const std::vector<Steps>& all, std::size_t points) {
    std::vector<const Steps*> by_end;
    for (const Steps& steps : all) {
        by_end.push_back(&steps);
    }
    std::stable_sort(by_end.begin(), by_end.end(),
                     [](const Steps* a, const Steps* b) { return a->x.back() > b->x.back(); });
    const Steps& guide = *by_end[(by_end.size() - 1) / 2];
    std::vector<double> grid;
    for (const std::size_t round : chosen_rounds(guide.x.size(), points)) {
        if (grid.empty() || guide.x[round] > grid.back()) {
            grid.push_back(guide.x[round]);
        }
    }
    return grid;
}

struct Pair {
    const AxisChoice* y;
    Measure measure;
};

void add_curve(const StudyGroups& groups, const Group& group, const Pair& pair, std::size_t points, Figure& figure) {
    const std::vector<Steps> all = steps_of(group, pair.measure, pair.y->id);
    if (all.empty()) {
        return;
    }
    const std::string& x_name = measures()[static_cast<std::size_t>(pair.measure)].id;
    for (const double x : grid_of(all, points)) {
        std::vector<double> values;
        std::size_t running = 0;
        for (const Steps& steps : all) {
            running += steps.runs_at(x) ? 1 : 0;
            if (const auto y = steps.at(x)) {
                values.push_back(*y);
            }
        }
        if (2 * values.size() < all.size() || values.empty()) {
            continue;
        }
        const Spread spread = spread_of(values);
        figure.rows.push_back({groups.series_of(group), groups.setting_of(group), pair.y->id, x_name, x,
                               cell_of(spread.middle), cell_of(spread.low), cell_of(spread.high), cell_of(running)});
    }
}

bool is_known(const StudyGroups& groups, const std::string& quantity) {
    return std::any_of(groups.results->runs.begin(), groups.results->runs.end(), [&](const ResultRun& run) {
        const std::vector<double>* column = run.rounds.column(quantity);
        return column != nullptr &&
               std::any_of(column->begin(), column->end(), [](double value) { return std::isfinite(value); });
    });
}

std::vector<AxisChoice> quantities(const StudyGroups& groups) {
    std::vector<AxisChoice> known;
    for (const AxisChoice& choice :
         {AxisChoice{.id = "accuracy", .label = "Accuracy", .unit = ""},
          AxisChoice{.id = "gap", .label = "Gap to the optimum", .unit = "", .is_logarithmic = true},
          AxisChoice{.id = "loss", .label = "Loss", .unit = "", .is_logarithmic = true}}) {
        if (is_known(groups, choice.id)) {
            known.push_back(choice);
        }
    }
    // What the runs aim at comes first.
    const auto aimed = std::find_if(known.begin(), known.end(), [&](const AxisChoice& choice) {
        return groups.target && choice.id == groups.target->kind;
    });
    if (aimed != known.end()) {
        std::rotate(known.begin(), aimed, aimed + 1);
    }
    return known;
}

}  // namespace

Figure curves_figure(const StudyGroups& groups) {
    Figure figure{.id = "curves",
                  .title = "What was learned, for what it cost",
                  .caption = std::string("A line and its band: ") + kSpreadWords +
                             ". A value holds until the next round; a run that has ended keeps its last one, and a "
                             "curve ends where fewer than half of its runs still go on.",
                  .columns = {{"series", ""},
                              {"setting", ""},
                              {"y_name", ""},
                              {"x_name", ""},
                              {"x", ""},
                              {"y", ""},
                              {"low", ""},
                              {"high", ""},
                              {"replicas", ""}},
                  .rows = {},
                  .x_choices = {measures().begin(), measures().end()},
                  .y_choices = quantities(groups)};
    for (AxisChoice& cost : figure.x_choices) {  // methods differ by factors; what is above resting may be below 0
        cost.is_logarithmic = cost.id != "rounds" && cost.id != "marginal_j";
    }
    const std::size_t curves = std::max<std::size_t>(1, groups.groups.size() * figure.y_choices.size() * kMeasures);
    const std::size_t points = std::clamp(kMostRows / curves, kLeastPoints, kMostPoints);
    for (const AxisChoice& y : figure.y_choices) {
        for (std::size_t x = 0; x < kMeasures; ++x) {
            for (const Group& group : groups.groups) {
                add_curve(groups, group, {&y, static_cast<Measure>(x)}, points, figure);
            }
        }
    }
    return figure;
}

}  // namespace ogsim
