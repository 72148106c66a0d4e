#include "src/report/text/text_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace ogsim {

std::string text_table(const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths(rows.front().size(), 0);
    for (const auto& row : rows) {
        for (std::size_t column = 0; column < widths.size(); ++column) {
            widths[column] = std::max(widths[column], row[column].size());
        }
    }
    std::string text;
    for (const auto& row : rows) {
        std::string line = fmt::format("{:<{}}", row.front(), widths.front());
        for (std::size_t column = 1; column < widths.size(); ++column) {
            line += fmt::format("  {:>{}}", row[column], widths[column]);
        }
        text += line + "\n";
        if (&row == &rows.front()) {
            text += std::string(line.size(), '-') + "\n";
        }
    }
    return text;
}

std::string readable(double value) {
    if (value == 0.0) {
        return "0";
    }
    const double size = std::abs(value);
    if (size < 1e-3 || size >= 1e7) {
        return fmt::format("{:.3e}", value);
    }
    const int decimals = 3 - static_cast<int>(std::floor(std::log10(size)));
    return fmt::format("{:.{}f}", value, std::max(decimals, 0));
}

}  // namespace ogsim
