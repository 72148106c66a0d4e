#include <SQLiteCpp/Database.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <stdexcept>

#include "src/record/study_file.h"
#include "src/record/study_rows.h"
#include "src/record/study_store.h"

namespace ogsim {
namespace {

/// Throws unless the text is one statement that only reads.
void require_one_question(SQLite::Database& study, const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    const char* rest = nullptr;
    study.check(sqlite3_prepare_v2(study.getHandle(), sql.c_str(), -1, &statement, &rest));
    const bool is_empty = statement == nullptr;
    const bool is_reading = is_empty || sqlite3_stmt_readonly(statement) != 0;
    sqlite3_finalize(statement);
    if (is_empty) {
        throw std::invalid_argument("query: there is no statement");
    }
    if (!is_reading) {
        throw std::invalid_argument("query: attempt to write a readonly database");
    }
    if (std::string_view(rest).find_first_not_of(" \t\r\n;") != std::string_view::npos) {
        throw std::invalid_argument(fmt::format("query: one statement at a time, and after it stands \"{}\"", rest));
    }
}

std::vector<std::string> names_of(const SQLite::Statement& query) {
    std::vector<std::string> names;
    for (int column = 0; column < query.getColumnCount(); ++column) {
        names.emplace_back(query.getColumnName(column));
    }
    return names;
}

}  // namespace

std::vector<std::vector<std::string>> query_study(const std::filesystem::path& path, const std::string& sql) {
    SQLite::Database study = study_to_read(path);
    try {
        study.exec("PRAGMA query_only = ON");
        require_one_question(study, sql);
        SQLite::Statement query(study, sql);
        std::vector<std::vector<std::string>> rows{names_of(query)};
        while (query.executeStep()) {
            std::vector<std::string>& row = rows.emplace_back();
            for (int column = 0; column < query.getColumnCount(); ++column) {
                row.push_back(plain_cell(query.getColumn(column)));
            }
        }
        return rows;
    } catch (const SQLite::Exception& error) {
        throw std::invalid_argument(fmt::format("query: {}", error.what()));
    }
}

}  // namespace ogsim
