#pragma once

#include "model/selection/selection.h"

/// The rows of the table of selections in which each worker decides by its own norm, and the loudest speak first.
/// M workers, j heard, budget tau, phi the speaking clock.
///
/// In a round without a budget (tau = 0: the first, nothing moved, or a memory weight of 0) all of them poll everybody.
/// Else a norm not above Voice::slack is not said in any of them: then the silent leave at most tau + (the sum of their
/// slacks) unsaid. The server does not know the slacks, so a rule that closes on receptions, ordered-rx, top-norm or
/// genie, may wait for those silent by slack, as for those with nothing to say or lost: until 2 T_c, by which all have
/// begun (SpeakingClock::last_due).
namespace ogsim::selection {

/// Silent iff M ||delta|| <= tau; all others within the window T_c, at whose end the round closes.
class LagWk final : public Selection {
 public:
    [[nodiscard]] std::optional<Seconds> due(const RoundRule& round, const Voice& voice) const override;
    [[nodiscard]] std::optional<Seconds> closing(const RoundRule& round, const Heard& heard) const override;
};

/// Silent iff ||dQ||^2 <= (tau / M)^2 + slack^2 and silent for less than `longest_silence` rounds. Who speaks only
/// because it was silent so long is due at once, others in order; closes as lag-wk does. Speakers without slack: those
/// of lag-wk and whoever was silent too long.
class Laq final : public Selection {
 public:
    /// @throws std::invalid_argument where longest_silence < 1.
    explicit Laq(int longest_silence);
    [[nodiscard]] std::optional<Seconds> due(const RoundRule& round, const Voice& voice) const override;
    [[nodiscard]] std::optional<Seconds> closing(const RoundRule& round, const Heard& heard) const override;

 private:
    int longest_silence_;
};

/// In order, whatever the norm; closes at once with the K-th update, K = max(1, round(fraction M)), else at 2 T_c.
///
/// The clock alone tells who is loud: where the air inverts two, the K heard first count, and a louder one that comes
/// after them is late. So never more than K are heard, and on a real radio they need not be the K loudest. tau serves
/// as the scale of the clock only. Polls M, not K, where tau = 0: there is no order then to choose by.
class TopNorm final : public Selection {
 public:
    /// @throws std::invalid_argument where fraction is not in (0, 1].
    explicit TopNorm(double fraction);
    [[nodiscard]] std::optional<Seconds> due(const RoundRule& round, const Voice& voice) const override;
    [[nodiscard]] std::optional<Seconds> closing(const RoundRule& round, const Heard& heard) const override;

 private:
    double fraction_;
};

/// Everybody in order; closes with the first j >= 1 that has (M - j) ||delta_(j)|| <= tau, else at 2 T_c.
/// Nobody has anything to say about an innovation of norm 0.
class OrderedRx final : public Selection {
 public:
    [[nodiscard]] std::optional<Seconds> due(const RoundRule& round, const Voice& voice) const override;
    [[nodiscard]] std::optional<Seconds> closing(const RoundRule& round, const Heard& heard) const override;
};

/// In order, silent iff M ||delta|| <= tau; closes when silence itself certifies the rest: once
/// (M - j) phi^{-1}(t) <= tau, which is t = phi(tau / (M - j)).
///
/// A reception with (M - j) ||delta_(j)|| <= tau needs no test of its own: it came at phi(||delta_(j)||) or later,
/// which is past that instant. Times are whole nanoseconds on the air, and phi cannot tell norms that fall on the same
/// one.
class OrderedTimer final : public Selection {
 public:
    [[nodiscard]] std::optional<Seconds> due(const RoundRule& round, const Voice& voice) const override;
    [[nodiscard]] bool is_needless(const RoundRule& round, const Voice& voice, int heard) const override;
    [[nodiscard]] std::optional<Seconds> closing(const RoundRule& round, const Heard& heard) const override;
};

/// In order; closes once the norms of all unheard sum to tau or less, perhaps before anybody spoke; at 2 T_c at the
/// latest. A lower bound of this family: no real server knows that sum. @throws std::invalid_argument where the
/// oracle's sum is missing.
class Genie final : public Selection {
 public:
    [[nodiscard]] std::optional<Seconds> due(const RoundRule& round, const Voice& voice) const override;
    [[nodiscard]] std::optional<Seconds> closing(const RoundRule& round, const Heard& heard) const override;
};

}  // namespace ogsim::selection
