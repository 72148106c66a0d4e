#include "src/record/study/plan.h"

#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

#include "src/record/study/file.h"
#include "src/record/study/rows.h"
#include "src/record/study/schema.h"

namespace ogsim {
namespace {

using Json = nlohmann::ordered_json;

/// A text that is no JSON counts as it stands.
Json parsed(const std::string& text) {
    Json json = Json::parse(text, nullptr, false);
    return json.is_object() ? json : Json{{"ogsim", text}};
}

/// Without what differs from one process of a study to the next.
std::string common_part(const std::string& provenance) {
    Json json = parsed(provenance);
    json.erase("command_line");
    return json.dump();
}

std::string version_text(const std::string& provenance) {
    const Json json = parsed(provenance);
    std::string text;
    for (const char* const key : {"ogsim", "commit", "ns3"}) {
        if (json.contains(key) && json.at(key).is_string()) {
            const std::string label = std::string_view(key) == "ogsim" ? ""
                                      : std::string_view(key) == "ns3" ? "ns-3 "
                                                                       : "commit ";
            text += (text.empty() ? "" : ", ") + label + json.at(key).get<std::string>();
        }
    }
    return text;
}

void put_fact(SQLite::Database& study, const std::string& key, const std::string& value) {
    SQLite::Statement put(study, "INSERT OR REPLACE INTO study VALUES(?, ?)");
    put.bind(1, key);
    put.bind(2, value);
    put.exec();
}

void put_facts(SQLite::Database& study, const StudyFacts& facts) {
    put_fact(study, "name", facts.name);
    put_fact(study, "title", facts.title);
    put_fact(study, "definition", facts.definition);
    put_fact(study, "varied_keys", Json(facts.varied_keys).dump());
    put_fact(study, "replicas", fmt::format("{}", facts.replicas));
    put_fact(study, "provenance", common_part(facts.provenance));
}

void put_settings(SQLite::Database& study, std::int64_t run, const PlannedRow& row) {
    SQLite::Statement put(study, "INSERT INTO setting VALUES(?, ?, ?, ?)");
    for (const auto& [key, quoted] : row.varied) {
        const std::string value = without_quotes(quoted);
        put.bind(1, run);
        put.bind(2, key);
        put.bind(3, value);
        if (const auto whole = whole_number_of(value)) {
            put.bind(4, *whole);
        } else if (const auto number = number_of(value)) {
            put.bind(4, *number);
        } else {
            put.bind(4);
        }
        put.exec();
        put.reset();
    }
}

void require_different(const std::vector<PlannedRow>& runs) {
    std::set<std::string> hashes;
    for (const PlannedRow& row : runs) {
        if (!hashes.insert(row.hash).second) {
            std::string settings = fmt::format("replica {}", row.replica);
            for (const auto& [key, value] : row.varied) {
                settings += fmt::format(", {} = {}", key, value);
            }
            throw std::invalid_argument(
                fmt::format("the study wants the same run twice ({}): each value of a key once", settings));
        }
    }
}

}  // namespace

bool is_same_version(const std::string& a, const std::string& b) {
    return version_text(a) == version_text(b);
}

void require_same_version(const SQLite::Database& study, const std::filesystem::path& path,
                          const std::string& provenance) {
    SQLite::Statement query(study, "SELECT provenance, count(*) FROM run WHERE state = 'done' GROUP BY provenance");
    while (query.executeStep()) {
        const std::string made_by = query.getColumn(0).getString();
        if (!is_same_version(made_by, provenance)) {
            throw std::invalid_argument(fmt::format(
                "{}: holds results of ogsim {} ({} runs), this is {}; finish it with that version, or name another "
                "study with "
                "--out",
                path.string(), version_text(made_by), query.getColumn(1).getInt64(), version_text(provenance)));
        }
    }
}

void write_plan(SQLite::Database& study, const StudyFacts& facts, const std::vector<PlannedRow>& runs) {
    require_different(runs);
    put_facts(study, facts);
    study.exec("UPDATE run SET position = NULL; DELETE FROM setting");
    SQLite::Statement put(study,
                          "INSERT INTO run(hash, position, replica, seed, repeat, scenario) VALUES(?1, ?2, ?3, ?4, ?5, "
                          "?6) ON CONFLICT(hash) DO UPDATE SET position = ?2, replica = ?3, seed = ?4, repeat = ?5, "
                          "scenario = ?6 RETURNING id");
    for (std::size_t position = 0; position < runs.size(); ++position) {
        const PlannedRow& row = runs[position];
        put.bind(1, row.hash);
        put.bind(2, static_cast<std::int64_t>(position) + 1);
        put.bind(3, row.replica);
        put.bind(4, row.seed);
        put.bind(5, row.repeat);
        put.bind(6, row.scenario);
        put.executeStep();
        const std::int64_t id = put.getColumn(0).getInt64();
        put.reset();
        put_settings(study, id, row);
    }
    study.exec("DROP VIEW IF EXISTS result");
    study.exec(result_view(facts.varied_keys));
}

std::vector<std::string> varied_keys_of(const SQLite::Database& study) {
    const Json keys = Json::parse(fact(study, "varied_keys"), nullptr, false);
    return keys.is_array() ? keys.get<std::vector<std::string>>() : std::vector<std::string>{};
}

}  // namespace ogsim
