#pragma once

#include <span>
#include <vector>

namespace ogsim {

/// A choice with a cost and a worth.
struct Choice {
    double joules;    ///< The fewer the better.
    double accuracy;  ///< The more the better.
};

/// Which choices nothing else beats: no other one has as few joules and as much accuracy, and less of the one or more
/// of the other. Equal choices are both in it or both not. O(n^2). No choice: none; one: itself.
[[nodiscard]] std::vector<bool> pareto_front(std::span<const Choice> choices);

}  // namespace ogsim
