#include "src/record/run_folder.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>
#include <utility>
#include <vector>

#include "src/record/table.h"

namespace ogsim {
namespace fs = std::filesystem;
namespace {

// Files that a run writes only where it is told to: those of the earlier result would not go with the new one.
constexpr const char* kOnRequest[] = {"messages.csv", "timeline.json", "netanim.xml"};

[[noreturn]] void cannot_write(const fs::path& path, const std::error_code& error) {
    throw CannotWrite(fmt::format("cannot write {}: {}", path.string(), error.message()));
}

[[noreturn]] void cannot_write(const fs::path& path) {
    cannot_write(path, {errno, std::generic_category()});
}

/// Throws unless `path` may be taken: see the constructor.
void require_ours(const fs::path& path, const std::string& hash) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status) || (fs::is_directory(status) && fs::is_empty(path, error) && !error)) {
        return;
    }
    std::ifstream file(path / "summary.json");
    if (!fs::is_directory(status) || !file) {
        throw std::invalid_argument(
            fmt::format("--out {}: exists and is not a run folder of ogsim; name another", path.string()));
    }
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    Summary summary;
    try {
        summary = summary_from_json(text);
    } catch (const std::invalid_argument& fault) {
        throw std::invalid_argument(
            fmt::format("--out {}: its summary.json is {}; name another folder", path.string(), fault.what()));
    }
    if (summary.scenario_hash != hash) {
        throw std::invalid_argument(
            fmt::format("--out {}: holds the result of another scenario (hash {}, this one has {}); name another "
                        "folder, or remove it first",
                        path.string(), summary.scenario_hash, hash));
    }
}

/// In order, but summary.json last: it is what makes a folder a result.
std::vector<fs::path> file_names(const fs::path& folder) {
    std::vector<fs::path> names;
    for (const auto& entry : fs::directory_iterator(folder)) {
        names.push_back(entry.path().filename());
    }
    std::sort(names.begin(), names.end(), [](const fs::path& a, const fs::path& b) {
        return std::pair(a == "summary.json", a) < std::pair(b == "summary.json", b);
    });
    return names;
}

}  // namespace

RunFolder::RunFolder(fs::path path, std::string hash) : path_(std::move(path)) {
    path_ = path_.has_filename() ? path_ : path_.parent_path();  // "--out dir/" means "--out dir"
    require_ours(path_, hash);
    partial_ = path_;
    partial_ += fmt::format(".partial-{}", ::getpid());
    std::error_code error;
    for (fs::path parent = partial_.parent_path(); !parent.empty() && !fs::exists(parent, error);
         parent = parent.parent_path()) {
        made_.push_back(parent);
    }
    fs::create_directories(partial_, error);
    if (error) {
        cannot_write(partial_, error);
    }
}

RunFolder::~RunFolder() {
    std::error_code ignored;
    if (!is_complete_ && !fs::exists(partial_ / "rounds.csv", ignored)) {
        fs::remove_all(partial_, ignored);
        for (const fs::path& parent : made_) {
            fs::remove(parent, ignored);  // if nobody else has put something there meanwhile
        }
    }
}

void RunFolder::write(const std::string& name, std::string_view text) const {
    LineFile file(partial_ / name);
    file.write(text);
    file.close();
}

void RunFolder::complete() {
    std::error_code error;
    for (const char* name : kOnRequest) {
        if (!fs::exists(partial_ / name, error)) {
            fs::remove(path_ / name, error);
        }
    }
    if (!fs::exists(path_)) {
        fs::rename(partial_, path_, error);
    } else {
        for (const fs::path& name : file_names(partial_)) {
            fs::rename(partial_ / name, path_ / name, error);
            if (error) {
                cannot_write(path_ / name, error);
            }
        }
        fs::remove(partial_, error);
    }
    if (error) {
        cannot_write(path_, error);
    }
    is_complete_ = true;
}

LineFile::LineFile(fs::path path) : path_(std::move(path)), file_(std::fopen(path_.c_str(), "w")) {
    if (!file_) {
        cannot_write(path_);
    }
}

void LineFile::write(std::string_view line) {
    if (std::fwrite(line.data(), 1, line.size(), file_.get()) != line.size() || std::fflush(file_.get()) != 0) {
        cannot_write(path_);
    }
}

void LineFile::close() {
    if (std::fclose(file_.release()) != 0) {
        cannot_write(path_);
    }
}

}  // namespace ogsim
