#include "src/scenario/cell_checks.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "model/radio/radio_profile.h"
#include "src/scenario/word_tables.h"

namespace ogsim {
namespace {

constexpr std::string_view kRadio = "network.cell.radio";

std::optional<CrossFault> outside(std::string_view path, int value, int least, int most, const RadioProfile& radio) {
    if (value >= least && value <= most) {
        return std::nullopt;
    }
    return CrossFault{path,
                      {kRadio, "network.cell.window_min", "network.cell.window_max"},
                      fmt::format("must be from {} to {} for {} {}", least, most, kRadio, radio.name)};
}

std::optional<CrossFault> rate_fault(const CellKeys& cell, const RadioProfile& radio) {
    const std::vector<std::string> known = names(radio.modes);
    if (!cell.data_mode || std::find(known.begin(), known.end(), *cell.data_mode) != known.end()) {
        return std::nullopt;
    }
    return CrossFault{"network.cell.data_mode",
                      {kRadio},
                      fmt::format("must be one of {} for {} {}", fmt::join(known, ", "), kRadio, radio.name)};
}

std::optional<CrossFault> window_fault(const CellKeys& cell, const RadioProfile& radio) {
    const int most = radio.access == Access::kDcf ? 32767 : 8;  // an exponent
    const int least = cell.window_min.value_or(radio.window_min);
    if (auto fault = outside("network.cell.window_min", least, 0, most, radio)) {
        return fault;
    }
    return outside("network.cell.window_max", cell.window_max.value_or(std::max(least, radio.window_max)), least, most,
                   radio);
}

}  // namespace

std::optional<CrossFault> cell_fault(const Scenario& scenario) {
    if (scenario.network.medium != "cell") {
        return std::nullopt;
    }
    const CellKeys& cell = scenario.network.cell;
    const RadioProfile& radio = radio_entry(cell.radio);
    if (auto fault = rate_fault(cell, radio)) {
        return fault;
    }
    const auto largest = static_cast<int>(radio.largest_fragment.count);
    if (auto fault = outside("network.cell.fragment_b", cell.fragment_b.value_or(1), 1, largest, radio)) {
        return fault;
    }
    return window_fault(cell, radio);
}

}  // namespace ogsim
