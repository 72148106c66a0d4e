#pragma once

#include <string>
#include <vector>

namespace ogsim {

/// One of the runs that --each asks for.
struct Variant {
    std::vector<std::string> settings;  ///< "key=value", one for each --each.
    std::string label;                  ///< The values, as "cell-gd"; fit for the name of a folder.
};

/// Every combination of the values, the last option's changing fastest.
/// @param each  "key=value,value..." each; a comma between double quotes is part of its value.
/// @throws std::invalid_argument naming an option that is not of that form, or names a key or a value twice.
[[nodiscard]] std::vector<Variant> variants(const std::vector<std::string>& each);

/// "network.medium" of "network.medium=ideal,wifi", for each.
[[nodiscard]] std::vector<std::string> varied_keys(const std::vector<std::string>& each);

}  // namespace ogsim
