#include "src/sweep/ranges.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <optional>
#include <stdexcept>

#include "src/scenario/nearest.h"
#include "src/scenario/value_text.h"

namespace ogsim {
namespace {

constexpr double kMostValues = 1e6;  // assumed: no study has more runs
constexpr double kExact = 0x1p53;

/// What a range says, still as numbers.
struct Range {
    std::optional<double> from = {}, to = {}, step = {}, count = {};
    bool is_log = false;
    bool is_whole = true;  // from, to and step
};

[[noreturn]] void refuse(const Tree& at, const std::string& fault) {
    throw std::invalid_argument(fmt::format("{}: {}", at.place, fault));
}

double number_of(const Tree& field, const std::string& path) {
    const auto* whole = std::get_if<std::int64_t>(&field.value);
    const auto* number = std::get_if<double>(&field.value);
    if (whole == nullptr && (number == nullptr || !std::isfinite(*number))) {
        refuse(field, fmt::format("{} = {}: must be a number", path, shown(field.value)));
    }
    return whole != nullptr ? static_cast<double>(*whole) : *number;
}

bool is_log(const Tree& field, const std::string& path) {
    const auto* word = std::get_if<std::string>(&field.value);
    if (word == nullptr || (*word != "linear" && *word != "log")) {
        refuse(field, fmt::format("{} = {}: must be one of linear, log", path, shown(field.value)));
    }
    return *word == "log";
}

void take(const Tree& field, const std::string& path, Range& range) {
    if (field.name == "scale") {
        range.is_log = is_log(field, path);
        return;
    }
    const std::vector<std::string> known{"from", "to", "step", "count", "scale"};
    if (std::find(known.begin(), known.end(), field.name) == known.end()) {
        refuse(field, fmt::format("{}: a range is {{ from = A, to = B, step = C }} or {{ from = A, to = B, count = N, "
                                  "scale = \"log\" }}{}",
                                  path, did_you_mean(nearest_word(field.name, known))));
    }
    const double value = number_of(field, path);
    auto& place = field.name == "from"   ? range.from
                  : field.name == "to"   ? range.to
                  : field.name == "step" ? range.step
                                         : range.count;
    place = value;
    const bool is_limit = field.name != "count";
    range.is_whole = range.is_whole && (!is_limit || std::holds_alternative<std::int64_t>(field.value));
}

/// Decimal places of the shortest text of a number: 1 of 0.1, 0 of 20, 8 of 1e-08.
int decimals(double value) {
    const std::string text = float_text(value);
    const std::size_t e = text.find('e');
    const int exponent = e == std::string::npos ? 0 : std::atoi(text.c_str() + e + 1);
    const std::string digits = text.substr(0, e);
    const std::size_t point = digits.find('.');
    const bool has_places = point != std::string::npos && digits.substr(point) != ".0";
    return std::max(0, (has_places ? static_cast<int>(digits.size() - point) - 1 : 0) - exponent);
}

/// Steps from one end to the other; nothing where these do not meet.
std::optional<double> steps(const Range& range) {
    const double number = (*range.to - *range.from) / *range.step;
    const double whole = std::round(number);
    return std::abs(number - whole) <= 1e-9 * std::max(1.0, std::abs(number)) ? std::optional(whole) : std::nullopt;
}

void check_step(const Tree& at, const std::string& path, const Range& range) {
    const std::string step = number_text(*range.step);
    if (range.is_log) {
        refuse(at, fmt::format("{}: a range on a log scale takes count = N, not a step", path));
    }
    if (*range.step == 0.0 || (*range.step > 0.0) != (*range.to > *range.from)) {
        refuse(at, fmt::format("{}: step = {} does not lead from {} to {}: must be {} 0", path, step,
                               number_text(*range.from), number_text(*range.to), *range.to > *range.from ? ">" : "<"));
    }
    if (std::abs((*range.to - *range.from) / *range.step) >= kMostValues) {
        refuse(at, fmt::format("{}: step = {}: more than {} values", path, step, number_text(kMostValues)));
    }
    if (!steps(range)) {
        const double last = *range.from + std::floor((*range.to - *range.from) / *range.step) * *range.step;
        refuse(at, fmt::format("{}: steps of {} from {} miss {}: the last one before it ends at {:g}", path, step,
                               number_text(*range.from), number_text(*range.to), last));
    }
}

int checked_count(const Tree& at, const std::string& path, const Range& range) {
    if (!range.from || !range.to) {
        refuse(at, fmt::format("{}: a range needs from and to", path));
    }
    if (range.step.has_value() == range.count.has_value()) {
        refuse(at, fmt::format("{}: a range needs either step or count", path));
    }
    if (*range.from == *range.to) {
        refuse(at, fmt::format("{}: from and to are both {}", path, number_text(*range.from)));
    }
    if (range.is_log && !(*range.from > 0.0 && *range.to > 0.0)) {
        refuse(at, fmt::format("{}: from = {}, to = {}: must be > 0 on a log scale", path, number_text(*range.from),
                               number_text(*range.to)));
    }
    if (range.step) {
        check_step(at, path, range);
        return static_cast<int>(*steps(range)) + 1;
    }
    if (!(*range.count >= 2.0 && *range.count <= kMostValues && *range.count == std::trunc(*range.count))) {
        refuse(at, fmt::format("{}: count = {}: must be a whole number from 2 to {}", path, number_text(*range.count),
                               number_text(kMostValues)));
    }
    return static_cast<int>(*range.count);
}

double rounded(double value, int digits) {
    return std::strtod(fmt::format("{:.{}e}", value, digits - 1).c_str(), nullptr);
}

/// A TOML integer where the number is whole and was meant so.
Value as_value(double number, bool is_whole) {
    const bool fits = is_whole && number == std::trunc(number) && std::abs(number) < kExact;
    return fits ? Value(static_cast<std::int64_t>(number)) : Value(number);
}

}  // namespace

std::vector<double> linear_values(double from, double to, int count) {
    const double scale = std::pow(10.0, std::min(22, std::max(decimals(from), decimals(to))));
    const double first = std::round(from * scale);
    const double last = std::round(to * scale);
    const double parts = count - 1;
    const bool is_exact = std::max(std::abs(first), std::abs(last)) * parts < kExact && parts * scale < kExact;
    std::vector<double> values;
    for (int i = 0; i < count; ++i) {
        // Whole numbers above and below: the quotient is the number nearest to the decimal fraction.
        const double exact = (first * (parts - i) + last * i) / (parts * scale);
        values.push_back(is_exact ? exact : from + (to - from) * i / parts);
    }
    values.back() = to;
    return values;
}

std::vector<double> log_values(double from, double to, int count) {
    const double step = (std::log(to) - std::log(from)) / (count - 1);
    const double needed = std::ceil(3.0 - std::log10(std::abs(std::expm1(step))));  // a thousandth of the step
    const int digits = static_cast<int>(std::clamp(needed, 4.0, 17.0));
    std::vector<double> values;
    for (int i = 0; i < count; ++i) {
        values.push_back(rounded(std::exp(std::log(from) + i * step), digits));
    }
    values.front() = from;
    values.back() = to;
    return values;
}

std::vector<Value> range_values(const Key& key, const Tree& range) {
    const std::string path = fmt::format("sweep.{}", key.path);
    if (kind_of(key) != "number" && kind_of(key) != "whole number" && !key.may_be_number) {
        refuse(range, fmt::format("{} = a range: must be a list, since the key takes {}", path, kind_of(key)));
    }
    Range read;
    for (const Tree& field : range.inside) {
        take(field, fmt::format("{}.{}", path, field.name), read);
    }
    const int count = checked_count(range, path, read);
    const bool wants_whole = kind_of(key) == "whole number";
    std::vector<Value> values;
    for (const double number :
         read.is_log ? log_values(*read.from, *read.to, count) : linear_values(*read.from, *read.to, count)) {
        const double value = wants_whole && read.is_log ? std::round(number) : number;
        values.push_back(as_value(value, wants_whole || read.is_whole));
    }
    return values;
}

}  // namespace ogsim
