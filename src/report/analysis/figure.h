#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

/// What a report shows. Each figure is one tidy table: the page draws it, a download button saves it, and `ogsim plot`
/// hands it to gnuplot.
namespace ogsim {

/// A cell: nothing, a number (finite), or a word.
using Cell = std::variant<std::monostate, double, std::string>;

struct FigureColumn {
    std::string name;  ///< "total_j"; fit for a CSV header.
    std::string unit;  ///< "J"; empty where it has none.
};

/// A choice of the page's: what stands on an axis.
struct AxisChoice {
    std::string id;               ///< As in the cells of the table.
    std::string label;            ///< "Energy of all workers".
    std::string unit;             ///< "J".
    bool is_logarithmic = false;  ///< At first; a switch changes it.
};

/// Tables by id; columns in this order. `series` and `setting` are names of Report::series and Report::settings.
/// Intervals are 95 % over replicas; low and high are empty where there are fewer than two values.
///
/// curves     series setting y x y_middle y_low y_high replicas   long: `y_name` and `x_name` tell which pair a row is
/// of
///            (columns: series, setting, y_name, x_name, x, y, low, high, replicas)
/// cost       series setting measure reached replicas middle low high ratio ratio_low ratio_high
///            measures: total_j, marginal_j, seconds, rounds, uplinks, bytes; ratio to the baseline of the same setting
/// energy     series setting part basis joules low high   basis: total | marginal; parts by radio state; tx by fate
/// pareto     series setting accuracy|loss joules is_front
/// effect     key value series measure middle low high reached replicas
/// workers    series setting worker joules low high battery_left_j died_share   and `gini` on each row
/// lifetime   series setting seconds alive   steps: workers alive at and after; only with batteries
/// fates      series setting fate updates low high      offered updates by fate, mean a run
/// order      series setting pairs inversions over_budget_rounds budget_rounds deadline_rounds missed_models
/// timeline   series round node kind begin_s end_s label
struct Figure {
    std::string id;
    std::string title;
    std::string caption;  ///< What is seen, and how it was computed; a sentence or two.
    std::vector<FigureColumn> columns;
    std::vector<std::vector<Cell>> rows;
    std::vector<AxisChoice> x_choices;  ///< Of curves, cost, effect; else empty.
    std::vector<AxisChoice> y_choices;  ///< Of curves.
};

struct Target {
    std::string kind;  ///< "accuracy", "gap" or "loss".
    double value = 0.0;
    std::string text;  ///< "95 % accuracy", "a gap of 1e-06".
};

/// The opening of the page.
struct Answer {
    std::string sentence;
    std::string reading;             ///< How to read its table.
    std::vector<std::string> notes;  ///< What a reader must know: runs that failed or did not reach the target.
    std::vector<std::string> head;   ///< Of its table.
    std::vector<std::vector<std::string>> rows;
};

struct Report {
    std::string title;  ///< The question.
    std::string name;   ///< Of the study.
    std::optional<Target> target;
    std::string baseline;  ///< Name of a series; empty: none.
    Answer answer;
    std::vector<std::string> series;    ///< What is compared, "gd": one colour each.
    std::string series_key;             ///< "method.name"; empty where there is one series.
    std::vector<std::string> settings;  ///< All else that is varied, "20 workers"; one empty name where nothing is.
    std::vector<Figure> figures;        ///< Those that have something to show.
    std::vector<std::pair<std::string, std::string>> provenance;  ///< Name and value; how to repeat it included.
};

/// For the page: {"title", "name", "target": {kind, value, text} | null, "baseline", "answer": {sentence, reading, notes, head,
/// rows}, "series", "series_key", "settings", "figures": [{id, title, caption, columns: [{name, unit}], rows,
/// x_choices, y_choices: [{id, label, unit, is_logarithmic}]}], "provenance": [[name, value]]}. Empty cells are null.
[[nodiscard]] std::string json_text(const Report& report);

/// The table as CSV: header, then a line a row; numbers in the shortest form that reads back to the same double.
[[nodiscard]] std::string csv_text(const Figure& figure);

}  // namespace ogsim
