#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "src/ledger/ledger.h"
#include "src/protocol/server.h"
#include "src/record/rows.h"
#include "src/trace/fate_book.h"

namespace ogsim {

/// Pairs of updates that arrived against their norms: the quieter one first, by more than a clock of whole
/// nanoseconds could tell apart. @param norms in the order of arrival.
[[nodiscard]] std::int64_t inversions(const std::vector<double>& norms);

/// The joules of a group of nodes as a row; marginal against `resting`.
[[nodiscard]] JoulesRow joules_row(const StateTimes& times, const Device& device, RadioState resting);

/// Gathers what a round cost, and lets its row go as soon as the fate of each of its updates is known, in order.
class RoundLog final : public Sink {
 public:
    /// @param has_promise  the method promises to leave no more than its budget unsaid: rounds are held to it.
    RoundLog(FateBook& fates, const Ledger& ledger, RadioState resting, int workers, bool has_promise,
             std::function<void(const RoundRow&)> on_row);
    void on(const Event& event) override;

    /// Notes who of the living missed the model of this round: had not got it whole when the round closed.
    /// @return how many.
    std::int64_t note_missed(std::int64_t round);
    /// Closes the books of a round: everything since the last close is its cost. `row` holds what was learned.
    /// The ledger must be metered up to `at`.
    void close(RoundRow row, SimTime at);
    /// Lets go the rows of rounds that every worker has left and whose updates all have a fate.
    void flush();
    /// Lets go all rows that are left: the run is over.
    void finish();
    /// Workers, alive at the time, that got the model of this round whole.
    [[nodiscard]] std::int64_t received(std::int64_t round) const;
    /// Rounds that had a budget to keep, and those of them in which more than it was left unsaid.
    [[nodiscard]] std::int64_t budget_rounds() const { return budget_rounds_; }
    [[nodiscard]] std::int64_t over_budget_rounds() const { return over_budget_rounds_; }
    /// Over all rounds closed so far.
    [[nodiscard]] const RoundRow& total() const { return total_; }
    /// Models missed so far, by worker.
    [[nodiscard]] const std::vector<std::int64_t>& missed_models() const { return missed_models_; }

 private:
    void let_go();
    void note(int worker, std::int64_t round);
    [[nodiscard]] std::int64_t oldest_last_model();

    FateBook& fates_;
    const Ledger& ledger_;
    RadioState resting_;
    bool has_promise_;
    std::function<void(const RoundRow&)> on_row_;
    RoundRow open_;   // bytes and airtime since the last close
    RoundRow total_;  // sums; its joules are those at the last close
    std::map<std::int64_t, std::int64_t> received_;
    std::map<std::int64_t, std::int64_t> taking_part_;  // workers that may still offer something for a round
    std::vector<std::int64_t> last_model_;              // round of the last model got whole, by worker
    std::optional<std::int64_t> oldest_last_model_;     // of those; nothing where it may have changed
    std::vector<std::int64_t> missed_models_;           // by worker
    std::vector<bool> is_dead_;                         // by worker
    std::deque<RoundRow> waiting_;
    FateRow written_;       // in the rows let go
    bool is_last_ = false;  // the row that is let go now
    std::int64_t cumulative_delivered_ = 0;
    std::int64_t budget_rounds_ = 0;
    std::int64_t over_budget_rounds_ = 0;
};

}  // namespace ogsim
