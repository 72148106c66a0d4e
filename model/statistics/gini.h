#pragma once

#include <optional>
#include <span>

namespace ogsim {

/// How unevenly something is shared: 0 where all have the same, (n - 1) / n where one has it all.
///
///     G = sum_i (2 i - n - 1) x(i) / (n sum x),   x(1) <= ... <= x(n).
///
/// Half the mean difference of two of them, over their mean. Nothing for no values; 0 for one, and where all are 0.
/// @throws std::invalid_argument for a value that is not finite or < 0.
/// Source: Gini (1912); the form over sorted values: Damgaard & Weiner (2000), Ecology 81(4), 1139-1142.
[[nodiscard]] std::optional<double> gini(std::span<const double> shares);

}  // namespace ogsim
