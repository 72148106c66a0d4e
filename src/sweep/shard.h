#pragma once

#include <cstddef>
#include <string>

namespace ogsim {

/// The part of a study that one job of several does: every `of`-th run, from the `number`-th.
struct StudyShard {
    std::size_t number = 1;  ///< From 1.
    std::size_t of = 1;

    [[nodiscard]] bool has(std::size_t position) const { return position % of == number - 1; }
};

/// @param text  "3/8": the third of eight; empty: all.  @throws std::invalid_argument where it is no such thing.
[[nodiscard]] StudyShard parse_shard(const std::string& text);

}  // namespace ogsim
