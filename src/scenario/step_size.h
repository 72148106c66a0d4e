#pragma once

#include <string_view>

namespace ogsim {

/// Value of the key method.step_size: alpha = factor, or alpha = factor / L with L the smoothness of the problem.
struct StepSize {
    double factor = 1.0;         ///< Finite and > 0.
    bool per_smoothness = true;  ///< Divided by L.
};

/// Reads "0.01" or "0.9/L".
/// @throws std::invalid_argument with the text and what is allowed.
[[nodiscard]] StepSize parse_step_size(std::string_view text);

}  // namespace ogsim
