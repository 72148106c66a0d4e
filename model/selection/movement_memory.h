#pragma once

#include <Eigen/Core>
#include <deque>

namespace ogsim {

/// The budget tau_k that bounds what the silent workers may leave unsaid, from how far the iterates moved lately:
///
///     tau_k^2 = (1 / alpha^2) sum_{d=1}^{D} xi_d ||theta^{k+1-d} - theta^{k-d}||^2,    missing history = 0
///
/// here with xi_d = weight for all d, and alpha the first step size where a schedule lets it fall (docs/science.md,
/// section 6, says why). Source: Chen, Giannakis, Sun, Yin, LAG, NeurIPS 2018, eq. (15).
class MovementMemory {
 public:
    /// @param depth D >= 1.  @param weight xi >= 0.
    /// @throws std::invalid_argument naming the one that is out of range.
    MovementMemory(int depth, double weight);
    /// Remembers one step theta^{k+1} - theta^k. @throws std::invalid_argument where its entries are not finite.
    void remember(const Eigen::Ref<const Eigen::VectorXd>& step);
    /// tau for the round that starts now; infinite where the squares overflow.
    /// @param step_size alpha > 0. @throws std::invalid_argument where it is not finite and > 0.
    [[nodiscard]] double budget(double step_size) const;
    /// ||theta^{k+1-d} - theta^{k-d}||^2, newest first, at most D of them.
    [[nodiscard]] const std::deque<double>& squares() const { return squared_steps_; }
    /// Goes on from what another one remembers. @throws std::invalid_argument on more than D squares, or one < 0 or not
    /// a number.
    void resume(std::deque<double> squares);

 private:
    std::size_t depth_;
    double weight_;
    std::deque<double> squared_steps_;  // newest first, at most depth_
};

}  // namespace ogsim
