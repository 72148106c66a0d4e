#pragma once

#include <string>
#include <string_view>

#include "src/scenario/keys.h"

/// Values as they are written in scenario files and messages.
namespace ogsim {

/// The shortest text that reads back to exactly this number, in TOML's form of a float: "20.0", "1e-08".
[[nodiscard]] std::string float_text(double value);

/// A limit as people write it: whole numbers without a point, "1000000", "0.5".
[[nodiscard]] std::string number_text(double value);

/// The text in quotes, as a TOML basic string; control characters and quotes are escaped.
[[nodiscard]] std::string in_quotes(std::string_view text);

/// The text, cut after 60 letters with "..." where it is longer.
[[nodiscard]] std::string shortened(std::string_view text);

/// The value of a key in a scenario as TOML; empty where it is optional and absent.
[[nodiscard]] std::string value_text(const Key& key, const Scenario& scenario);

}  // namespace ogsim
