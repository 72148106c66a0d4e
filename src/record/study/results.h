#pragma once

#include <filesystem>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "src/record/rows.h"

namespace ogsim {

/// A table of numbers by column; NaN in memory where a cell is empty or no number.
struct Columns {
    std::vector<std::string> names;
    std::vector<std::vector<double>> values;  ///< By column, then by row.

    [[nodiscard]] std::size_t rows() const { return values.empty() ? 0 : values.front().size(); }
    /// The column of that name; null where there is none.
    [[nodiscard]] const std::vector<double>* column(std::string_view name) const;
};

/// One run that left a result.
struct ResultRun {
    std::vector<std::pair<std::string, std::string>> varied;  ///< What tells its combination from the others.
    int replica = 1;                                          ///< Runs of the same replica share data, split, places.
    Summary summary;
    Columns rounds, workers;   ///< As in rounds.csv and workers.csv.
    std::string activity_csv;  ///< See activity.h; may be empty.
    std::string scenario;      ///< Expanded TOML.
    std::string hash;
    std::string repeat;  ///< The command that repeats it; may be empty.
};

/// One that left none.
struct FailedRun {
    std::vector<std::pair<std::string, std::string>> varied;
    int replica = 1;
    std::string kind, detail, repeat;
};

/// A study, or some run folders, read to be reported.
struct StudyResults {
    std::string name, title;
    std::vector<std::string> varied_keys;
    std::vector<ResultRun> runs;  ///< By position.
    std::vector<FailedRun> failures;
    int waiting = 0;                   ///< Runs that are planned and not done.
    std::string provenance;            ///< JSON.
    std::vector<std::string> sources;  ///< Paths that it was read from.
};

/// Reads a study file, also while it is being written. @throws std::invalid_argument naming the file that is none.
[[nodiscard]] StudyResults read_study(const std::filesystem::path& study);

/// Whether the file is a study.
[[nodiscard]] bool is_study(const std::filesystem::path& path);

/// Text in CSV, the first line its names, to columns; cells that are no number become NaN.
[[nodiscard]] Columns columns_of(std::string_view csv);

}  // namespace ogsim
