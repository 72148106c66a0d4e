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
    std::string_view file;  ///< In the folder of the bundled data; empty for synthetic data.
    int classes;            ///< Of its targets; 0 where they are real numbers.
    std::string_view description;
    std::string_view source;
};

/// digits, breast-cancer, near-identical, lag-increasing, lag-uniform.
[[nodiscard]] std::span<const DataName> data_table();

/// The row that problem.data names; nothing where it is a path.
[[nodiscard]] std::optional<DataName> named_data(std::string_view data);

/// The user's file that the scenario takes its data from, relative paths from the scenario's folder; nothing where the
/// data go by a name.
[[nodiscard]] std::optional<std::filesystem::path> data_path(const Scenario& scenario);

}  // namespace ogsim
