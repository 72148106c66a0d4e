#pragma once

#include <string>
#include <vector>

namespace ogsim {

/// Lines of a table for a terminal: the first column to the left, the others to the right, two spaces between, the
/// first row ruled off as the header.
/// @param rows  all of the same length; the first one is the header.
[[nodiscard]] std::string text_table(const std::vector<std::vector<std::string>>& rows);

/// A number a person reads: four significant digits, no exponent between 1e-3 and 1e7; "-" for nothing.
[[nodiscard]] std::string readable(double value);
template <class Optional>
[[nodiscard]] std::string readable_or_dash(const Optional& value) {
    return value ? readable(static_cast<double>(*value)) : "-";
}

}  // namespace ogsim
