#pragma once

#include <span>
#include <string_view>

namespace ogsim {

/// One level of truth about the air: a value of network.medium.
struct MediumRow {
    std::string_view name;
    std::string_view models;  ///< What it represents.
    std::string_view costs;   ///< How the time of a run grows.
    std::string_view limits;  ///< What it leaves out.
};

/// ideal, cell, wifi, lrwpan.
[[nodiscard]] std::span<const MediumRow> media_table();

}  // namespace ogsim
