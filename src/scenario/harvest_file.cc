#include "src/scenario/harvest_file.h"

#include <fmt/format.h>

#include <cmath>
#include <vector>

#include "src/dataset/csv_fields.h"
#include "src/dataset/file_bytes.h"
#include "src/dataset/text_lines.h"

namespace ogsim {
namespace {

/// The two fields of a line; rejects any other number of them.
std::pair<std::string_view, std::string_view> two_fields(std::string_view line, const TextPlace& place) {
    CsvFields fields(line, ',');
    const auto time = fields.next();
    const auto power = fields.next();
    if (!time || !power || fields.next()) {
        place.reject(fmt::format("must be time_s,power_w, got \"{}\"", quotable(line)));
    }
    return {*time, *power};
}

HarvestStep step_of(std::string_view line, const std::vector<HarvestStep>& before, const TextPlace& place) {
    const auto [time_field, power_field] = two_fields(line, place);
    const auto time = number(time_field);
    if (!time || !(*time >= 0.0) || *time > seconds(kCentury).si) {
        place.reject(fmt::format("time_s must be from 0 to a century, got \"{}\"", quotable(time_field)));
    }
    const SimTime at = sim_time({*time});
    if (before.empty() ? at != SimTime{0} : at <= before.back().from) {
        place.reject(fmt::format("time_s must {}, got \"{}\"", before.empty() ? "be 0 in the first line" : "rise",
                                 quotable(time_field)));
    }
    const auto power = number(power_field);
    if (!power || !(*power >= 0.0) || !std::isfinite(*power)) {
        place.reject(fmt::format("power_w must be finite and >= 0, got \"{}\"", quotable(power_field)));
    }
    return {at, Watts{*power}};
}

/// A first line of names: its first field is no number.
bool is_header(std::string_view line) {
    return !number(CsvFields(line, ',').next().value_or(""));
}

Harvest parse(std::string_view text, const std::string& name) {
    TextPlace place{name};
    std::vector<HarvestStep> steps;
    bool is_first = true;
    for (text = without_margins(text); !text.empty();) {
        const std::string_view line = trimmed(take_line(text));
        ++place.line;
        if (line.empty() || line.starts_with('#')) {
            continue;
        }
        if (!is_first || !is_header(line)) {
            steps.push_back(step_of(line, steps, place));
        }
        is_first = false;
    }
    if (steps.size() < 2) {
        place.reject("needs two lines at least: the last one's time is when it begins again");
    }
    const SimTime period = steps.back().from;
    steps.pop_back();
    return Harvest(std::move(steps), period);
}

}  // namespace

std::optional<std::filesystem::path> harvest_file(const Scenario& scenario) {
    const auto& trace = scenario.energy.harvest_trace;
    return trace ? std::optional(std::filesystem::path(scenario.folder) / *trace) : std::nullopt;
}

Harvest harvest_of(const Scenario& scenario) {
    const auto file = harvest_file(scenario);
    return file ? parse(file_bytes(*file), file->string()) : Harvest(Watts{scenario.energy.harvest_w});
}

}  // namespace ogsim
