#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <vector>

#include "src/protocol/ports.h"

/// What changed in the sum s, exactly, in the fewest of five plain forms.
namespace ogsim {

/// Layout: u8 form | u32 entries n | the entries. Forms: 0 nothing changed; 1 all entries, f64; 2 all, f32; 3 the n
/// changed ones, u32 place and f64 value each; 4 the same with f32. f32 is used only where it holds every value of the
/// form exactly. Values are the new ones, so that applying them gives `after` to the bit.
[[nodiscard]] std::vector<std::byte> sum_change(const Eigen::VectorXd& before, const Eigen::VectorXd& after);

/// `before` with the change at the beginning of `bytes` applied.
/// @throws std::invalid_argument on bytes that are no change of a sum of that size.
[[nodiscard]] Eigen::VectorXd changed_sum(Eigen::VectorXd before, Payload bytes);

}  // namespace ogsim
