#pragma once

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "src/record/study/schema.h"

/// Rows of CSV files into tables, and back.
namespace ogsim {

/// The number that the whole of the text is, if it is one and finite.
[[nodiscard]] std::optional<double> number_of(std::string_view text);
[[nodiscard]] std::optional<std::int64_t> whole_number_of(std::string_view text);

/// Text without the quotes of TOML around it.
[[nodiscard]] std::string without_quotes(const std::string& value);

/// Puts every line of the CSV text into the table, as rows of this run. Nothing where the text is empty.
/// @param insert  of table.insert(), prepared.
/// @throws std::invalid_argument where the header is another one, or a cell is not of its column's type.
void put_rows(SQLite::Statement& insert, const RowTable& table, std::int64_t run, std::string_view csv);

/// A cell of a CSV file: a number in the shortest form that reads back to the same double; empty for NULL; a text in
/// quotes where it must be (RFC 4180).
[[nodiscard]] std::string csv_cell(const SQLite::Column& cell);
[[nodiscard]] std::string csv_cell(std::string_view text);

/// The same without quotes.
[[nodiscard]] std::string plain_cell(const SQLite::Column& cell);

/// The same value to a place of another statement.
void bind_cell(SQLite::Statement& statement, int place, const SQLite::Column& cell);

/// The rows of a run as lines of CSV.
/// @param select  of table.select(), prepared.
/// @param lead  what each line begins with.
[[nodiscard]] std::string rows_text(SQLite::Statement& select, std::int64_t run, std::string_view lead = "");

}  // namespace ogsim
