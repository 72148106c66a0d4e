#include "src/record/export_folder.h"

#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace ogsim {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPieceBytes = 1 << 16;

/// The last one is what makes a folder an export.
constexpr const char* kFiles[] = {"runs.csv",     "rounds.csv",   "workers.csv",
                                  "activity.csv", "failures.csv", "study.json"};

void require_ours(const fs::path& folder) {
    std::error_code error;
    const fs::file_status status = fs::status(folder, error);
    if (!fs::exists(status) || (fs::is_directory(status) && fs::is_empty(folder, error) && !error)) {
        return;
    }
    std::ifstream file(folder / "study.json");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object() || !json.contains("ogsim") || json.at("ogsim") != kStudyExport) {
        throw std::invalid_argument(fmt::format(
            "--out {}: exists and is not an earlier export of a study; name another folder", folder.string()));
    }
}

void check(const std::error_code& error, const fs::path& folder) {
    if (error) {
        throw CannotWrite(fmt::format("cannot write {}: {}", folder.string(), error.message()));
    }
}

}  // namespace

void PieceFile::write(std::string_view text) {
    piece_ += text;
    if (piece_.size() >= kPieceBytes) {
        file_.write(std::exchange(piece_, ""));
    }
}

void PieceFile::close() {
    file_.write(piece_);
    file_.close();
}

ExportFolder::ExportFolder(const fs::path& folder)
    : folder_(folder.has_filename() ? folder : folder.parent_path()), partial_(folder_) {  // "dir/" means "dir"
    require_ours(folder_);
    partial_ += fmt::format(".partial-{}", ::getpid());
    std::error_code error;
    fs::create_directories(partial_, error);
    check(error, folder_);
}

ExportFolder::~ExportFolder() {
    std::error_code ignored;
    fs::remove_all(partial_, ignored);
}

void ExportFolder::complete() const {
    std::error_code error;
    if (!fs::exists(folder_, error)) {
        fs::rename(partial_, folder_, error);
        check(error, folder_);
        return;
    }
    for (const char* const name : kFiles) {
        fs::rename(partial_ / name, folder_ / name, error);
        check(error, folder_);
    }
}

}  // namespace ogsim
