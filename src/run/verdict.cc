#include "src/run/verdict.h"

#include <algorithm>
#include <cmath>

namespace ogsim {
namespace {

constexpr int kRoundsToBeHeard = 10;

}  // namespace

std::optional<Status> verdict(const RunKeys& keys, const RoundRow& row, const RoundFacts& facts) {
    const bool has_target = keys.target_gap || keys.target_accuracy;
    const bool gap_met = !keys.target_gap || (row.gap && *row.gap < *keys.target_gap);
    const bool accuracy_met = !keys.target_accuracy || (row.accuracy && *row.accuracy >= *keys.target_accuracy);
    if (has_target && gap_met && accuracy_met) {
        return Status::kTargetReached;
    }
    const double most = keys.diverged_above * std::max(1.0, std::abs(facts.first_loss));
    if (!row.loss || !facts.can_step || *row.loss > most) {
        return Status::kDiverged;
    }
    if (facts.alive == 0) {
        return Status::kAllWorkersDead;
    }
    if (row.round >= std::min(kRoundsToBeHeard, keys.rounds) && !facts.is_heard) {
        return Status::kNobodyHears;
    }
    if (row.round < keys.rounds) {
        return std::nullopt;
    }
    return has_target ? Status::kRoundsExhausted : Status::kCompleted;
}

}  // namespace ogsim
