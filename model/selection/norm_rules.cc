#include "model/selection/norm_rules.h"

#include <stdexcept>

#include "model/selection/poll.h"
#include "model/selection/polled_rules.h"
#include "model/selection/require.h"

namespace ogsim::selection {
namespace {

/// (unheard) * norm <= tau: so many innovations of at most this norm may stay unsaid.
bool fits_budget(const RoundRule& round, int unheard, double norm) {
    return unheard * norm <= round.budget;
}

/// Everybody with something to say, the loudest first.
std::optional<Seconds> due_in_order(const RoundRule& round, const Voice& voice) {
    if (is_poll(round)) {
        return poll_due(round, voice);
    }
    if (voice.norm <= voice.slack) {
        return std::nullopt;
    }
    return round.clock.due_whatever_the_norm(voice.norm, round.workers, round.budget);
}

/// Those whose share of the budget is too small for them, the loudest first.
std::optional<Seconds> due_within_window(const RoundRule& round, const Voice& voice) {
    if (is_poll(round)) {
        return poll_due(round, voice);
    }
    if (fits_budget(round, round.workers, voice.norm) || voice.norm <= voice.slack) {
        return std::nullopt;
    }
    return round.clock.due(voice.norm, round.workers, round.budget);
}

Seconds window_closing(const RoundRule& round, const Heard& heard) {
    if (is_poll(round)) {
        return poll_closing(round, heard);
    }
    return heard.count >= round.workers ? kAtOnce : round.clock.window;
}

}  // namespace

std::optional<Seconds> LagWk::due(const RoundRule& round, const Voice& voice) const {
    return due_within_window(round, voice);
}

std::optional<Seconds> LagWk::closing(const RoundRule& round, const Heard& heard) const {
    return window_closing(round, heard);
}

Laq::Laq(int longest_silence) : longest_silence_(longest_silence) {
    require(longest_silence >= 1, "longest silence", longest_silence, ">= 1");
}

std::optional<Seconds> Laq::due(const RoundRule& round, const Voice& voice) const {
    if (is_poll(round)) {
        return poll_due(round, voice);
    }
    const double share = round.budget / round.workers;
    if (voice.norm * voice.norm > share * share + voice.slack * voice.slack) {
        // Where rounding makes M ||dQ|| = tau of a norm just above tau / M, it speaks only if lag-wk lets it.
        if (const std::optional<Seconds> due = due_within_window(round, voice)) {
            return due;
        }
    }
    return voice.silent_rounds >= longest_silence_ ? std::optional(kAtOnce) : std::nullopt;
}

std::optional<Seconds> Laq::closing(const RoundRule& round, const Heard& heard) const {
    return window_closing(round, heard);
}

TopNorm::TopNorm(double fraction) : fraction_(subset_fraction(fraction)) {}

std::optional<Seconds> TopNorm::due(const RoundRule& round, const Voice& voice) const {
    return due_in_order(round, voice);
}

std::optional<Seconds> TopNorm::closing(const RoundRule& round, const Heard& heard) const {
    if (is_poll(round)) {
        return poll_closing(round, heard);
    }
    return heard.count >= subset_size(fraction_, round.workers) ? kAtOnce : round.clock.last_due();
}

std::optional<Seconds> OrderedRx::due(const RoundRule& round, const Voice& voice) const {
    return due_in_order(round, voice);
}

std::optional<Seconds> OrderedRx::closing(const RoundRule& round, const Heard& heard) const {
    if (is_poll(round)) {
        return poll_closing(round, heard);
    }
    if (heard.count >= round.workers) {
        return kAtOnce;
    }
    if (heard.count < 1 || !fits_budget(round, round.workers - heard.count, heard.quietest_norm)) {
        return round.clock.last_due();
    }
    // Whoever is louder than the quietest one heard was due before it: that instant is when the rest may be left
    // unheard.
    return round.clock.due_whatever_the_norm(heard.quietest_norm, round.workers, round.budget);
}

std::optional<Seconds> OrderedTimer::due(const RoundRule& round, const Voice& voice) const {
    return due_within_window(round, voice);
}

bool OrderedTimer::is_needless(const RoundRule& round, const Voice& voice, int heard) const {
    return !is_poll(round) && fits_budget(round, round.workers - heard, voice.norm);
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

std::optional<Seconds> Genie::due(const RoundRule& round, const Voice& voice) const {
    return due_in_order(round, voice);
}

std::optional<Seconds> Genie::closing(const RoundRule& round, const Heard& heard) const {
    if (is_poll(round)) {
        return poll_closing(round, heard);
    }
    if (!heard.unheard_norm_sum) {
        throw std::invalid_argument("genie needs the sum of the unheard norms, which only the ideal medium knows");
    }
    return *heard.unheard_norm_sum <= round.budget ? kAtOnce : round.clock.last_due();
}

}  // namespace ogsim::selection
