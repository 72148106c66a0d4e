#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

/// What the readers of text files share.
namespace ogsim {

/// Where a reader is, for messages.
struct TextPlace {
    const std::string& name;
    std::size_t line = 0;

    /// @throws std::invalid_argument "NAME:LINE: reason".
    [[noreturn]] void reject(const std::string& reason) const;
};

/// The text without blanks (space, tab) at either end.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// What a terminal can print of some bytes of a file, cut where they are many.
[[nodiscard]] std::string quotable(std::string_view text);

/// The text without byte order mark, and without blanks and line ends at its end.
[[nodiscard]] std::string_view without_margins(std::string_view text);

/// The next line without its end (LF or CRLF), which is taken off `text`.
[[nodiscard]] std::string_view take_line(std::string_view& text);

/// A decimal number that fills the whole field, one leading '+' allowed.
/// @return nothing for anything else; a value that is not finite for "inf", "nan" and what no double can hold.
[[nodiscard]] std::optional<double> number(std::string_view field);

}  // namespace ogsim
