#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "src/report/analysis/figure.h"

namespace ogsim {

/// One picture: a script, and the settings that it is given.
struct Picture {
    std::string name;      ///< "curves", "curves-2", "effect-radius_m": of the file.
    std::string script;    ///< "curves.gnuplot".
    std::string settings;  ///< gnuplot's words, such as "setting=2".
};

/// The figures that can be drawn, in order.
[[nodiscard]] const std::vector<std::string>& drawable_figures();

/// What there is to draw of the figure of that id: one picture for each setting, or each parameter.
[[nodiscard]] std::vector<Picture> pictures_of(const Report& report, const std::string& figure);

/// study.gnuplot: the names of series and settings, and what stands on the axes, as arrays and texts of gnuplot's.
[[nodiscard]] std::string names_for_gnuplot(const Report& report);

/// Runs gnuplot in that folder. @return what it complained of; empty where it drew.
/// @throws std::runtime_error where there is no gnuplot.
[[nodiscard]] std::string draw(const std::filesystem::path& folder, const Picture& picture, const std::string& format,
                               double width_cm);

}  // namespace ogsim
