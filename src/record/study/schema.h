#pragma once

#include <SQLiteCpp/Database.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// The tables of a study file: see docs/study/file.md.
namespace ogsim {

/// In PRAGMA application_id: "ogsi".
inline constexpr std::int32_t kStudyApplication = 0x6f677369;
/// In PRAGMA user_version. Grows with every change of the tables.
inline constexpr int kStudyFormat = 1;

/// How the cells of a column are kept. Numbers are exported as csv_line writes them; of a minus zero the sign is lost.
enum class CellType { kInteger, kReal, kText };

struct StudyColumn {
    std::string name;
    CellType type;
};

/// A table that holds rows of a CSV file of each run.
struct RowTable {
    std::string name;    ///< Of the table.
    std::string file;    ///< "rounds.csv".
    std::string header;  ///< Of the CSV file, with its line feed.
    std::vector<StudyColumn> columns;
    bool has_key = true;  ///< Its first column tells rows of a run apart; else they are in the order of the file.

    /// "SELECT round,... FROM round WHERE run = ? ORDER BY ...".
    [[nodiscard]] std::string select() const;
    /// "INSERT INTO round(run,round,...) VALUES(?,?,...)".
    [[nodiscard]] std::string insert() const;
    [[nodiscard]] std::string create() const;
};

/// round, worker, activity.
[[nodiscard]] const std::array<RowTable, 3>& row_tables();

/// CREATE statements of all tables.
[[nodiscard]] std::string study_tables();

/// Keys of summary.json in its order, without the first one, which says what the file is.
[[nodiscard]] std::vector<std::string> summary_keys();

/// CREATE statement of the view `result`: a row a run that is wanted, with a column for each of these keys.
[[nodiscard]] std::string result_view(const std::vector<std::string>& varied_keys);

/// "name" in double quotes, as SQL wants a name of any letters.
[[nodiscard]] std::string quoted_name(std::string_view name);

}  // namespace ogsim
