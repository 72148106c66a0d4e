#include "src/record/study/rows.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <stdexcept>
#include <system_error>

namespace ogsim {
namespace {

template <class Number>
std::optional<Number> parsed(std::string_view text) {
    Number number{};
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

/// Takes what stands before the first `mark` away from the text, and the mark.
std::string_view cut_front(std::string_view& text, char mark) {
    const std::size_t at = std::min(text.find(mark), text.size());
    const std::string_view front = text.substr(0, at);
    text.remove_prefix(std::min(at + 1, text.size()));
    return front;
}

[[noreturn]] void refuse(const RowTable& table, const std::string& what) {
    throw std::invalid_argument(fmt::format("rows of {}: {}", table.name, what));
}

void bind_text(SQLite::Statement& insert, int place, const RowTable& table, const StudyColumn& column,
               std::string_view cell) {
    if (column.type == CellType::kText) {
        insert.bind(place, std::string(cell));
        return;
    }
    if (cell.empty()) {
        insert.bind(place);
        return;
    }
    if (column.type == CellType::kInteger) {
        if (const auto number = whole_number_of(cell)) {
            insert.bind(place, *number);
            return;
        }
    } else if (const auto number = number_of(cell)) {
        insert.bind(place, *number);
        return;
    }
    refuse(table, fmt::format("{} = {}: must be {}number", column.name, cell,
                              column.type == CellType::kInteger ? "a whole " : "a "));
}

}  // namespace

std::optional<double> number_of(std::string_view text) {
    const std::optional<double> number = parsed<double>(text);
    return number && std::isfinite(*number) ? number : std::nullopt;
}

std::optional<std::int64_t> whole_number_of(std::string_view text) {
    return parsed<std::int64_t>(text);
}

std::string without_quotes(const std::string& value) {
    const bool is_quoted = value.size() > 1 && value.front() == '"' && value.find('"', 1) == value.size() - 1;
    return is_quoted ? value.substr(1, value.size() - 2) : value;
}

void put_rows(SQLite::Statement& insert, const RowTable& table, std::int64_t run, std::string_view csv) {
    if (csv.empty()) {
        return;
    }
    if (!csv.starts_with(table.header)) {
        refuse(table, fmt::format("the header is {}", csv.substr(0, csv.find('\n'))));
    }
    csv.remove_prefix(table.header.size());
    while (!csv.empty()) {
        std::string_view line = cut_front(csv, '\n');
        insert.bind(1, run);
        int place = 2;
        for (const StudyColumn& column : table.columns) {
            bind_text(insert, place++, table, column, cut_front(line, ','));
        }
        if (!line.empty()) {
            refuse(table, fmt::format("cells past the last column: {}", line));
        }
        insert.exec();
        insert.reset();
    }
}

std::string csv_cell(const SQLite::Column& cell) {
    return cell.isText() ? csv_cell(std::string_view(plain_cell(cell))) : plain_cell(cell);
}

std::string csv_cell(std::string_view text) {
    if (text.find_first_of("\",\r\n") == std::string_view::npos) {
        return std::string(text);
    }
    std::string quoted = "\"";
    for (const char letter : text) {
        quoted += letter == '"' ? "\"\"" : std::string(1, letter);
    }
    return quoted + "\"";
}

std::string plain_cell(const SQLite::Column& cell) {
    if (cell.isInteger()) {
        return fmt::format("{}", cell.getInt64());
    }
    return cell.isFloat() ? fmt::format("{}", cell.getDouble()) : cell.isNull() ? "" : cell.getString();
}

void bind_cell(SQLite::Statement& statement, int place, const SQLite::Column& cell) {
    if (cell.isInteger()) {
        statement.bind(place, cell.getInt64());
    } else if (cell.isFloat()) {
        statement.bind(place, cell.getDouble());
    } else if (cell.isNull()) {
        statement.bind(place);
    } else {
        statement.bind(place, cell.getString());
    }
}

std::string rows_text(SQLite::Statement& select, std::int64_t run, std::string_view lead) {
    std::string text;
    select.bind(1, run);
    while (select.executeStep()) {
        text += lead;
        for (int column = 0; column < select.getColumnCount(); ++column) {
            text += (column == 0 ? "" : ",") + csv_cell(select.getColumn(column));
        }
        text += '\n';
    }
    select.reset();
    return text;
}

}  // namespace ogsim
