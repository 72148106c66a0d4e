#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "src/record/run_folder.h"

/// The folder that a study is exported to.
namespace ogsim {

/// What its study.json says under "ogsim": by this an earlier export is known.
inline constexpr const char* kStudyExport = "study export";

/// A file that is written in large pieces. @throws CannotWrite.
class PieceFile {
 public:
    explicit PieceFile(const std::filesystem::path& path) : file_(path) {}
    void write(std::string_view text);
    void close();

 private:
    LineFile file_;
    std::string piece_;
};

/// Everything is written beside the folder first, and takes its place when it is complete; what does not come that far
/// goes. Files that the user put into the folder stay.
class ExportFolder {
 public:
    /// @throws std::invalid_argument unless the folder is absent, empty or an earlier export;  CannotWrite.
    explicit ExportFolder(const std::filesystem::path& folder);
    ~ExportFolder();
    ExportFolder(const ExportFolder&) = delete;
    ExportFolder& operator=(const ExportFolder&) = delete;

    /// Where a file is written.
    [[nodiscard]] std::filesystem::path at(const std::string& name) const { return partial_ / name; }
    /// @throws CannotWrite.
    void complete() const;

 private:
    std::filesystem::path folder_, partial_;
};

}  // namespace ogsim
