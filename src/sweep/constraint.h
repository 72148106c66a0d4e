#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "src/scenario/keys.h"

/// Which combinations of a grid are wanted.
namespace ogsim {

/// A key's value in a comparison; nothing where the key is not set.
using Operand = std::variant<std::monostate, double, bool, std::string>;

enum class Relation { kEqual, kUnequal, kLess, kLessOrEqual, kGreater, kGreaterOrEqual };

/// "network.workers <= 50", or with another key on the right.
struct Comparison {
    const Key* left;
    Relation relation;
    const Key* right = nullptr;  ///< Null: the value.
    Operand value = {};
};

/// Comparisons joined by "and" and "or", of which "and" binds stronger: any of these groups must hold as a whole.
struct Constraint {
    std::vector<std::vector<Comparison>> any_of;
};

/// Reads "network.workers <= 50 or method.name = gd". Words may stand in quotes.
/// @throws std::invalid_argument saying what is wrong, without the place.
[[nodiscard]] Constraint parse_constraint(std::string_view text);

/// Whether the scenario meets it. With a key that is not set only != holds.
[[nodiscard]] bool holds(const Constraint& constraint, const Scenario& scenario);

}  // namespace ogsim
