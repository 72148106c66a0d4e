#include "src/dataset/source.h"

#include <fmt/format.h>

#include <optional>
#include <stdexcept>
#include <string_view>
#include <system_error>

#include "src/dataset/csv.h"

namespace ogsim {
DataSource data_source(const std::string& name, const std::filesystem::path& folder,
                       const std::filesystem::path& bundled) {
    if (const std::optional<DataEntry> known = named_data(name)) {
        return {.origin = known->origin, .file = known->file.empty() ? "" : bundled / known->file};
    }
    if (!name.ends_with(".csv")) {
        std::string known;
        for (const DataEntry& row : data_catalogue()) {
            known += std::string(row.name) + ", ";
        }
        throw std::invalid_argument(
            fmt::format("problem.data must be one of {}or the path of a .csv file, got \"{}\"", known, name));
    }
    return {.origin = DataOrigin::kCsv, .file = folder / name};
}

Shard read_data(const DataSource& source) {
    return read_csv(source.file);
}

std::filesystem::path data_folder() {
    std::error_code error;
    const std::filesystem::path beside = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
    for (const std::filesystem::path& folder :
         {std::filesystem::path(OGSIM_BUNDLED_DATA), beside / "data", beside / "../share/ogsim/data"}) {
        if (std::filesystem::is_directory(folder, error)) {
            return folder;
        }
    }
    throw std::invalid_argument(
        fmt::format("the bundled data is neither in {} nor in {}", OGSIM_BUNDLED_DATA, (beside / "data").string()));
}

}  // namespace ogsim
