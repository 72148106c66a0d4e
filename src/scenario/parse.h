#pragma once

#include <string_view>

#include "src/scenario/value.h"

namespace ogsim {

/// Reads the text of a scenario file. Where it is no TOML, faults say why, with FILE:LINE:COLUMN, and entries are
/// empty.
[[nodiscard]] Entries parse_toml(std::string_view text, std::string_view file);

/// Reads a "key=value" of --set. The value is TOML, or else a text: method.name=gd needs no quotes.
[[nodiscard]] Entries parse_setting(std::string_view setting);

}  // namespace ogsim
