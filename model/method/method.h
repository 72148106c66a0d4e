#pragma once

#include <span>
#include <string_view>

namespace ogsim {

/// A paper's method: a named row of who speaks x what is said x how the server steps.
struct Method {
    std::string_view name;         ///< Value of the key method.name.
    std::string_view selection;    ///< Row of selection_catalogue().
    std::string_view compression;  ///< Row of compression_catalogue(), the default of method.compression.
    std::string_view optimizer;    ///< "gradient": theta <- theta - alpha s.
    std::string_view equation;     ///< Who is silent when, as a terminal can print it.
    std::string_view converges;    ///< Under which condition.
    std::string_view source;       ///< Paper; and the word "reconstructed" where our reading is one.
};

/// gd, lag-wk, ordered-rx, ordered-timer, genie.
[[nodiscard]] std::span<const Method> method_catalogue();

/// The row with that name. @throws std::invalid_argument naming the known ones.
[[nodiscard]] const Method& method_entry(std::string_view name);

}  // namespace ogsim
