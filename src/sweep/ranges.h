#pragma once

#include <vector>

#include "src/scenario/keys.h"
#include "src/scenario/value.h"

namespace ogsim {

/// The values of a range { from, to, step } or { from, to, count, scale }: from + i (to - from) / (n - 1) or, where the
/// scale is "log", from (to / from)^(i / (n - 1)), for i = 0 ... n - 1. Both ends are values.
///
/// Linear values are the nearest numbers to their decimal fractions: 0.1 to 0.5 in steps of 0.1 holds 0.3. Logarithmic
/// ones are rounded to four digits, to more where they lie close, and to whole ones for a key that takes only these.
/// Whole values stay whole.
///
/// @throws std::invalid_argument "FILE:LINE: sweep.KEY...: what is allowed" at the first fault.
[[nodiscard]] std::vector<Value> range_values(const Key& key, const Tree& range);

/// The same without a key: n values from `from` to `to`.
[[nodiscard]] std::vector<double> linear_values(double from, double to, int count);
[[nodiscard]] std::vector<double> log_values(double from, double to, int count);

}  // namespace ogsim
