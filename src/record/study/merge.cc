#include "src/record/study/merge.h"

#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "src/record/study/file.h"
#include "src/record/study/plan.h"
#include "src/record/study/rows.h"
#include "src/record/study/schema.h"

namespace ogsim {
namespace {

namespace fs = std::filesystem;

struct Outcome {
    std::int64_t run;
    std::string hash, state, summary;
};

/// What has come out, by hash and thus in the same order whoever ran it.
std::vector<Outcome> outcomes_of(const SQLite::Database& study) {
    std::vector<Outcome> outcomes;
    for (SQLite::Statement query(study,
                                 "SELECT id, hash, state, summary FROM run WHERE state <> 'waiting' ORDER BY hash");
         query.executeStep();) {
        outcomes.push_back({.run = query.getColumn(0).getInt64(),
                            .hash = query.getColumn(1).getString(),
                            .state = query.getColumn(2).getString(),
                            .summary = query.getColumn(3).getString()});
    }
    return outcomes;
}

std::vector<std::string> plan_of(const SQLite::Database& study) {
    std::vector<std::string> hashes;
    for (SQLite::Statement query(study, "SELECT hash FROM run WHERE position IS NOT NULL ORDER BY position");
         query.executeStep();) {
        hashes.push_back(query.getColumn(0).getString());
    }
    return hashes;
}

/// Runs `insert` once for each row of the query, with its cells from `place` on.
void copy_rows(SQLite::Statement& query, SQLite::Statement& insert, int place) {
    while (query.executeStep()) {
        for (int column = 0; column < query.getColumnCount(); ++column) {
            bind_cell(insert, place + column, query.getColumn(column));
        }
        insert.exec();
        insert.reset();
    }
    query.reset();
}

void copy_plan(const SQLite::Database& shard, SQLite::Database& study) {
    const std::pair<const char*, const char*> copies[] = {
        {"SELECT key, value FROM study ORDER BY key", "INSERT INTO study VALUES(?, ?)"},
        {"SELECT hash, position, replica, seed, repeat, scenario FROM run WHERE position IS NOT NULL ORDER BY position",
         "INSERT INTO run(hash, position, replica, seed, repeat, scenario) VALUES(?, ?, ?, ?, ?, ?)"},
    };
    for (const auto& [from, to] : copies) {
        SQLite::Statement query(shard, from);
        SQLite::Statement insert(study, to);
        copy_rows(query, insert, 1);
    }
    SQLite::Statement query(shard,
                            "SELECT key, value, number, hash FROM setting JOIN run ON run.id = setting.run ORDER BY "
                            "position, key");
    SQLite::Statement insert(
        study,
        "INSERT INTO setting(key, value, number, run) VALUES(?1, ?2, ?3, (SELECT id FROM run WHERE "
        "hash = ?4))");
    copy_rows(query, insert, 1);
    study.exec("DROP VIEW IF EXISTS result");
    study.exec(result_view(varied_keys_of(study)));
}

bool is_same_result(const SQLite::Database& shard, const Outcome& theirs, const SQLite::Database& study,
                    std::int64_t run) {
    SQLite::Statement query(study, "SELECT summary FROM run WHERE id = ?");
    query.bind(1, run);
    query.executeStep();
    bool is_same = query.getColumn(0).getString() == theirs.summary;
    for (const RowTable& table : row_tables()) {
        SQLite::Statement ours(study, table.select());
        SQLite::Statement other(shard, table.select());
        is_same = is_same && (table.name == "activity" || rows_text(ours, run) == rows_text(other, theirs.run));
    }
    return is_same;
}

void copy_outcome(const SQLite::Database& shard, const Outcome& theirs, SQLite::Database& study, std::int64_t run) {
    for (const char* const table : {"round", "worker", "activity", "effort"}) {
        SQLite::Statement remove(study, fmt::format("DELETE FROM {} WHERE run = ?", table));
        remove.bind(1, run);
        remove.exec();
    }
    SQLite::Statement outcome(shard,
                              "SELECT state, status, summary, failure_kind, failure_detail, provenance FROM run WHERE "
                              "id = ?");
    SQLite::Statement update(
        study,
        "UPDATE run SET state = ?2, status = ?3, summary = ?4, failure_kind = ?5, failure_detail = "
        "?6, provenance = ?7 WHERE id = ?1");
    SQLite::Statement effort(shard, "SELECT wall_s, peak_memory_kib, host, finished FROM effort WHERE run = ?");
    SQLite::Statement put_effort(study, "INSERT INTO effort VALUES(?, ?, ?, ?, ?)");
    for (auto& [query, insert] : {std::pair(&outcome, &update), std::pair(&effort, &put_effort)}) {
        query->bind(1, theirs.run);
        insert->bind(1, run);
        copy_rows(*query, *insert, 2);
    }
    for (const RowTable& table : row_tables()) {
        SQLite::Statement rows(shard, table.select());
        SQLite::Statement insert(study, table.insert());
        rows.bind(1, theirs.run);
        insert.bind(1, run);
        copy_rows(rows, insert, 2);
    }
}

}  // namespace

void require_mergeable(const SQLite::Database& study, const fs::path& path, const SQLite::Database& shard,
                       const fs::path& shard_path) {
    const auto refuse = [&](const std::string& why) {
        throw std::invalid_argument(fmt::format("{}: {}", shard_path.string(), why));
    };
    const std::vector<std::string> planned = plan_of(shard);
    if (planned.empty()) {
        refuse("has no plan: no sweep has begun to write it");
    }
    const std::string version = fact(plan_of(study).empty() ? shard : study, "provenance");
    require_same_version(shard, shard_path, version);
    require_same_version(study, path, version);
    if (plan_of(study).empty()) {
        return;
    }
    for (const char* const key : {"definition", "varied_keys", "replicas"}) {
        if (fact(study, key) != fact(shard, key)) {
            refuse(fmt::format("is of another study than {}: its {} is not the same", path.string(),
                               std::string_view(key) == "varied_keys" ? "list of varied keys" : key));
        }
    }
    if (plan_of(study) != planned) {
        refuse(fmt::format("wants other runs than {}", path.string()));
    }
}

void copy_missing(const SQLite::Database& shard, const fs::path& shard_path, SQLite::Database& study,
                  const fs::path& path) {
    if (plan_of(study).empty()) {
        copy_plan(shard, study);
    }
    SQLite::Statement find(study, "SELECT id, state FROM run WHERE hash = ? AND position IS NOT NULL");
    for (const Outcome& theirs : outcomes_of(shard)) {
        find.bind(1, theirs.hash);
        const bool is_wanted = find.executeStep();
        const std::int64_t run = is_wanted ? find.getColumn(0).getInt64() : 0;
        const std::string state = is_wanted ? find.getColumn(1).getString() : "";
        find.reset();
        const bool is_news = state == "waiting" || (state == "failed" && theirs.state == "done");
        if (is_news) {
            copy_outcome(shard, theirs, study, run);
        } else if (state == "done" && theirs.state == "done" && !is_same_result(shard, theirs, study, run)) {
            throw std::invalid_argument(fmt::format("{} and {} hold different results of the same run {}",
                                                    path.string(), shard_path.string(), theirs.hash));
        }
    }
}

}  // namespace ogsim
