#include "src/run/round_log.h"

#include <algorithm>
#include <variant>

namespace ogsim {
namespace {

// Norms closer than this fall due in the same nanosecond of a one-second window: no clock could put them in order.
constexpr double kTie = 1e-9;

// A worker may get the model of a round after the round is over, piece by piece, and offer something for it: for so
// many rounds its row waits for workers of whom nothing newer is known. What comes later still is in the totals alone.
constexpr std::int64_t kRoundsToBeLate = 3;

// Of the gradient's sum and of float32 updates: so far beyond its budget a round still counts as within it.
constexpr double kRounding = 1e-6;

using Norm = std::vector<double>::const_iterator;

/// Pairs of one of the first run, which came earlier, and one of the second that is louder. Both runs are sorted.
std::int64_t pairs_against_order(Norm first, Norm middle, Norm end) {
    std::int64_t count = 0;
    Norm quieter = first;
    for (Norm louder = middle; louder != end; ++louder) {
        while (quieter != middle && *quieter * (1.0 + kTie) < *louder) {
            ++quieter;
        }
        count += quieter - first;
    }
    return count;
}

}  // namespace

/// Runs of twice the length each time, merged once their pairs are counted: O(n log n).
std::int64_t inversions(const std::vector<double>& norms) {
    std::vector<double> sorted = norms;
    std::int64_t count = 0;
    for (std::size_t width = 1; width < sorted.size(); width *= 2) {
        for (std::size_t begin = 0; begin + width < sorted.size(); begin += 2 * width) {
            const auto first = sorted.begin() + static_cast<std::ptrdiff_t>(begin);
            const auto middle = first + static_cast<std::ptrdiff_t>(width);
            const auto end = sorted.begin() + static_cast<std::ptrdiff_t>(std::min(begin + 2 * width, sorted.size()));
            count += pairs_against_order(first, middle, end);
            std::inplace_merge(first, middle, end);
        }
    }
    return count;
}

JoulesRow joules_row(const StateTimes& times, const Device& device, RadioState resting) {
    const StateJoules spent = joules(times, device);
    JoulesRow row;
    for (std::size_t state = 0; state < row.radio.size(); ++state) {
        row.radio[state] = spent.radio[state].si;
    }
    row.compute = spent.compute.si;
    row.marginal = marginal_joules(times, device, resting).si;
    return row;
}

RoundLog::RoundLog(FateBook& fates, const Ledger& ledger, RadioState resting, int workers, bool has_promise,
                   std::function<void(const RoundRow&)> on_row)
    : fates_(fates),
      ledger_(ledger),
      resting_(resting),
      has_promise_(has_promise),
      on_row_(std::move(on_row)),
      last_model_(static_cast<std::size_t>(workers), 0),
      missed_models_(static_cast<std::size_t>(workers), 0),
      is_dead_(static_cast<std::size_t>(workers), false) {}

void RoundLog::on(const Event& event) {
    if (const auto* frame = std::get_if<FrameSent>(&event)) {
        open_.airtime_s += seconds(frame->end - frame->start).si;
        (frame->node == kServer ? open_.downlink_bytes : open_.uplink_bytes) +=
            frame->node == kServer || frame->update || frame->is_request ? frame->size.count : 0;
    } else if (const auto* model = std::get_if<ModelReceived>(&event)) {
        ++received_[model->round];
        ++taking_part_[model->round];
        note(model->worker, model->round);
    } else if (const auto* models = std::get_if<CrowdModelReceived>(&event)) {
        const auto all = static_cast<int>(last_model_.size());
        received_[models->round] += models->workers.count(all);
        taking_part_[models->round] += models->workers.count(all);
        models->workers.each(all, [&](int worker) { note(worker, models->round); });
    } else if (const auto* leaving = std::get_if<CrowdRoundLeft>(&event)) {
        taking_part_[leaving->round] -= leaving->workers;
    } else if (const auto* left = std::get_if<RoundLeft>(&event)) {
        --taking_part_[left->round];
    } else if (const auto* death = std::get_if<NodeDied>(&event)) {
        is_dead_[static_cast<std::size_t>(death->node)] = true;
    }
}

void RoundLog::note(int worker, std::int64_t round) {
    last_model_[static_cast<std::size_t>(worker)] = round;
    oldest_last_model_.reset();
}

std::int64_t RoundLog::oldest_last_model() {
    if (!oldest_last_model_) {
        oldest_last_model_ = *std::min_element(last_model_.begin(), last_model_.end());
    }
    return *oldest_last_model_;
}

std::int64_t RoundLog::received(std::int64_t round) const {
    const auto found = received_.find(round);
    return found == received_.end() ? 0 : found->second;
}

std::int64_t RoundLog::note_missed(std::int64_t round) {
    std::int64_t missed = 0;
    for (std::size_t worker = 0; worker < last_model_.size(); ++worker) {
        if (!is_dead_[worker] && last_model_[worker] < round) {  // one that follows by itself may be ahead
            ++missed_models_[worker];
            ++missed;
        }
    }
    return missed;
}

void RoundLog::close(RoundRow row, SimTime at) {
    const JoulesRow now = joules_row(ledger_.worker_times(), ledger_.device(), resting_);
    row.sim_time_s = seconds(at).si;
    row.joules = now - total_.joules;
    row.uplink_bytes = open_.uplink_bytes;
    row.downlink_bytes = open_.downlink_bytes;
    row.airtime_s = open_.airtime_s;
    row.cumulative_total_j = now.total();
    row.cumulative_marginal_j = now.marginal;

    total_.joules = now;
    total_.round = row.round;
    total_.sim_time_s = row.sim_time_s;
    total_.uplink_bytes += row.uplink_bytes;
    total_.downlink_bytes += row.downlink_bytes;
    total_.airtime_s += row.airtime_s;
    total_.missed_models += row.missed_models;
    total_.at_deadline += row.at_deadline;
    if (has_promise_ && row.budget > 0.0 && row.unsaid_norm) {
        ++budget_rounds_;
        over_budget_rounds_ += *row.unsaid_norm > row.budget * (1.0 + kRounding) ? 1 : 0;
    }
    total_.pairs += row.pairs;
    total_.inversions += row.inversions;
    received_.erase(received_.begin(), received_.upper_bound(row.round));
    open_ = RoundRow{};
    waiting_.push_back(row);
}

void RoundLog::flush() {
    while (!waiting_.empty()) {
        const std::int64_t round = waiting_.front().round;
        if (taking_part_[round] > 0 || fates_.round(round).open() > 0 ||
            (waiting_.back().round < round + kRoundsToBeLate && oldest_last_model() < round)) {
            return;
        }
        let_go();
    }
}

void RoundLog::finish() {
    while (waiting_.size() > 1) {
        let_go();
    }
    if (!waiting_.empty()) {
        is_last_ = true;
        let_go();
    }
}

void RoundLog::let_go() {
    RoundRow& row = waiting_.front();
    const FateCounts counts = fates_.round(row.round);
    row.fates = {.offered = counts.offered, .ended = counts.ended};
    if (is_last_) {
        // With what was offered for rounds that the server did not live to see, or too late for their rows.
        const FateCounts all = fates_.total();
        row.fates = FateRow{.offered = all.offered, .ended = all.ended} - written_;
    }
    written_ += row.fates;
    cumulative_delivered_ += row.fates[Fate::kDelivered];
    row.cumulative_delivered = cumulative_delivered_;
    on_row_(row);
    fates_.forget(row.round);
    taking_part_.erase(row.round);
    waiting_.pop_front();
}

}  // namespace ogsim
