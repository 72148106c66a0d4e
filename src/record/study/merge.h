#pragma once

#include <SQLiteCpp/Database.h>

#include <filesystem>

/// Taking over what another study file holds of the same study.
namespace ogsim {

/// @throws std::invalid_argument saying what differs: definition, plan or version of ogsim.
void require_mergeable(const SQLite::Database& study, const std::filesystem::path& path, const SQLite::Database& shard,
                       const std::filesystem::path& shard_path);

/// Copies the plan where there is none yet, and every result and failure that is not there. A result takes the place of
/// a failure. Within a transaction of the caller's.
/// @throws std::invalid_argument where both hold results of the same run that differ.
void copy_missing(const SQLite::Database& shard, const std::filesystem::path& shard_path, SQLite::Database& study,
                  const std::filesystem::path& path);

}  // namespace ogsim
