#include "src/report/analysis/target.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <stdexcept>
#include <variant>

#include "src/report/analysis/build_report.h"
#include "src/scenario/parse.h"

namespace ogsim {
namespace {

/// The number of that key in an expanded scenario.
std::optional<double> number_in(const Entries& entries, std::string_view path) {
    for (const Entry& entry : entries.entries) {
        if (entry.path != path) {
            continue;
        }
        if (const auto* number = std::get_if<double>(&entry.value)) {
            return *number;
        }
        if (const auto* whole = std::get_if<std::int64_t>(&entry.value)) {
            return static_cast<double>(*whole);
        }
    }
    return std::nullopt;
}

std::optional<Target> target_of_run(const ResultRun& run) {
    const Entries entries = parse_toml(run.scenario, "scenario.toml");
    if (const auto gap = number_in(entries, "run.target_gap")) {
        return target_of("gap", *gap);
    }
    const auto accuracy = number_in(entries, "run.target_accuracy");
    return accuracy ? std::optional(target_of("accuracy", *accuracy)) : std::nullopt;
}

bool is_sound(const std::string& kind, double value) {
    return std::isfinite(value) && value > 0.0 && (kind != "accuracy" || value <= 1.0);
}

}  // namespace

Target target_of(const std::string& kind, double value) {
    const std::string text =
        kind == "accuracy" ? fmt::format("{:g} % accuracy", 100.0 * value) : fmt::format("a {} of {:g}", kind, value);
    return {.kind = kind, .value = value, .text = text};
}

Target parse_target(const std::string& text) {
    const std::size_t equals = text.find('=');
    const std::string kind = text.substr(0, equals);
    const std::string number = equals == std::string::npos ? "" : text.substr(equals + 1);
    char* end = nullptr;
    const double value = std::strtod(number.c_str(), &end);
    const bool is_number = !number.empty() && *end == '\0';
    const bool is_kind = kind == "accuracy" || kind == "gap" || kind == "loss";
    if (!is_kind || !is_number || !is_sound(kind, value)) {
        throw std::invalid_argument(
            fmt::format("--target {}: must be accuracy=A with A above 0 and up to 1, gap=G or loss=L above 0", text));
    }
    return target_of(kind, value);
}

std::optional<Target> common_target(const StudyResults& results) {
    std::optional<Target> common;
    for (const ResultRun& run : results.runs) {
        const auto target = target_of_run(run);
        if (!target || (common && (common->kind != target->kind || common->value != target->value))) {
            return std::nullopt;
        }
        common = target;
    }
    return common;
}

bool some_have_target(const StudyResults& results) {
    return std::any_of(results.runs.begin(), results.runs.end(),
                       [](const ResultRun& run) { return target_of_run(run).has_value(); });
}

}  // namespace ogsim
