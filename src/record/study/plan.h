#pragma once

#include <SQLiteCpp/Database.h>

#include <filesystem>
#include <string>
#include <vector>

#include "src/record/study/store.h"

/// What a study wants, in its file.
namespace ogsim {

/// Whether two provenances (JSON) make results that may stand side by side: same version, commit and ns-3. The
/// compiler does not count: the bytes are the same.
[[nodiscard]] bool is_same_version(const std::string& a, const std::string& b);

/// @throws std::invalid_argument where results are there that another version made.
void require_same_version(const SQLite::Database& study, const std::filesystem::path& path,
                          const std::string& provenance);

/// Replaces facts, plan and settings; results stay. Within a transaction of the caller's.
void write_plan(SQLite::Database& study, const StudyFacts& facts, const std::vector<PlannedRow>& runs);

/// The keys that are varied, in order.
[[nodiscard]] std::vector<std::string> varied_keys_of(const SQLite::Database& study);

}  // namespace ogsim
