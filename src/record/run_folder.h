#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ogsim {

/// A result could not be written: a full disk, a folder that may not be written. Not the scenario's fault.
class CannotWrite : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

/// The folder a run writes into. Everything is written beside it first, as PATH.partial-PID, where it can be read while
/// the run goes on, and takes its place when the run is complete; until then nothing on disk is changed. Files of the
/// earlier result are replaced or go, files that the user put beside them stay.
class RunFolder {
 public:
    /// @param path  absent, empty, or an earlier result of the same scenario, which will be replaced.
    /// @param hash  of the scenario.
    /// @throws std::invalid_argument where `path` holds anything else;  CannotWrite where it cannot be made.
    RunFolder(std::filesystem::path path, std::string hash);
    /// An incomplete run stays in its partial folder if it holds rows, for whoever wants to look; else it goes, and
    /// with it the folders above that were made for it.
    ~RunFolder();
    RunFolder(const RunFolder&) = delete;
    RunFolder& operator=(const RunFolder&) = delete;

    /// Where files are written until complete() is called.
    [[nodiscard]] const std::filesystem::path& partial() const { return partial_; }
    /// Writes a whole file. @throws CannotWrite.
    void write(const std::string& name, std::string_view text) const;
    /// Puts the new files in the place of the old ones, summary.json last. @throws CannotWrite.
    void complete();

 private:
    std::filesystem::path path_;
    std::filesystem::path partial_;
    std::vector<std::filesystem::path> made_;  // folders above it that were not there, the deepest first
    bool is_complete_ = false;
};

/// A file that is written line by line, each line on disk at once. @throws CannotWrite at every failure.
class LineFile {
 public:
    explicit LineFile(std::filesystem::path path);
    void write(std::string_view line);
    void close();

 private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    std::filesystem::path path_;
    std::unique_ptr<std::FILE, Close> file_;
};

}  // namespace ogsim
