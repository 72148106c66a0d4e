#pragma once

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace ogsim {

/// A row of a catalogue: it goes by a name.
template <class Row>
concept Named = requires(const Row& row) {
    std::string_view(row.name);
};

/// The row of a catalogue that goes by `name`.
///
/// @param what  the rows are, as a message calls them: "method".
/// @throws std::invalid_argument naming all of them: `method must be one of gd, lag-wk, got "sgd"`.
template <Named Row>
[[nodiscard]] const Row& row_named(std::span<const Row> rows, std::string_view what, std::string_view name) {
    std::string known;
    for (const Row& row : rows) {
        if (row.name == name) {
            return row;
        }
        known += (known.empty() ? "" : ", ") + std::string(row.name);
    }
    throw std::invalid_argument(std::string(what) + " must be one of " + known + ", got \"" + std::string(name) + "\"");
}

}  // namespace ogsim
