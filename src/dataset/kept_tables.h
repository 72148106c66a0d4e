#pragma once

#include <functional>
#include <string>

#include "src/dataset/table.h"

/// Data files that are read once for many runs.
namespace ogsim {

/// While one of these exists, read_table() remembers what it read, and gives a copy to whoever asks again: also after a
/// fork, in the child. Files are taken not to change meanwhile. Not for several threads.
class KeptTables {
 public:
    KeptTables();
    ~KeptTables();
    KeptTables(const KeptTables&) = delete;
    KeptTables& operator=(const KeptTables&) = delete;
};

/// Whether one of these exists.
[[nodiscard]] bool keeps_tables();

/// Bytes of numbers beyond which no more tables are kept.
inline constexpr std::size_t kMostKept = std::size_t{2} << 30;

/// What `read` returns, or returned when it was asked for under this name.
[[nodiscard]] Table table_once(const std::string& name, const std::function<Table()>& read);

}  // namespace ogsim
