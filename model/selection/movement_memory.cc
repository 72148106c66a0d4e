#include "model/selection/movement_memory.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "model/selection/require.h"

namespace ogsim {

using selection::require;

MovementMemory::MovementMemory(int depth, double weight) : depth_(static_cast<std::size_t>(depth)), weight_(weight) {
    require(depth >= 1, "memory depth", depth, ">= 1");
    require(std::isfinite(weight) && weight >= 0, "memory weight", weight, "finite and >= 0");
}

void MovementMemory::remember(const Eigen::Ref<const Eigen::VectorXd>& step) {
    if (!step.allFinite()) {
        throw std::invalid_argument("a step must have finite entries only");
    }
    squared_steps_.push_front(step.squaredNorm());
    if (squared_steps_.size() > depth_) {
        squared_steps_.pop_back();
    }
}

void MovementMemory::resume(std::deque<double> squares) {
    const bool is_right = std::all_of(squares.begin(), squares.end(), [](double square) { return square >= 0; });
    if (!is_right || squares.size() > depth_) {
        throw std::invalid_argument("squares of steps must be >= 0 and at most as many as the memory is deep");
    }
    squared_steps_ = std::move(squares);
}

double MovementMemory::budget(double step_size) const {
    require(std::isfinite(step_size) && step_size > 0, "step size", step_size, "finite and > 0");
    double squares = 0;
    for (const double square : squared_steps_) {
        squares += square;
    }
    // 0 * infinity is not a number, and without weight nothing may be left unsaid, however far the iterates moved.
    return weight_ == 0 ? 0 : std::sqrt(weight_ * squares) / step_size;
}

}  // namespace ogsim
