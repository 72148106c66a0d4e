#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ogsim {

/// Reasons why a text is not even worth parsing, each "FILE:LINE:COLUMN: ..." (columns count bytes): bytes that are no
/// UTF-8, control characters other than tab and line end, lines and texts of absurd length. The parser of TOML has
/// undefined behaviour on some of these, and nests as deep as a line is long.
[[nodiscard]] std::vector<std::string> text_faults(std::string_view text, std::string_view file);

/// Length in bytes of the valid UTF-8 character that `text` begins with; 0 where it begins with none.
[[nodiscard]] std::size_t utf8_length(std::string_view text);

/// Whether the text holds a control character (below 32, or 127).
[[nodiscard]] bool has_control_characters(std::string_view text);

}  // namespace ogsim
