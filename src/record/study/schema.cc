#include "src/record/study/schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "src/record/activity.h"
#include "src/record/table.h"

namespace ogsim {
namespace {

constexpr const char* kIntegers[] = {"round",       "worker",       "samples",        "node",
                                     "at_deadline", "offered",      "delivered",      "lost",
                                     "late",        "pairs",        "missed_models",  "withdrawn",
                                     "inversions",  "uplink_bytes", "downlink_bytes", "cumulative_delivered"};
constexpr const char* kTexts[] = {"kind", "label"};

constexpr const char* kOtherTables = R"(
CREATE TABLE study(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE run(
  id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, position INTEGER UNIQUE, replica INTEGER NOT NULL,
  seed INTEGER NOT NULL, state TEXT NOT NULL DEFAULT 'waiting' CHECK(state IN ('waiting', 'done', 'failed')),
  status TEXT, summary TEXT, failure_kind TEXT, failure_detail TEXT, provenance TEXT, repeat TEXT NOT NULL,
  scenario TEXT NOT NULL);
CREATE TABLE setting(
  run INTEGER NOT NULL REFERENCES run(id), key TEXT NOT NULL, value TEXT NOT NULL, number NUMERIC,
  PRIMARY KEY(run, key)) WITHOUT ROWID;
CREATE TABLE effort(
  run INTEGER PRIMARY KEY REFERENCES run(id), wall_s REAL NOT NULL, peak_memory_kib INTEGER NOT NULL,
  host TEXT NOT NULL, finished TEXT NOT NULL);
)";

template <std::size_t kSize>
bool holds(const char* const (&names)[kSize], const std::string& name) {
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

CellType type_of(const std::string& name) {
    return holds(kIntegers, name) ? CellType::kInteger : holds(kTexts, name) ? CellType::kText : CellType::kReal;
}

const char* sql_name(CellType type) {
    return type == CellType::kInteger ? "INTEGER" : type == CellType::kReal ? "REAL" : "TEXT";
}

RowTable row_table(const std::string& name, const std::string& file, const std::string& header, bool has_key) {
    RowTable table{.name = name, .file = file, .header = header, .columns = {}, .has_key = has_key};
    for (std::size_t begin = 0; begin < header.size();) {
        const std::size_t end = header.find_first_of(",\n", begin);
        const std::string column = header.substr(begin, end - begin);
        table.columns.push_back({column, type_of(column)});
        begin = end + 1;
    }
    return table;
}

std::string names_of(const RowTable& table) {
    std::string names;
    for (const StudyColumn& column : table.columns) {
        names += (names.empty() ? "" : ",") + column.name;
    }
    return names;
}

}  // namespace

std::string RowTable::select() const {
    return fmt::format("SELECT {} FROM {} WHERE run = ? ORDER BY {}", names_of(*this), name,
                       has_key ? columns.front().name : "rowid");
}

std::string RowTable::insert() const {
    std::string marks;
    for (std::size_t column = 0; column < columns.size(); ++column) {
        marks += ",?";
    }
    return fmt::format("INSERT INTO {}(run,{}) VALUES(?{})", name, names_of(*this), marks);
}

std::string RowTable::create() const {
    std::string text = fmt::format("CREATE TABLE {}(run INTEGER NOT NULL REFERENCES run(id)", name);
    for (const StudyColumn& column : columns) {
        text += fmt::format(", {} {}", column.name, sql_name(column.type));
    }
    return has_key ? fmt::format("{}, PRIMARY KEY(run, {})) WITHOUT ROWID;\n", text, columns.front().name)
                   : fmt::format("{});\nCREATE INDEX {}_run ON {}(run);\n", text, name, name);
}

const std::array<RowTable, 3>& row_tables() {
    static const std::array<RowTable, 3> tables = {row_table("round", "rounds.csv", round_csv_header(), true),
                                                   row_table("worker", "workers.csv", worker_csv_header(), true),
                                                   row_table("activity", "activity.csv", activity_csv_header(), false)};
    return tables;
}

std::string study_tables() {
    std::string text = kOtherTables;
    for (const RowTable& table : row_tables()) {
        text += table.create();
    }
    return text + result_view({});
}

std::vector<std::string> summary_keys() {
    std::vector<std::string> keys;
    const auto json = nlohmann::ordered_json::parse(json_text(Summary{}));
    for (const auto& entry : json.items()) {
        keys.push_back(entry.key());
    }
    keys.erase(keys.begin());
    return keys;
}

std::string result_view(const std::vector<std::string>& varied_keys) {
    std::string columns = "position AS run";
    for (const std::string& key : varied_keys) {
        std::string text = key;
        for (std::size_t at = 0; (at = text.find('\'', at)) != std::string::npos; at += 2) {
            text.insert(at, 1, '\'');
        }
        columns += fmt::format(
            ",\n (SELECT coalesce(number, value) FROM setting WHERE setting.run = run.id AND key = '{}') AS {}", text,
            quoted_name(key));
    }
    columns += ",\n replica, run.seed AS seed, state";
    for (const std::string& key : summary_keys()) {
        if (key != "seed") {
            columns += fmt::format(",\n json_extract(summary, '$.{}') AS {}", key, key);
        }
    }
    columns += ",\n run.id AS id";
    return fmt::format("CREATE VIEW result AS SELECT {}\nFROM run WHERE position IS NOT NULL ORDER BY position;\n",
                       columns);
}

std::string quoted_name(std::string_view name) {
    std::string text = "\"";
    for (const char letter : name) {
        text += letter == '"' ? "\"\"" : std::string(1, letter);
    }
    return text + "\"";
}

}  // namespace ogsim
