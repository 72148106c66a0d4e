#include "src/dataset/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>
#include <vector>

#include "src/dataset/csv_fields.h"
#include "src/dataset/text_lines.h"

namespace ogsim {
namespace {

/// Where things stand in the lines of one file.
struct Layout {
    char delimiter = ',';
    std::size_t width = 0;
    std::size_t label = 0;  ///< Its column, from 0.
    bool header = false;
};

std::optional<std::size_t> whole_number(const std::string& text) {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

std::size_t column_called(const std::string& wanted, std::string_view header, const Layout& layout,
                          const TextPlace& place) {
    CsvFields fields(header, layout.delimiter);
    for (std::size_t column = 0; const auto field = fields.next(); ++column) {
        if (*field == wanted) {
            return column;
        }
    }
    place.reject(fmt::format("problem.label_column = \"{}\": no column of the first line is called so", wanted));
}

std::size_t label_column(const CsvOptions& options, std::string_view first, const Layout& layout,
                         const TextPlace& place) {
    const std::string& wanted = options.label_column;
    if (wanted == "last" || wanted == "first") {
        return wanted == "first" ? 0 : layout.width - 1;
    }
    const std::optional<std::size_t> number = whole_number(wanted);
    if (number && (*number < 1 || *number > layout.width)) {
        place.reject(
            fmt::format("problem.label_column = {}: must be 1 to {}, the columns there are", *number, layout.width));
    }
    if (!number && options.header == false) {
        place.reject(fmt::format("problem.label_column = \"{}\" is a name, but problem.header is no", wanted));
    }
    return number ? *number - 1 : column_called(wanted, first, layout, place);
}

/// Which of the two kinds of fields of a line are no numbers.
struct Texts {
    bool features = false;
    bool label = false;
};

Texts texts_of(std::string_view line, const Layout& layout) {
    Texts found;
    CsvFields fields(line, layout.delimiter);
    for (std::size_t column = 0; const auto field = fields.next(); ++column) {
        bool& kind = column == layout.label ? found.label : found.features;
        kind = kind || (!field->empty() && !number(*field));
    }
    return found;
}

bool has_header(const CsvOptions& options, std::string_view first, std::string_view rest, const Layout& layout) {
    if (options.header) {
        return *options.header;
    }
    const std::string& label = options.label_column;
    const bool by_name = label != "last" && label != "first" && !whole_number(label);
    const Texts texts = texts_of(first, layout);
    return by_name || texts.features || (texts.label && !texts_of(take_line(rest), layout).label);
}

Layout layout_of(std::string_view text, const CsvOptions& options, const TextPlace& place) {
    const std::string_view first = take_line(text);
    Layout layout{.delimiter = options.delimiter.value_or(delimiter_of(first))};
    layout.width = field_count(first, layout.delimiter);
    if (layout.width < 2) {
        place.reject("one column only: features and a label are needed");
    }
    if (layout.width > kMostFeatures + 1) {
        place.reject(fmt::format("{} columns: at most {} features are taken", layout.width, kMostFeatures));
    }
    layout.label = label_column(options, first, layout, place);
    layout.header = has_header(options, first, text, layout);
    if (layout.header && text.empty()) {
        place.reject("a header without any sample after it");
    }
    return layout;
}

double feature(std::string_view field, std::size_t column, std::size_t label, const TextPlace& place) {
    const std::optional<double> value = number(field);
    if (!value) {
        place.reject(
            fmt::format("column {}: \"{}\" is no number; every column but the label must be one, and the label is "
                        "column {} (problem.label_column)",
                        column + 1, quotable(field), label + 1));
    }
    if (!std::isfinite(*value)) {
        place.reject(fmt::format("column {}: \"{}\" is not a finite double", column + 1, quotable(field)));
    }
    return *value;
}

void check_label(std::string_view field, std::size_t column, const TextPlace& place) {
    if (field.empty()) {
        place.reject(fmt::format("column {}: the label is missing", column + 1));
    }
    if (!std::isfinite(number(field).value_or(0.0))) {
        place.reject(fmt::format("column {}: \"{}\" is not a finite double", column + 1, quotable(field)));
    }
}

/// Features of one line into `sample`; returns its label.
std::string_view parse_row(std::string_view line, const Layout& layout, const TextPlace& place,
                           Eigen::Ref<Eigen::VectorXd> sample) {
    std::string_view label;
    std::size_t column = 0;
    CsvFields fields(line, layout.delimiter);
    for (; const auto field = fields.next(); ++column) {
        if (column == layout.label) {
            check_label(*field, column, place);
            label = *field;
        } else if (column < layout.width) {
            sample[static_cast<Eigen::Index>(column - (column > layout.label))] =
                feature(*field, column, layout.label, place);
        }
    }
    if (column != layout.width) {
        place.reject(fmt::format("{} columns where the first line has {}", column, layout.width));
    }
    return label;
}

/// Room for all samples. A row that is not faulty takes two bytes a column, so that a broken file asks for little.
Eigen::MatrixXd room_for(std::string_view samples, const Layout& layout, const TextPlace& place) {
    const auto lines = static_cast<std::size_t>(std::count(samples.begin(), samples.end(), '\n')) + 1;
    const std::size_t rows = std::min(lines, samples.size() / (2 * layout.width) + 1);
    if (rows > kMostNumbers / layout.width) {
        place.reject(
            fmt::format("{} lines of {} columns: at most {} numbers are taken", lines, layout.width, kMostNumbers));
    }
    return Eigen::MatrixXd(static_cast<Eigen::Index>(layout.width - 1), static_cast<Eigen::Index>(rows));
}

}  // namespace

Table parse_csv(std::string_view text, const std::string& name, const CsvOptions& options) {
    text = without_margins(text);
    TextPlace place{.name = name, .line = 1};
    if (text.empty()) {
        place.reject("the file is empty: a table of numbers is needed");
    }
    const Layout layout = layout_of(text, options, place);
    place.line = 0;
    if (layout.header) {
        static_cast<void>(take_line(text));
        place.line = 1;
    }
    Eigen::MatrixXd features = room_for(text, layout, place);
    std::vector<std::string_view> labels;
    while (!text.empty()) {
        const std::string_view line = take_line(text);
        ++place.line;
        if (trimmed(line).empty()) {
            place.reject("a blank line between samples");
        }
        labels.push_back(parse_row(line, layout, place, features.col(static_cast<Eigen::Index>(labels.size()))));
    }
    return with_labels(std::move(features), labels);
}

}  // namespace ogsim
