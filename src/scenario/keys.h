#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "src/scenario/scenario.h"

namespace ogsim {

/// The place in a Scenario that a key sets.
using Field = std::variant<std::string*, std::optional<std::string>*, double*, std::optional<double>*, int*,
                           std::int64_t*, std::optional<std::int64_t>*, bool*>;

/// One key of the scenario file. The checker, `ogsim describe` and the expanded scenario are all made from this table.
struct Key {
    std::string_view path;         ///< "network.radius_m".
    std::string_view unit;         ///< "m"; empty where it has none.
    std::string_view description;  ///< One sentence.
    Field (*field)(Scenario&);
    std::optional<double> least;  ///< Numbers: smallest value allowed ...
    std::optional<double> most;   ///< ... and largest.
    bool excludes_least = false;  ///< `least` itself is not allowed.
    /// Words allowed; empty: any. Names of catalogue rows come from the catalogues.
    std::function<std::vector<std::string>()> allowed;
    std::string_view source;  ///< Of the default, where it is a claim about the world; may be empty.
};

[[nodiscard]] std::span<const Key> keys();

}  // namespace ogsim
