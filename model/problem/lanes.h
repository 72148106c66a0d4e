#pragma once

#include <cstddef>
#include <functional>

namespace ogsim {

/// What one of several threads does with item `item`; `lane` tells them apart, 0 to threads - 1.
using LaneWork = std::function<void(int lane, std::size_t item)>;

/// Does items 0 .. items - 1, each once, on `threads` threads, this one among them: whoever is free takes the next. The
/// threads end with the call: a process that forks between two calls has nothing to lose.
///
/// Where the machine gives no more threads, fewer do the work. What an item throws is thrown on, once all have ended.
void in_lanes(int threads, std::size_t items, const LaneWork& work);

}  // namespace ogsim
