#include <SQLiteCpp/Database.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "src/record/study/file.h"
#include "src/record/study/rows.h"
#include "src/record/study/store.h"

namespace ogsim {
namespace {

struct Finalizer {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalizer>;

/// The first statement of the text, which is cut off from it; nullptr where there is none but comments.
Statement cut_statement(SQLite::Database& study, std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    const char* rest = nullptr;
    study.check(sqlite3_prepare_v2(study.getHandle(), sql.c_str(), -1, &statement, &rest));
    sql = std::string(rest);
    return Statement(statement);
}

/// Throws unless the text is one statement that only reads.
void require_one_question(SQLite::Database& study, std::string sql) {
    const Statement first = cut_statement(study, sql);
    if (!first) {
        throw std::invalid_argument("query: there is no statement");
    }
    if (sqlite3_stmt_readonly(first.get()) == 0) {
        throw std::invalid_argument("query: attempt to write a readonly database");
    }
    const std::string rest = sql;
    while (!sql.empty()) {
        if (cut_statement(study, sql)) {
            throw std::invalid_argument(
                fmt::format("query: one statement at a time, and after it stands \"{}\"", rest));
        }
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
        const std::string_view what = error.what();
        const bool is_key = what.starts_with("no such column: ") && what.find('.') != std::string_view::npos;
        throw std::invalid_argument(
            fmt::format("query: {}{}", what, is_key ? "; a key stands in double quotes, \"method.name\"" : ""));
    }
}

}  // namespace ogsim
