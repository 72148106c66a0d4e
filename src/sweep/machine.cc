#include "src/sweep/machine.h"

#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <optional>
#include <string>

namespace ogsim {
namespace {

/// The folder of this process in the unified cgroup hierarchy; "" at its top.
std::string cgroup_folder() {
    std::ifstream file("/proc/self/cgroup");
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("0::")) {
            return line.substr(3) == "/" ? "" : line.substr(3);
        }
    }
    return "";
}

/// Quota of the cgroup in cores, where there is one.
std::optional<double> quota(const std::string& folder) {
    std::ifstream file("/sys/fs/cgroup" + folder + "/cpu.max");
    double quota_us = 0.0;
    double period_us = 0.0;
    if (file >> quota_us >> period_us && quota_us > 0.0 && period_us > 0.0) {  // "max" is no number
        return quota_us / period_us;
    }
    return std::nullopt;
}

std::optional<std::int64_t> memory_limit_kib(const std::string& folder) {
    std::ifstream file("/sys/fs/cgroup" + folder + "/memory.max");
    std::int64_t bytes = 0;
    return file >> bytes ? std::optional(bytes / 1024) : std::nullopt;
}

}  // namespace

int usable_cores() {
    cpu_set_t set;
    CPU_ZERO(&set);
    int cores = ::sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    for (std::string folder = cgroup_folder();; folder.resize(folder.rfind('/'))) {
        if (const auto limit = quota(folder)) {
            cores = std::min(cores, static_cast<int>(std::ceil(*limit)));
        }
        if (folder.rfind('/') == std::string::npos) {
            return std::max(cores, 1);
        }
    }
}

std::int64_t usable_memory_kib() {
    std::int64_t memory = ::sysconf(_SC_PHYS_PAGES) * (::sysconf(_SC_PAGESIZE) / 1024);
    for (std::string folder = cgroup_folder();; folder.resize(folder.rfind('/'))) {
        if (const auto limit = memory_limit_kib(folder)) {
            memory = std::min(memory, *limit);
        }
        if (folder.rfind('/') == std::string::npos) {
            return memory;
        }
    }
}

}  // namespace ogsim
