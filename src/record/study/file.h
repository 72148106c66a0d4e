#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <filesystem>
#include <string>
#include <string_view>

/// Opening study files, and what SQLite says in words of ours.
namespace ogsim {

/// Opens a study for reading, also one that is being written, and one in a folder that may not be written.
/// @throws std::invalid_argument naming the file that is no study, and why.
[[nodiscard]] SQLite::Database study_to_read(const std::filesystem::path& path);

/// Makes the folder of a study that will be written. @throws std::invalid_argument where the path holds something else;
/// CannotWrite.
void make_room_for_study(const std::filesystem::path& path);

/// Opens a study for writing, or makes one of a file that is absent or empty. Nothing else is ever written to.
/// @throws std::invalid_argument as above;  CannotWrite.
[[nodiscard]] SQLite::Database study_to_write(const std::filesystem::path& path);

enum class Access { kRead, kWrite };

/// Throws what the error means: CannotWrite (full disk, read-only), or std::invalid_argument (damaged, no database,
/// cannot be read).
[[noreturn]] void throw_meaning(const SQLite::Exception& error, const std::filesystem::path& path, Access access);

/// Calls `work`, with throw_meaning for what SQLite throws in it.
template <class Work>
auto with_meaning(const std::filesystem::path& path, Access access, Work work) {
    try {
        return work();
    } catch (const SQLite::Exception& error) {
        throw_meaning(error, path, access);
    }
}

/// A fact of the table `study`; empty where it is not there.
[[nodiscard]] std::string fact(const SQLite::Database& study, const std::string& key);

}  // namespace ogsim
