#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "model/data/shard.h"

namespace ogsim {

/// A table of numbers, a line a sample, the label in the last column; at least one feature and one sample.
///
/// Columns are separated by the first of semicolon, tab, comma, space that stands in the first line outside quotes;
/// space means any run of blanks. The first line is a header if a field of it is no number; its names may be quoted.
/// Line ends LF or CRLF, a byte order mark and blank lines at the end are accepted.
///
/// @param text  the whole content.   @param name  of the file, for messages.
/// @throws std::invalid_argument "NAME:LINE: ..." for rows of different length, text that is no number, numbers that
///         are not finite, and tables without samples or features.
[[nodiscard]] Shard parse_csv(std::string_view text, const std::string& name);

/// parse_csv of a file. @throws std::invalid_argument also where it is missing, a folder, or cannot be read.
[[nodiscard]] Shard read_csv(const std::filesystem::path& file);

}  // namespace ogsim
