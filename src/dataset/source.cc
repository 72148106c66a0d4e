#include "src/dataset/source.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <stdexcept>
#include <string_view>
#include <system_error>

#include "src/dataset/csv.h"

namespace ogsim {
namespace {

struct KnownData {
    std::string_view name;
    DataOrigin origin;
    std::string_view file;  ///< In the folder of the bundled data; empty for synthetic data.
};

constexpr std::array<KnownData, 5> kKnown = {
    {{.name = "digits", .origin = DataOrigin::kDigits, .file = "digits.csv"},
     {.name = "breast-cancer", .origin = DataOrigin::kBreastCancer, .file = "breast_cancer.csv"},
     {.name = "near-identical", .origin = DataOrigin::kNearIdentical, .file = ""},
     {.name = "lag-increasing", .origin = DataOrigin::kLagIncreasing, .file = ""},
     {.name = "lag-uniform", .origin = DataOrigin::kLagUniform, .file = ""}}};

}  // namespace

std::vector<std::string> bundled_data_names() {
    std::vector<std::string> names;
    for (const KnownData& known : kKnown) {
        names.emplace_back(known.name);
    }
    return names;
}

DataSource data_source(const std::string& name, const std::filesystem::path& folder,
                       const std::filesystem::path& bundled) {
    for (const KnownData& known : kKnown) {
        if (known.name == name) {
            return {.origin = known.origin, .file = known.file.empty() ? "" : bundled / known.file};
        }
    }
    if (!name.ends_with(".csv")) {
        throw std::invalid_argument(
            fmt::format("problem.data must be one of {}, or the path of a .csv file, got \"{}\"",
                        fmt::join(bundled_data_names(), ", "), name));
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
