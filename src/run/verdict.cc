#include "src/run/verdict.h"

#include <algorithm>
#include <cmath>

namespace ogsim {

std::string verdict(const RunKeys& keys, const RoundRow& row, const RoundFacts& facts) {
    const bool has_target = keys.target_gap || keys.target_accuracy;
    const bool gap_met = !keys.target_gap || (row.gap && *row.gap < *keys.target_gap);
    const bool accuracy_met = !keys.target_accuracy || (row.accuracy && *row.accuracy >= *keys.target_accuracy);
    if (has_target && gap_met && accuracy_met) {
        return "target-reached";
    }
    const double most = keys.diverged_above * std::max(1.0, std::abs(facts.first_loss));
    if (!row.loss || !facts.can_step || *row.loss > most) {
        return "diverged";
    }
    if (facts.alive == 0) {
        return "all-workers-dead";
    }
    if (row.round == 1 && facts.heard_model == 0) {
        return "nobody-hears";
    }
    if (row.round < keys.rounds) {
        return "";
    }
    return has_target ? "rounds-exhausted" : "completed";
}

}  // namespace ogsim
