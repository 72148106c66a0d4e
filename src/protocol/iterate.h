#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <memory>

#include "model/optimizer/optimizer.h"
#include "model/selection/movement_memory.h"
#include "src/protocol/ports.h"
#include "src/protocol/rules.h"

namespace ogsim {

/// The course of the learning: theta^k, the sum s of the round before, tau_k, and all that the next step needs. The
/// server has one; where the downlink does not carry theta, each worker has one too, and the same sums give the same
/// bits in all of them.
class Iterate {
 public:
    struct Settings {
        Eigen::VectorXd start;                 ///< theta^1.
        const Optimizer* optimizer = nullptr;  ///< Copied; never null.
        int memory_depth = 10;                 ///< D.
        double memory_weight = 0.1;            ///< xi.
    };
    explicit Iterate(const Settings& settings);

    enum class Step { kTaken, kNotFinite };
    /// Steps along s^k from round k. A step that leaves the finite numbers is not taken: theta stays, tau is 0.
    Step step(Eigen::VectorXd sum, std::int64_t round, const StepSizes& steps);

    [[nodiscard]] const Eigen::VectorXd& theta() const { return theta_; }
    /// s of the last step; zeros before the first.
    [[nodiscard]] const Eigen::VectorXd& sum() const { return sum_; }
    [[nodiscard]] double budget() const { return budget_; }

    /// Everything, little-endian: u32 entries d | f64 budget | u8 kept | u32 squares n | d f64 theta | d f64 sum | n
    /// f64 squares | where kept, d f64.
    void append_to(std::vector<std::byte>& bytes) const;
    /// Becomes what append_to() wrote at the beginning of `bytes`; returns how many of them that was.
    /// @throws std::invalid_argument on bytes that are none, or of another dimension; nothing is changed then.
    std::size_t resume(Payload bytes);

 private:
    Eigen::VectorXd theta_;
    Eigen::VectorXd sum_;
    double budget_ = 0.0;
    std::unique_ptr<Optimizer> optimizer_;
    MovementMemory movements_;
};

}  // namespace ogsim
