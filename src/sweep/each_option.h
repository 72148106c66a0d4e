#pragma once

#include <string>
#include <vector>

namespace ogsim {

/// What one --each says.
struct EachOption {
    std::string key;
    std::vector<std::string> values;  ///< As typed, in quotes where they were.
};

/// Reads "key=value,value..."; a comma between double quotes is part of its value.
/// @throws std::invalid_argument naming an option that is not of that form, or names a value twice.
[[nodiscard]] EachOption each_option(const std::string& option);

/// All of them.
/// @throws std::invalid_argument also where two are of the same key.
[[nodiscard]] std::vector<EachOption> each_options(const std::vector<std::string>& options);

}  // namespace ogsim
