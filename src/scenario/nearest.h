#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ogsim {

/// Fewest insertions, deletions and replacements of one letter, and swaps of two neighbours, that turn `a` into `b`
/// (optimal string alignment distance).
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// The known word most like `word`, the first of equals; nothing where none is near enough to be meant: more than a
/// third of its letters differ (at least one may).
[[nodiscard]] std::optional<std::string> nearest_word(std::string_view word, std::span<const std::string> known);

/// The known key most like `path`. A key of the same last name in another section counts as one letter away.
[[nodiscard]] std::optional<std::string> nearest_key(std::string_view path);

/// "; did you mean X?", or nothing.
[[nodiscard]] std::string did_you_mean(const std::optional<std::string>& suggestion);

}  // namespace ogsim
