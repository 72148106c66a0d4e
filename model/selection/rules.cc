#include "model/selection/rules.h"

#include <stdexcept>

namespace ogsim {
namespace {

constexpr Seconds kAtOnce{0.0};

bool is_poll(const RoundRule& round) {
    return round.budget == 0;
}

Seconds poll_due(const RoundRule& round, int worker) {
    return worker * round.poll_slot;
}

Seconds poll_closing(const RoundRule& round, const Heard& heard) {
    return heard.count >= round.workers ? kAtOnce : round.workers * round.poll_slot + round.clock.window;
}

/// (unheard) * norm <= tau: so many innovations of at most this norm may stay unsaid.
bool fits_budget(const RoundRule& round, int unheard, double norm) {
    return unheard * norm <= round.budget;
}

std::optional<Seconds> due_in_order(const RoundRule& round, double norm) {
    if (norm == 0) {
        return std::nullopt;
    }
    return round.clock.due(norm, round.workers, round.budget);
}

}  // namespace

std::optional<Seconds> All::due(const RoundRule& round, int worker, double /*norm*/) const {
    return poll_due(round, worker);
}

std::optional<Seconds> All::closing(const RoundRule& round, const Heard& heard) const {
    return poll_closing(round, heard);
}

std::optional<Seconds> LagWk::due(const RoundRule& round, int worker, double norm) const {
    if (is_poll(round)) {
        return poll_due(round, worker);
    }
    return fits_budget(round, round.workers, norm) ? std::nullopt : due_in_order(round, norm);
}

std::optional<Seconds> LagWk::closing(const RoundRule& round, const Heard& heard) const {
    if (is_poll(round)) {
        return poll_closing(round, heard);
    }
    return heard.count >= round.workers ? kAtOnce : round.clock.window;
}

std::optional<Seconds> OrderedRx::due(const RoundRule& round, int worker, double norm) const {
    return is_poll(round) ? poll_due(round, worker) : due_in_order(round, norm);
}

std::optional<Seconds> OrderedRx::closing(const RoundRule& round, const Heard& heard) const {
    if (is_poll(round)) {
        return poll_closing(round, heard);
    }
    if (heard.count >= round.workers) {
        return kAtOnce;
    }
    // Whoever is louder than the quietest one heard was due before it: that instant is when the rest may be left
    // unheard.
    const bool is_enough = heard.count >= 1 && fits_budget(round, round.workers - heard.count, heard.quietest_norm);
    return is_enough ? due_in_order(round, heard.quietest_norm) : std::nullopt;
}

std::optional<Seconds> OrderedTimer::due(const RoundRule& round, int worker, double norm) const {
    return LagWk().due(round, worker, norm);
}

std::optional<Seconds> OrderedTimer::closing(const RoundRule& round, const Heard& heard) const {
    if (is_poll(round)) {
        return poll_closing(round, heard);
    }
    const int unheard = round.workers - heard.count;
    if (unheard <= 0) {
        return kAtOnce;
    }
    return round.clock.due(round.budget / unheard, round.workers, round.budget);
}

std::optional<Seconds> Genie::due(const RoundRule& round, int worker, double norm) const {
    return OrderedRx().due(round, worker, norm);
}

std::optional<Seconds> Genie::closing(const RoundRule& round, const Heard& heard) const {
    if (is_poll(round)) {
        return poll_closing(round, heard);
    }
    if (!heard.unheard_norm_sum) {
        throw std::invalid_argument("genie needs the sum of the unheard norms, which only the ideal medium knows");
    }
    return *heard.unheard_norm_sum <= round.budget ? std::optional(kAtOnce) : std::nullopt;
}

}  // namespace ogsim
