#include "src/record/status.h"

#include <array>
#include <stdexcept>
#include <string>

namespace ogsim {
namespace {

constexpr std::array<StatusEntry, 6> kTable = {{
    {.status = Status::kTargetReached, .name = "target-reached", .sentence = "reached its target in round {}"},
    {.status = Status::kRoundsExhausted,
     .name = "rounds-exhausted",
     .sentence = "did NOT reach its target in {} rounds"},
    {.status = Status::kCompleted, .name = "completed", .sentence = "ran its {} rounds; no target was set"},
    {.status = Status::kDiverged,
     .name = "diverged",
     .sentence = "DIVERGED in round {}: the loss grew without bound; try a smaller method.step_size, or, where the "
                 "encoder loses much, more bits or levels"},
    {.status = Status::kAllWorkersDead,
     .name = "all-workers-dead",
     .sentence = "ended in round {}: every worker's battery is EMPTY"},
    {.status = Status::kNobodyHears,
     .name = "nobody-hears",
     .sentence = "ended in round {}: NO worker hears the server; try a smaller network.radius_m, more "
                 "network.channel.tx_power_dbm, or less network.channel.extra_loss"},
}};

}  // namespace

std::span<const StatusEntry> status_catalogue() {
    return kTable;
}

const StatusEntry& status_entry(Status status) {
    return kTable.at(static_cast<std::size_t>(status));
}

Status status_named(std::string_view name) {
    for (const StatusEntry& row : kTable) {
        if (row.name == name) {
            return row.status;
        }
    }
    throw std::invalid_argument("no status of a run: \"" + std::string(name) + "\"");
}

}  // namespace ogsim
