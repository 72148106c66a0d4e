#pragma once

#include <cstddef>
#include <string>

#include "src/record/round_scene.h"

namespace ogsim {

struct PictureOptions {
    std::size_t width = 100;  ///< Columns of the terminal.
    bool in_colour = false;   ///< ANSI colours besides the letters.
    bool all = false;         ///< A row for every worker, not only for those that sent something.
};

/// A round as rows of letters, one row a node: time runs to the right; each letter tells what the node did for most of
/// its column, and sending comes before all else. Workers in the order in which they offered their updates. The legend
/// stands below. ASCII alone but for the colours.
/// @param scene  of a round that is closed.
[[nodiscard]] std::string round_picture(const RoundScene& scene, const PictureOptions& options);

}  // namespace ogsim
