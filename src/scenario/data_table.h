#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string_view>

#include "src/scenario/scenario.h"

namespace ogsim {

/// Whether a data set is real or drawn, and so whether a part can be held back for accuracy.
enum class Origin { kBundled, kSynthetic };

/// A data set that goes by a name: a value of problem.data.
struct DataName {
    std::string_view name;
    Origin origin;
    std::string_view description;
    std::string_view source;
};

/// digits, breast-cancer, near-identical, lag-increasing, lag-uniform.
[[nodiscard]] std::span<const DataName> data_table();

/// The row that problem.data names; nothing where it is a path.
[[nodiscard]] std::optional<DataName> named_data(std::string_view data);

/// Where the data of this scenario stand: nothing where they are named; else the path, relative ones taken from the
/// scenario's folder.
[[nodiscard]] std::optional<std::filesystem::path> data_path(const Scenario& scenario);

}  // namespace ogsim
