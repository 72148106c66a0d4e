#pragma once

#include <functional>
#include <map>
#include <stdexcept>
#include <utility>

#include "src/protocol/ports.h"

namespace ogsim::test {

/// An event queue and nothing else.
class FakeClock final : public Clock {
 public:
    [[nodiscard]] SimTime now() const override { return now_; }

    TimerId call_at(SimTime at, std::function<void()> action) override {
        if (at < now_) {
            throw std::logic_error("a timer was set in the past");
        }
        times_.emplace(++last_id_, at);
        queue_.emplace(std::pair(at, last_id_), std::move(action));
        return last_id_;
    }

    void cancel(TimerId id) override {
        if (const auto found = times_.find(id); found != times_.end()) {
            queue_.erase({found->second, id});
            times_.erase(found);
        }
    }

    /// Runs what is due up to and including `end`, and stands there.
    void run_until(SimTime end) {
        while (!queue_.empty() && queue_.begin()->first.first <= end) {
            step();
        }
        now_ = end;
    }

    void run_until_empty() {
        while (!queue_.empty()) {
            step();
        }
    }

    [[nodiscard]] std::size_t pending() const { return queue_.size(); }

 private:
    void step() {
        const auto next = queue_.extract(queue_.begin());
        now_ = next.key().first;
        times_.erase(next.key().second);
        next.mapped()();
    }

    SimTime now_{0};
    TimerId last_id_ = 0;
    std::map<std::pair<SimTime, TimerId>, std::function<void()>> queue_;
    std::map<TimerId, SimTime> times_;
};

}  // namespace ogsim::test
