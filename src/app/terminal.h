#pragma once

#include <cstddef>

namespace ogsim {

/// Columns of the terminal at that file descriptor, or `otherwise` where it is none.
[[nodiscard]] std::size_t terminal_width(int descriptor, std::size_t otherwise);

/// Whether colours are welcome there: a terminal, and no NO_COLOR in the environment (no-color.org).
[[nodiscard]] bool takes_colours(int descriptor);

}  // namespace ogsim
