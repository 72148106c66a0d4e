#pragma once

#include <filesystem>
#include <string>

#include "model/data/catalogue.h"
#include "model/data/shard.h"

namespace ogsim {

/// The value of problem.data, resolved.
struct DataSource {
    DataOrigin origin = DataOrigin::kDigits;
    std::filesystem::path file;  ///< Empty for synthetic data.
};

/// A known name, or else the path of a .csv file, relative to `folder` unless it is absolute.
/// @param bundled  the folder of the bundled files, see data_folder().
/// @throws std::invalid_argument naming the known names where it is neither.
[[nodiscard]] DataSource data_source(const std::string& name, const std::filesystem::path& folder,
                                     const std::filesystem::path& bundled);

/// Reads the file of a source that is not synthetic, labels as they stand there. @throws as read_csv().
[[nodiscard]] Shard read_data(const DataSource& source);

/// The folder of the bundled data: scenarios/data of the source this was built from; where that is gone, `data` or
/// `../share/ogsim/data` beside the executable. @throws std::invalid_argument where none is there.
[[nodiscard]] std::filesystem::path data_folder();

}  // namespace ogsim
