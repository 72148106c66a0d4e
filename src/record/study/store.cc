#include "src/record/study/store.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>
#include <thread>
#include <utility>

#include "src/record/run_folder.h"
#include "src/record/study/file.h"
#include "src/record/study/lock.h"
#include "src/record/study/merge.h"
#include "src/record/study/plan.h"
#include "src/record/study/rows.h"
#include "src/record/study/schema.h"
#include "src/record/table.h"

namespace ogsim {
namespace {

namespace fs = std::filesystem;

constexpr int kTriesToComplete = 20;
constexpr auto kBetweenTries = std::chrono::milliseconds(50);

using Prepared = std::vector<std::unique_ptr<SQLite::Statement>>;

RunState state_named(const std::string& name) {
    return name == "done" ? RunState::kDone : name == "failed" ? RunState::kFailed : RunState::kWaiting;
}

/// Back to a file of its own, which can be copied and read anywhere. A reader that is just reading delays that; one
/// that does not end leaves the study in WAL mode.
/// @return whether all of it is in the one file: what came after such a reader began may not be.
bool leave_wal_mode(SQLite::Database& file) {
    file.setBusyTimeout(0);
    for (int left = kTriesToComplete; left > 0; --left) {
        try {
            if (file.execAndGet("PRAGMA journal_mode = DELETE").getString() == "delete") {
                return true;
            }
        } catch (const SQLite::Exception& error) {
            if (error.getErrorCode() != SQLITE_BUSY) {
                throw;
            }
        }
        std::this_thread::sleep_for(kBetweenTries);
    }
    SQLite::Statement checkpoint(file, "PRAGMA wal_checkpoint(TRUNCATE)");  // says: busy, pages there, pages moved
    checkpoint.executeStep();
    return checkpoint.getColumn(1).getInt() == checkpoint.getColumn(2).getInt();
}

void require_whole(SQLite::Database& study, const fs::path& path) {
    with_meaning(path, Access::kRead, [&] {
        const std::string found = study.execAndGet("PRAGMA quick_check(1)").getString();
        if (found != "ok") {
            throw std::invalid_argument(fmt::format("{}: is damaged: {}", path.string(), found));
        }
    });
}

}  // namespace

struct StudyStore::Parts {
    explicit Parts(const fs::path& study) : path(study), lock(study), file(study_to_write(study)) {
        load();
        for (const RowTable& table : row_tables()) {
            inserts.push_back(std::make_unique<SQLite::Statement>(file, table.insert()));
            deletes.push_back(
                std::make_unique<SQLite::Statement>(file, fmt::format("DELETE FROM {} WHERE run = ?", table.name)));
        }
    }

    /// What the plan on disk says.
    void load() {
        provenance = fact(file, "provenance");
        ids.clear();
        for (SQLite::Statement query(file, "SELECT id FROM run WHERE position IS NOT NULL ORDER BY position");
             query.executeStep();) {
            ids.push_back(query.getColumn(0).getInt64());
        }
    }

    /// What a failed write left half done is forgotten.
    void reset() {
        for (const auto* statements : {&inserts, &deletes}) {
            for (const auto& statement : *statements) {
                statement->tryReset();
            }
        }
    }

    void clear_rows(std::int64_t run) {
        for (const auto& statement : deletes) {
            statement->bind(1, run);
            statement->exec();
            statement->reset();
        }
    }

    void put_effort(std::int64_t run, const Effort& effort) {
        SQLite::Statement put(
            file, "INSERT OR REPLACE INTO effort VALUES(?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))");
        put.bind(1, run);
        put.bind(2, effort.wall_s);
        put.bind(3, effort.peak_memory_kib);
        put.bind(4, effort.host);
        put.exec();
    }

    void put_result(std::int64_t run, const RunRecord& record) {
        SQLite::Statement put(file,
                              "UPDATE run SET state = 'done', status = ?, summary = ?, failure_kind = NULL, "
                              "failure_detail = NULL, provenance = ? WHERE id = ?");
        put.bind(1, std::string(status_entry(summary_from_json(record.summary_json).status).name));
        put.bind(2, record.summary_json);
        put.bind(3, provenance);
        put.bind(4, run);
        put.exec();
        const std::string_view csvs[] = {record.rounds_csv, record.workers_csv, record.activity_csv};
        for (std::size_t table = 0; table < inserts.size(); ++table) {
            put_rows(*inserts[table], row_tables().at(table), run, csvs[table]);
        }
    }

    void put_failure(std::int64_t run, const Failure& failure) {
        SQLite::Statement put(file,
                              "UPDATE run SET state = 'failed', status = NULL, summary = NULL, failure_kind = ?, "
                              "failure_detail = ?, provenance = ? WHERE id = ?");
        put.bind(1, failure.kind);
        put.bind(2, failure.detail);
        put.bind(3, provenance);
        put.bind(4, run);
        put.exec();
    }

    /// One transaction: all of `work` or nothing.
    template <class Work>
    void write(Work work) {
        with_meaning(path, Access::kWrite, [&] {
            try {
                SQLite::Transaction transaction(file, SQLite::TransactionBehavior::IMMEDIATE);
                work();
                transaction.commit();
            } catch (...) {
                reset();
                throw;
            }
        });
    }

    fs::path path;
    WriterLock lock;  // let go after the file is closed
    SQLite::Database file;
    Prepared inserts, deletes;      // by table; closed before the file is
    std::vector<std::int64_t> ids;  // by position
    std::string provenance;
    ::pid_t owner = ::getpid();
};

StudyStore::StudyStore(fs::path path) {
    make_room_for_study(path);
    parts_ = with_meaning(path, Access::kWrite, [&] { return std::make_unique<Parts>(path); });
}

StudyStore::~StudyStore() {
    if (parts_ && parts_->owner != ::getpid()) {
        static_cast<void>(parts_.release());  // a forked child has only a copy: the study is not its own to close
        return;
    }
    try {
        close();
    } catch (const std::exception&) {
        parts_.reset();  // all results are there, part of them in the -wal file
    }
}

void StudyStore::plan(const StudyFacts& facts, const std::vector<PlannedRow>& runs) {
    require_same_version(parts_->file, parts_->path, facts.provenance);
    parts_->write([&] { write_plan(parts_->file, facts, runs); });
    with_meaning(parts_->path, Access::kWrite, [&] { parts_->load(); });
}

std::vector<RunState> StudyStore::states() const {
    return with_meaning(parts_->path, Access::kRead, [&] {
        std::vector<RunState> states;
        for (SQLite::Statement query(parts_->file,
                                     "SELECT state FROM run WHERE position IS NOT NULL ORDER BY position");
             query.executeStep();) {
            states.push_back(state_named(query.getColumn(0).getString()));
        }
        return states;
    });
}

std::vector<std::optional<double>> StudyStore::wall_seconds() const {
    return with_meaning(parts_->path, Access::kRead, [&] {
        std::vector<std::optional<double>> seconds;
        for (SQLite::Statement query(parts_->file,
                                     "SELECT CASE state WHEN 'done' THEN wall_s END FROM run LEFT JOIN effort ON "
                                     "effort.run = run.id WHERE position IS NOT NULL ORDER BY position");
             query.executeStep();) {
            const SQLite::Column wall = query.getColumn(0);
            seconds.push_back(wall.isNull() ? std::nullopt : std::optional(wall.getDouble()));
        }
        return seconds;
    });
}

void StudyStore::put(std::size_t position, const RunRecord& record, const Effort& effort) {
    const std::int64_t run = parts_->ids.at(position);
    parts_->write([&] {
        parts_->clear_rows(run);
        parts_->put_result(run, record);
        parts_->put_effort(run, effort);
    });
}

void StudyStore::put(std::size_t position, const Failure& failure, const Effort& effort) {
    const std::int64_t run = parts_->ids.at(position);
    parts_->write([&] {
        parts_->clear_rows(run);
        parts_->put_failure(run, failure);
        parts_->put_effort(run, effort);
    });
}

void StudyStore::merge(const fs::path& other) {
    std::error_code error;
    if (fs::equivalent(other, parts_->path, error)) {
        throw std::invalid_argument(fmt::format("{}: cannot be merged into itself", other.string()));
    }
    SQLite::Database shard = study_to_read(other);
    const SQLite::Transaction snapshot(shard);
    require_whole(shard, other);  // so that what goes wrong from here on is not the shard's fault
    require_mergeable(parts_->file, parts_->path, shard, other);
    parts_->write([&] { copy_missing(shard, other, parts_->file, parts_->path); });
    with_meaning(parts_->path, Access::kWrite, [&] { parts_->load(); });
}

bool StudyStore::close() {
    if (!parts_) {
        return true;
    }
    parts_->inserts.clear();
    parts_->deletes.clear();
    const bool is_one_file = with_meaning(parts_->path, Access::kWrite, [&] { return leave_wal_mode(parts_->file); });
    parts_.reset();
    return is_one_file;
}

}  // namespace ogsim
