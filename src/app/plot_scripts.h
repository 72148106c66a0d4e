#pragma once

#include <span>
#include <string_view>

namespace ogsim {

/// A script of plots/study, built into the program so that `ogsim plot` needs no files.
struct PlotScript {
    std::string_view name;  ///< "curves.gnuplot".
    std::string_view text;
};
[[nodiscard]] std::span<const PlotScript> plot_scripts();

}  // namespace ogsim
