#include "src/dataset/optimum_cache.h"

#include <unistd.h>

#include <cstdlib>
#include <string>

#include "src/dataset/digest.h"
#include "src/dataset/optimum_file.h"

namespace ogsim {
namespace {

namespace fs = std::filesystem;

/// What decides the optimum. Normal equations do so by their rounding, and so does a build for another machine.
std::string digest_of(const Objective& objective) {
    Digest digest;
    digest.put(kOptimumFormat);
    digest.put(Eigen::SimdInstructionSetsInUse());
    digest.put(objective.kind->name);
    for (const double number : {objective.weight, objective.l2_weight, objective.l1_weight, objective.huber_delta,
                                static_cast<double>(objective.classes), static_cast<double>(objective.hidden),
                                static_cast<double>(objective.normal.size())}) {
        digest.put_number(number);
    }
    for (const Shard& shard : objective.shards) {
        digest.put_number(static_cast<double>(shard.feature_count()));
        digest.put_number(static_cast<double>(shard.samples()));
        digest.put(shard.features.data(), static_cast<std::size_t>(shard.features.size()) * sizeof(double));
        digest.put(shard.targets.data(), static_cast<std::size_t>(shard.targets.size()) * sizeof(double));
    }
    return digest.hex();
}

bool may_write(const fs::path& folder) {
    return ::access(folder.c_str(), W_OK | X_OK) == 0;
}

/// An environment variable that holds an absolute path: others are to be ignored, says the XDG specification.
std::optional<fs::path> absolute_path_in(const char* variable) {
    const char* text = std::getenv(variable);  // NOLINT(concurrency-mt-unsafe): nobody sets variables here
    if (text == nullptr || !fs::path(text).is_absolute()) {
        return std::nullopt;
    }
    return fs::path(text);
}

}  // namespace

std::optional<Optimum> cached_optimum(const Objective& objective, const fs::path& folder) {
    if (optimum_flops(objective) < kWorthKeeping) {
        return optimum(objective);
    }
    const std::string name = digest_of(objective) + ".optimum";
    if (const KeptOptimum known = kept_optimum(folder, name, objective.dimension())) {
        return *known;
    }
    const std::optional<Optimum> best = optimum(objective);
    keep_optimum(folder, name, best);
    return best;
}

std::optional<fs::path> optimum_cache_folder(const fs::path& data_file) {
    std::error_code error;
    const fs::path parent = data_file.has_parent_path() ? data_file.parent_path() : fs::path(".");
    const fs::path beside = parent / ".ogsim-cache";
    const bool is_packaged = fs::absolute(parent, error).lexically_normal().string().starts_with("/usr/");
    if (!is_packaged && may_write(fs::is_directory(beside, error) ? beside : parent) &&
        (!fs::exists(beside, error) || fs::is_directory(beside, error))) {
        return beside;
    }
    if (const auto cache = absolute_path_in("XDG_CACHE_HOME")) {
        return *cache / "ogsim";
    }
    if (const auto home = absolute_path_in("HOME")) {
        return *home / ".cache" / "ogsim";
    }
    return std::nullopt;
}

}  // namespace ogsim
