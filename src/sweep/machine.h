#pragma once

#include <cstdint>

/// What this process may use of the machine.
namespace ogsim {

/// Cores that it may run on (affinity, as Slurm and containers set it, and the cgroup's quota), at least 1.
[[nodiscard]] int usable_cores();

/// Main memory in KiB, or the cgroup's limit where that is less.
[[nodiscard]] std::int64_t usable_memory_kib();

}  // namespace ogsim
