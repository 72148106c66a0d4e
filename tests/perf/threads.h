#pragma once

#include <thread>
#include <vector>

#include "tests/perf/options.h"

namespace ogsim::perf {

/// Calls work(t) on `threads` threads of its own, t = 0 .. threads - 1. @return seconds until the last has ended.
template <class Work>
double timed_on_threads(int threads, const Work& work) {
    const Stopwatch watch;
    std::vector<std::jthread> all;
    for (int t = 0; t < threads; ++t) {
        all.emplace_back([&work, t] { work(t); });
    }
    all.clear();
    return watch.seconds();
}

}  // namespace ogsim::perf
