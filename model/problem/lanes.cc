#include "model/problem/lanes.h"

#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace ogsim {
namespace {

void in_one_lane(std::size_t items, const LaneWork& work) {
    for (std::size_t item = 0; item < items; ++item) {
        work(0, item);
    }
}

}  // namespace

void in_lanes(int threads, std::size_t items, const LaneWork& work) {
    if (threads <= 1 || items <= 1) {
        in_one_lane(items, work);
        return;
    }
    std::atomic<std::size_t> next{0};
    std::exception_ptr failure;
    std::mutex mutex;
    const auto take = [&](int lane) {
        try {
            for (std::size_t item = next++; item < items; item = next++) {
                work(lane, item);
            }
        } catch (...) {
            const std::lock_guard lock(mutex);
            failure = std::current_exception();
            next = items;
        }
    };
    std::vector<std::thread> others;
    try {
        for (int lane = 1; lane < threads; ++lane) {
            others.emplace_back(take, lane);
        }
    } catch (const std::system_error&) {
        // Those that have begun, and this one, do it all.
    }
    take(0);
    for (std::thread& other : others) {
        other.join();
    }
    if (failure) {
        std::rethrow_exception(failure);
    }
}

}  // namespace ogsim
