#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "src/record/run_record.h"

/// A study on disk: one SQLite file (see docs/study/file.md for its tables).
namespace ogsim {

/// A run that the study wants.
struct PlannedRow {
    std::string hash;                                         ///< Of its scenario: what tells runs apart.
    int replica = 1;                                          ///< From 1.
    std::int64_t seed = 1;                                    ///< run.seed.
    std::vector<std::pair<std::string, std::string>> varied;  ///< Each varied key with its value as text.
    std::string scenario;                                     ///< Expanded TOML.
    std::string repeat;                                       ///< The command that repeats it.
};

/// What all its runs have in common.
struct StudyFacts {
    std::string name;                      ///< Of the scenario file, without its folder and ending.
    std::string title;                     ///< The question, as the scenario's first comment says it.
    std::string definition;                ///< The scenario file as it was read, and the settings over it.
    std::vector<std::string> varied_keys;  ///< In the order of [sweep].
    std::string provenance;                ///< Version, compiler, ns-3: JSON.
    int replicas = 1;
};

/// Why a run left no result.
struct Failure {
    std::string kind;    ///< "refused", "crashed", "time limit", "memory limit", "could not finish".
    std::string detail;  ///< One sentence or more.
};

/// What it took to run; not part of the result.
struct Effort {
    double wall_s = 0.0;
    std::int64_t peak_memory_kib = 0;
    std::string host;
};

enum class RunState { kWaiting, kDone, kFailed };

/// The only writer of a study: another one is refused while it is open. Readers may read all the while.
/// Every call is one transaction: a process that is killed leaves whole runs and nothing else.
class StudyStore {
 public:
    /// Opens the study, or begins it where there is none.
    /// @throws std::invalid_argument where the file is something else, of a newer format, or in use;
    ///         CannotWrite where it cannot be written.
    explicit StudyStore(std::filesystem::path path);
    ~StudyStore();
    StudyStore(const StudyStore&) = delete;
    StudyStore& operator=(const StudyStore&) = delete;

    /// Writes down what is wanted, in this order. Results of the same hash stay; runs that are no longer wanted stay
    /// as well, but have no position and are neither reported nor exported.
    /// @throws std::invalid_argument where results are there that another version of ogsim made.
    void plan(const StudyFacts& facts, const std::vector<PlannedRow>& runs);
    /// By position.
    [[nodiscard]] std::vector<RunState> states() const;
    /// Wall seconds of the runs that are done, by position; nothing where unknown.
    [[nodiscard]] std::vector<std::optional<double>> wall_seconds() const;
    /// @param position  of the run in the plan, from 0.
    /// @throws CannotWrite (a full disk), std::invalid_argument (no such record): nothing of this run is kept.
    void put(std::size_t position, const RunRecord& record, const Effort& effort);
    void put(std::size_t position, const Failure& failure, const Effort& effort);
    /// Takes over plan and results of another study of the same definition and version: one of its shards.
    /// @throws std::invalid_argument where they do not belong together.
    void merge(const std::filesystem::path& other);
    /// Completes the file: no side file is left.
    /// @return false where a reader that does not end keeps part of the study in the -wal file.
    bool close();

 private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

/// Writes runs.csv, rounds.csv, workers.csv, activity.csv, failures.csv and study.json into the folder: the same bytes
/// for the same runs, in whatever order and by however many processes they were run.
/// @param is_stopped  asked between runs; true: nothing is exported.
/// @throws std::runtime_error where it was stopped.
void export_study(const std::filesystem::path& study, const std::filesystem::path& folder,
                  const std::function<bool()>& is_stopped = {});

/// The rows of a read-only query as texts, the first of them the column names.
/// @throws std::invalid_argument with SQLite's words where the query is wrong or would write.
[[nodiscard]] std::vector<std::vector<std::string>> query_study(const std::filesystem::path& study,
                                                                const std::string& sql);

}  // namespace ogsim
