#pragma once

#include "model/selection/selection.h"

/// The rows of the table of selections, one class each. M workers, j heard, budget tau, phi the speaking clock.
///
/// In a round without a budget (tau = 0: the first, or nothing moved) all of them poll everybody, as `All` does.
namespace ogsim {

/// Everybody, one poll slot after the other: gradient descent. Closes with the M-th update, or when the last slot and
/// a whole window more have passed idle: then whoever is missing did not get the model, or could not get through.
class All final : public Selection {
 public:
    [[nodiscard]] std::optional<Seconds> due(const RoundRule& round, int worker, double norm) const override;
    [[nodiscard]] std::optional<Seconds> closing(const RoundRule& round, const Heard& heard) const override;
};

/// Silent iff M ||delta|| <= tau; all others within the window T_c, at whose end the round closes.
class LagWk final : public Selection {
 public:
    [[nodiscard]] std::optional<Seconds> due(const RoundRule& round, int worker, double norm) const override;
    [[nodiscard]] std::optional<Seconds> closing(const RoundRule& round, const Heard& heard) const override;
};

/// Everybody in order; closes with the first j >= 1 that has (M - j) ||delta_(j)|| <= tau, else at the deadline.
/// Nobody has anything to say about an innovation of norm 0.
class OrderedRx final : public Selection {
 public:
    [[nodiscard]] std::optional<Seconds> due(const RoundRule& round, int worker, double norm) const override;
    [[nodiscard]] std::optional<Seconds> closing(const RoundRule& round, const Heard& heard) const override;
};

/// In order, silent iff M ||delta|| <= tau; closes when silence itself certifies the rest: once
/// (M - j) phi^{-1}(t) <= tau, which is t = phi(tau / (M - j)).
///
/// A reception with (M - j) ||delta_(j)|| <= tau says the same at once, since phi(||delta_(j)||) is then past that
/// instant. It is tested on the norms and answered with 0, not left to the times: on them, rounded to whole
/// nanoseconds, a worker with (M - j) ||delta|| just above tau could not be told from one just below.
class OrderedTimer final : public Selection {
 public:
    [[nodiscard]] std::optional<Seconds> due(const RoundRule& round, int worker, double norm) const override;
    [[nodiscard]] std::optional<Seconds> closing(const RoundRule& round, const Heard& heard) const override;
};

/// In order; closes once the norms of all unheard sum to tau or less, perhaps before anybody spoke. A lower bound of
/// this family: no real server knows that sum. @throws std::invalid_argument where the oracle's sum is missing.
class Genie final : public Selection {
 public:
    [[nodiscard]] std::optional<Seconds> due(const RoundRule& round, int worker, double norm) const override;
    [[nodiscard]] std::optional<Seconds> closing(const RoundRule& round, const Heard& heard) const override;
};

}  // namespace ogsim
