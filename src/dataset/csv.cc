#include "src/dataset/csv.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <vector>

namespace ogsim {
namespace {

constexpr std::string_view kBlanks = " \t";
constexpr std::size_t kLongestQuote = 40;  // of file content in a message

/// Where the reader is, for messages.
struct Place {
    const std::string& name;
    std::size_t line = 0;

    [[noreturn]] void reject(const std::string& reason) const {
        throw std::invalid_argument(fmt::format("{}:{}: {}", name, line, reason));
    }
};

std::string_view trimmed(std::string_view text) {
    const std::size_t from = text.find_first_not_of(kBlanks);
    return from == std::string_view::npos ? std::string_view{}
                                          : text.substr(from, text.find_last_not_of(kBlanks) - from + 1);
}

/// What a terminal can print of some bytes of a file.
std::string quotable(std::string_view text) {
    std::string shown(text.substr(0, kLongestQuote));
    for (char& letter : shown) {
        letter = letter >= ' ' && letter <= '~' ? letter : '?';
    }
    return shown + (text.size() > kLongestQuote ? "..." : "");
}

/// The next line without its end, which is taken off `text`.
std::string_view take_line(std::string_view& text) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    return line;
}

char delimiter_of(std::string_view line) {
    for (const char candidate : {';', '\t', ','}) {
        bool quoted = false;
        for (const char letter : line) {
            quoted = quoted != (letter == '"');
            if (letter == candidate && !quoted) {
                return candidate;
            }
        }
    }
    return ' ';
}

/// The next field, which is taken off `rest`; nothing after the last one.
std::optional<std::string_view> take_field(std::optional<std::string_view>& rest, char delimiter) {
    if (!rest) {
        return std::nullopt;
    }
    bool quoted = false;
    std::size_t end = 0;
    for (; end < rest->size() && (quoted || (*rest)[end] != delimiter); ++end) {
        quoted = quoted != ((*rest)[end] == '"');
    }
    const std::string_view field = rest->substr(0, end);
    const std::string_view left = end < rest->size() ? rest->substr(end + 1) : std::string_view{};
    const std::string_view next = delimiter == ' ' ? trimmed(left) : left;
    rest = end < rest->size() && !(delimiter == ' ' && next.empty()) ? std::optional(next) : std::nullopt;
    return trimmed(field);
}

/// The fields of a line that is not blank, ready for take_field.
std::optional<std::string_view> fields_of(std::string_view line, char delimiter) {
    return delimiter == ' ' ? trimmed(line) : line;
}

struct Number {
    double value = 0.0;
    std::errc error = {};
};

Number number(std::string_view field) {
    if (field.starts_with('+') && !field.starts_with("+-")) {
        field.remove_prefix(1);
    }
    Number parsed;
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), parsed.value);
    parsed.error = end == field.data() + field.size() ? error : std::errc::invalid_argument;
    return parsed;
}

bool is_header(std::string_view line, char delimiter) {
    std::optional<std::string_view> rest = fields_of(line, delimiter);
    while (const std::optional<std::string_view> field = take_field(rest, delimiter)) {
        if (!field->empty() && number(*field).error == std::errc::invalid_argument) {
            return true;
        }
    }
    return false;
}

/// Appends the numbers of one row to `values`; returns how many there were.
std::size_t parse_row(std::string_view line, char delimiter, const Place& place, std::vector<double>& values) {
    std::size_t column = 0;
    std::optional<std::string_view> rest = fields_of(line, delimiter);
    while (const std::optional<std::string_view> field = take_field(rest, delimiter)) {
        ++column;
        const Number parsed = number(*field);
        if (parsed.error == std::errc::result_out_of_range || !std::isfinite(parsed.value)) {
            place.reject(fmt::format("column {}: \"{}\" is not a finite double", column, quotable(*field)));
        }
        if (parsed.error != std::errc{}) {
            place.reject(fmt::format("column {}: \"{}\" is no number; every column must be one, the label last", column,
                                     quotable(*field)));
        }
        values.push_back(parsed.value);
    }
    return column;
}

void check_width(std::size_t width, std::size_t expected, const Place& place) {
    if (width != expected) {
        place.reject(fmt::format("{} columns where the first line has {}", width, expected));
    }
    if (width < 2) {
        place.reject("one column only: features and a label are needed");
    }
}

std::size_t width_of(std::string_view line, char delimiter) {
    std::size_t width = 0;
    std::optional<std::string_view> rest = fields_of(line, delimiter);
    while (take_field(rest, delimiter)) {
        ++width;
    }
    return width;
}

Shard shard_of(const std::vector<double>& values, std::size_t width) {
    const auto rows = static_cast<Eigen::Index>(width);
    const Eigen::Map<const Eigen::MatrixXd> table(values.data(), rows, static_cast<Eigen::Index>(values.size()) / rows);
    return {.features = table.topRows(rows - 1), .targets = table.row(rows - 1).transpose()};
}

}  // namespace

Shard parse_csv(std::string_view text, const std::string& name) {
    text.remove_prefix(text.starts_with("\xEF\xBB\xBF") ? 3 : 0);
    const std::size_t end = text.find_last_not_of(" \t\r\n");
    text = text.substr(0, end == std::string_view::npos ? 0 : end + 1);
    Place place{.name = name, .line = 1};
    if (text.empty()) {
        place.reject("the file is empty: a table of numbers is needed");
    }
    std::string_view rest = text;
    const std::string_view first = take_line(rest);
    const char delimiter = delimiter_of(first);
    const std::size_t width = width_of(first, delimiter);
    if (!is_header(first, delimiter)) {
        rest = text;
        place.line = 0;
    } else if (rest.empty()) {
        place.reject("a header without any sample after it");
    }
    std::vector<double> values;
    while (!rest.empty()) {
        const std::string_view line = take_line(rest);
        ++place.line;
        if (trimmed(line).empty()) {
            place.reject("a blank line between samples");
        }
        check_width(parse_row(line, delimiter, place, values), width, place);
    }
    return shard_of(values, width);
}

Shard read_csv(const std::filesystem::path& file) {
    std::error_code error;
    const std::filesystem::file_status status = std::filesystem::status(file, error);
    const std::string name = file.string();
    if (!std::filesystem::exists(status)) {
        throw std::invalid_argument(name + ": no such file");
    }
    if (!std::filesystem::is_regular_file(status) && !std::filesystem::is_fifo(status)) {
        throw std::invalid_argument(name + ": is not a file" +
                                    (std::filesystem::is_directory(status) ? ", but a folder" : ""));
    }
    std::ifstream stream(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    if (!stream.is_open() || stream.bad()) {
        throw std::invalid_argument(name + ": cannot be read");
    }
    return parse_csv(text, name);
}

}  // namespace ogsim
