#include "src/record/study/file.h"

#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <cerrno>
#include <optional>
#include <stdexcept>
#include <system_error>

#include "src/record/run_folder.h"
#include "src/record/study/schema.h"

namespace ogsim {
namespace {

namespace fs = std::filesystem;

constexpr int kBusyTimeoutMs = 10'000;

[[noreturn]] void refuse(const fs::path& path, const std::string& why) {
    throw std::invalid_argument(fmt::format("{}: {}", path.string(), why));
}

/// Whether there is something in it. Throws where it is no file.
///
/// It is not opened for that: POSIX lets go of all locks of a process on a file as soon as the process closes the file
/// anywhere, also those that SQLite holds for a sweep that goes on.
bool has_content(const fs::path& path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) {
        return false;
    }
    if (fs::is_directory(status)) {
        refuse(path, "is a folder, not a study");
    }
    const std::uintmax_t size = fs::is_regular_file(status) ? fs::file_size(path, error) : 0;
    if (!fs::is_regular_file(status) || error) {
        refuse(path, "cannot be read");
    }
    return size > 0;
}

enum class Content { kNothing, kStudy };

/// Throws where the rows of runs are kept in other columns than this version writes.
void require_columns(SQLite::Database& file, const fs::path& path) {
    for (const RowTable& table : row_tables()) {
        SQLite::Statement query(file,
                                fmt::format("SELECT group_concat(name) FROM pragma_table_info('{}')", table.name));
        query.executeStep();
        if (query.getColumn(0).getString() + "\n" != "run," + table.header) {
            refuse(path,
                   fmt::format("was made by another version of ogsim: its table {} has other columns", table.name));
        }
    }
}

/// Throws where it holds anything else.
Content content_of(SQLite::Database& file, const fs::path& path) {
    const int application = file.execAndGet("PRAGMA application_id").getInt();
    const int format = file.execAndGet("PRAGMA user_version").getInt();
    if (application == 0 && file.execAndGet("SELECT count(*) FROM sqlite_master").getInt() == 0) {
        return Content::kNothing;
    }
    if (application != kStudyApplication) {
        refuse(path, "is an SQLite file, but not a study of ogsim");
    }
    if (format > kStudyFormat) {
        refuse(path, fmt::format("is a study of format {}, made by a newer ogsim; this one reads up to format {}",
                                 format, kStudyFormat));
    }
    require_columns(file, path);
    return Content::kStudy;
}

/// As SQLite names a file of any letters that cannot change while it is open.
std::string immutable_uri(const fs::path& path) {
    std::string uri = "file:";
    for (const char letter : path.string()) {
        const bool is_plain = std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '/' || letter == '.';
        uri += is_plain ? std::string(1, letter) : fmt::format("%{:02x}", static_cast<unsigned char>(letter));
    }
    return uri + "?immutable=1";
}

std::string in_full(const fs::path& path) {  // SQLite takes names such as ":memory:" for something else
    return fs::absolute(path).string();
}

SQLite::Database read_only(const fs::path& path) {
    SQLite::Database file(in_full(path), SQLite::OPEN_READONLY, kBusyTimeoutMs);
    try {
        static_cast<void>(file.execAndGet("SELECT count(*) FROM sqlite_master"));
    } catch (const SQLite::Exception& error) {
        // A study that was left in WAL mode, in a folder where no file can be made beside it.
        const bool is_for_that = error.getErrorCode() == SQLITE_CANTOPEN || error.getErrorCode() == SQLITE_READONLY;
        std::error_code no_file;
        const std::uintmax_t size = fs::file_size(path.string() + "-wal", no_file);
        if (!is_for_that || (!no_file && size > 0)) {
            throw;
        }
        return {immutable_uri(fs::absolute(path)), SQLite::OPEN_READONLY | SQLite::OPEN_URI, kBusyTimeoutMs};
    }
    return file;
}

/// The tables come as a whole or not at all, before the file is put into WAL mode.
void begin(SQLite::Database& file) {
    SQLite::Transaction transaction(file, SQLite::TransactionBehavior::IMMEDIATE);
    file.exec(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};", kStudyApplication, kStudyFormat));
    file.exec(study_tables());
    transaction.commit();
}

}  // namespace

void make_room_for_study(const fs::path& path) {
    static_cast<void>(has_content(path));
    std::error_code error;
    if (const fs::path folder = fs::absolute(path).parent_path(); !fs::exists(folder, error)) {
        fs::create_directories(folder, error);
        if (error) {
            throw CannotWrite(fmt::format("cannot write {}: {}", path.string(), error.message()));
        }
    }
}

SQLite::Database study_to_read(const fs::path& path) {
    std::error_code error;
    if (!fs::exists(path, error)) {
        refuse(path, "no such file");
    }
    if (!has_content(path)) {
        refuse(path, "is empty, not a study");
    }
    return with_meaning(path, Access::kRead, [&] {
        SQLite::Database file = read_only(path);
        if (content_of(file, path) == Content::kNothing) {
            refuse(path, "holds no study yet");
        }
        return file;
    });
}

SQLite::Database study_to_write(const fs::path& path) {
    make_room_for_study(path);
    return with_meaning(path, Access::kWrite, [&] {
        SQLite::Database file(in_full(path), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, kBusyTimeoutMs);
        if (content_of(file, path) == Content::kNothing) {
            begin(file);
        }
        static_cast<void>(file.execAndGet("PRAGMA journal_mode = WAL").getString());
        file.exec("PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16000");
        return file;
    });
}

void throw_meaning(const SQLite::Exception& error, const fs::path& path, Access access) {
    const char* const what = access == Access::kWrite ? "cannot write" : "cannot read";
    std::string why = error.what();
    switch (error.getErrorCode()) {
        case SQLITE_NOTADB:
            refuse(path, "is not a study of ogsim");
        case SQLITE_CORRUPT:
            refuse(path, fmt::format("is damaged or cut off: {}", why));
        case SQLITE_FULL:
            why = "no room is left on the disk";
            break;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            why = "another process keeps it locked";
            break;
        case SQLITE_IOERR:
        case SQLITE_READONLY:
        case SQLITE_CANTOPEN:
        case SQLITE_PERM:
        case SQLITE_NOMEM:
            break;
        default:
            throw std::runtime_error(fmt::format("{}: {}", path.string(), why));
    }
    const std::string message = fmt::format("{} {}: {}", what, path.string(), why);
    if (access == Access::kWrite) {
        throw CannotWrite(message);
    }
    throw std::invalid_argument(message);
}

std::string fact(const SQLite::Database& study, const std::string& key) {
    SQLite::Statement query(study, "SELECT value FROM study WHERE key = ?");
    query.bind(1, key);
    return query.executeStep() ? query.getColumn(0).getString() : "";
}

}  // namespace ogsim
