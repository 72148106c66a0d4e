#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

/// Text in columns, for terminals.
namespace ogsim {

inline constexpr std::size_t kPageWidth = 100;  ///< Columns that no line goes beyond, unless one word alone does.

/// `label` at column `indent`, `text` beside it at column `text_column`, wrapped between words, each line ended.
[[nodiscard]] std::string labelled(std::string_view label, std::string_view text, std::size_t indent,
                                   std::size_t text_column);

/// One line of an item: what it is, and the text; lines without a text are left out.
struct Line {
    std::string_view label;
    std::string text;
};

/// A heading and its lines, indented and aligned below it.
[[nodiscard]] std::string item(std::string_view heading, std::span<const Line> lines);

}  // namespace ogsim
