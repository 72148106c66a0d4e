#pragma once

#include <span>
#include <string_view>

namespace ogsim {

/// Why a run ended. Each is a result.
enum class Status { kTargetReached, kRoundsExhausted, kCompleted, kDiverged, kAllWorkersDead, kNobodyHears };

/// One row of the table of endings.
struct StatusEntry {
    Status status;
    std::string_view name;      ///< In summary.json and tables.
    std::string_view sentence;  ///< For people; {} stands for the last round.
};

[[nodiscard]] std::span<const StatusEntry> status_catalogue();

[[nodiscard]] const StatusEntry& status_entry(Status status);

/// The status of that name. @throws std::invalid_argument naming it where there is none.
[[nodiscard]] Status status_named(std::string_view name);

}  // namespace ogsim
