#pragma once

#include <algorithm>
#include <cstddef>
#include <string>

#include "src/record/round_scene.h"

/// The rows of letters of which round_picture() is made.
namespace ogsim {

/// The columns of the picture as spans of time, all equally long.
struct Axis {
    SimTime begin, end;
    std::size_t columns;

    [[nodiscard]] SimTime start_of(std::size_t column) const {
        const double share = static_cast<double>(column) / static_cast<double>(columns);
        return begin + sim_time(share * seconds(end - begin));
    }
    [[nodiscard]] std::size_t column_of(SimTime at) const {
        const double share = static_cast<double>((at - begin).count()) / static_cast<double>((end - begin).count());
        return std::min(static_cast<std::size_t>(std::max(share, 0.0) * static_cast<double>(columns)), columns - 1);
    }
};

/// How long both go on at once.
[[nodiscard]] SimTime overlap(TimeSpan a, TimeSpan b);

/// A letter a column: sending comes before all else, then whatever took most of the column; the offer and the end of
/// the node's update stand over that.
[[nodiscard]] std::string letter_row(const NodeScene& node, const Axis& axis);

/// The row with ANSI colours around its letters.
[[nodiscard]] std::string coloured(const std::string& row);

/// What the letters mean. @param has_close  the ruler marks the close of the round.
[[nodiscard]] std::string legend(bool has_close);

}  // namespace ogsim
