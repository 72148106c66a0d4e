#include "src/record/study/results.h"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <stdexcept>

#include "src/record/study/file.h"
#include "src/record/study/plan.h"
#include "src/record/study/rows.h"
#include "src/record/study/schema.h"
#include "src/record/table.h"

namespace ogsim {
namespace {

namespace fs = std::filesystem;

using Varied = std::vector<std::pair<std::string, std::string>>;

Varied settings_of(const SQLite::Database& study, std::int64_t run, const std::vector<std::string>& keys) {
    SQLite::Statement query(study, "SELECT value FROM setting WHERE run = ? AND key = ?");
    Varied varied;
    for (const std::string& key : keys) {
        query.bind(1, run);
        query.bind(2, key);
        if (query.executeStep()) {
            varied.emplace_back(key, query.getColumn(0).getString());
        }
        query.reset();
    }
    return varied;
}

Columns columns_of_run(SQLite::Statement& select, const RowTable& table, std::int64_t run) {
    Columns columns;
    for (const StudyColumn& column : table.columns) {
        columns.names.push_back(column.name);
    }
    columns.values.resize(columns.names.size());
    select.bind(1, run);
    while (select.executeStep()) {
        for (std::size_t column = 0; column < columns.values.size(); ++column) {
            const SQLite::Column cell = select.getColumn(static_cast<int>(column));
            columns.values[column].push_back(cell.isNull() ? std::numeric_limits<double>::quiet_NaN()
                                                           : cell.getDouble());
        }
    }
    select.reset();
    return columns;
}

/// Reads the runs of one study.
class Reader {
 public:
    explicit Reader(const SQLite::Database& study) : study_(study) {
        for (const RowTable& table : row_tables()) {
            selects_.emplace_back(study, table.select());
        }
    }

    void read(StudyResults& results) {
        SQLite::Statement query(study_,
                                "SELECT id, state, replica, repeat, hash, scenario, summary, failure_kind, "
                                "failure_detail FROM run WHERE position IS NOT NULL ORDER BY position");
        while (query.executeStep()) {
            const std::string state = query.getColumn(1).getString();
            if (state == "done") {
                results.runs.push_back(result_of(query, results.varied_keys));
            } else if (state == "failed") {
                results.failures.push_back(failure_of(query, results.varied_keys));
            } else {
                ++results.waiting;
            }
        }
    }

 private:
    ResultRun result_of(SQLite::Statement& row, const std::vector<std::string>& keys) {
        const std::int64_t run = row.getColumn(0).getInt64();
        const auto& [rounds, workers, activity] = row_tables();
        const std::string acts = rows_text(selects_[2], run);
        return {.varied = settings_of(study_, run, keys),
                .replica = row.getColumn(2).getInt(),
                .summary = summary_from_json(row.getColumn(6).getString()),
                .rounds = columns_of_run(selects_[0], rounds, run),
                .workers = columns_of_run(selects_[1], workers, run),
                .activity_csv = acts.empty() ? "" : activity.header + acts,
                .scenario = row.getColumn(5).getString(),
                .hash = row.getColumn(4).getString(),
                .repeat = row.getColumn(3).getString()};
    }

    FailedRun failure_of(SQLite::Statement& row, const std::vector<std::string>& keys) {
        return {.varied = settings_of(study_, row.getColumn(0).getInt64(), keys),
                .replica = row.getColumn(2).getInt(),
                .kind = row.getColumn(7).getString(),
                .detail = row.getColumn(8).getString(),
                .repeat = row.getColumn(3).getString()};
    }

    const SQLite::Database& study_;
    std::vector<SQLite::Statement> selects_;  // by table
};

}  // namespace

const std::vector<double>* Columns::column(std::string_view name) const {
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? nullptr : &values.at(static_cast<std::size_t>(found - names.begin()));
}

StudyResults read_study(const fs::path& path) {
    SQLite::Database study = study_to_read(path);
    return with_meaning(path, Access::kRead, [&] {
        const SQLite::Transaction snapshot(study);  // so that all of it is of the same instant
        StudyResults results{.name = fact(study, "name"),
                             .title = fact(study, "title"),
                             .varied_keys = varied_keys_of(study),
                             .runs = {},
                             .failures = {},
                             .provenance = fact(study, "provenance"),
                             .sources = {path.string()}};
        Reader(study).read(results);
        return results;
    });
}

bool is_study(const fs::path& path) {
    try {
        static_cast<void>(study_to_read(path));
        return true;
    } catch (const std::invalid_argument&) {
        return false;
    }
}

Columns columns_of(std::string_view csv) {
    Columns columns;
    bool is_head = true;
    while (!csv.empty()) {
        std::string_view line = csv.substr(0, csv.find('\n'));
        csv.remove_prefix(std::min(line.size() + 1, csv.size()));
        for (std::size_t column = 0; is_head || column < columns.names.size(); ++column) {
            const std::string_view cell = line.substr(0, line.find(','));
            const bool is_last = cell.size() == line.size();
            line.remove_prefix(std::min(cell.size() + 1, line.size()));
            if (is_head) {
                columns.names.emplace_back(cell);
                if (is_last) {
                    break;
                }
            } else {
                columns.values[column].push_back(number_of(cell).value_or(std::numeric_limits<double>::quiet_NaN()));
            }
        }
        columns.values.resize(columns.names.size());
        is_head = false;
    }
    return columns;
}

}  // namespace ogsim
