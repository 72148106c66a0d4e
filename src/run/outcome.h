#pragma once

#include <optional>
#include <string>
#include <vector>

#include "src/ledger/battery_account.h"
#include "src/ledger/ledger.h"
#include "src/record/rows.h"
#include "src/run/round_log.h"
#include "src/run/setup.h"
#include "src/scenario/scenario.h"
#include "src/trace/fate_book.h"

namespace ogsim {

/// The books of a run that is over; borrowed.
struct Books {
    const Scenario& scenario;
    const Workload& load;
    const FateBook& fates;
    const Ledger& ledger;
    const RoundLog& log;
    const std::vector<std::optional<SimTime>>& died_at;  ///< By worker.
    const BatteryAccount* batteries;                     ///< Null on mains.
    RadioState resting;
};

/// @param last  the run's last round.  @param status  why it ended.
[[nodiscard]] Summary summary_of(const Books& books, const RoundRow& last, Status status);

[[nodiscard]] WorkerRow worker_row(const Books& books, int worker);

}  // namespace ogsim
