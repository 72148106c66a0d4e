#pragma once

#include <functional>
#include <map>
#include <optional>
#include <random>
#include <vector>

#include "src/protocol/ports.h"
#include "src/scenario/scenario.h"

namespace ogsim {

/// Crashes and returns, as the scenario schedules them and as they are drawn: for each node by itself, times up and
/// times down are exponential. A node that is down when another crash of it is due stays down for what it was.
class Faults {
 public:
    /// What becomes of a node; `forgets` is of workers alone.
    struct Acts {
        std::function<void(int node, bool forgets)> crash;
        std::function<void(int node)> come_back;
    };
    /// Sets the first timers. The clock must outlive this.
    Faults(const Scenario& scenario, Clock& clock, Acts acts);
    Faults(const Faults&) = delete;
    Faults& operator=(const Faults&) = delete;

    [[nodiscard]] bool is_down(int node) const { return is_down_[static_cast<std::size_t>(node + 1)]; }

 private:
    [[nodiscard]] std::optional<double> mean_up_time(int node) const;
    void draw_next(int node);
    void go_down(int node, SimTime until, bool forgets);

    const FaultKeys keys_;
    Clock& clock_;
    Acts acts_;
    std::map<int, std::mt19937_64> random_;  // of nodes that fail by chance
    std::vector<bool> is_down_;
};

/// How many times as long as others each worker computes: 1, or the scenario's slowdown for its stragglers.
[[nodiscard]] std::vector<double> slowdowns(const Scenario& scenario);

/// By how much each worker's clock is slow (> 0) or fast, as a share.
[[nodiscard]] std::vector<double> clock_errors(const Scenario& scenario);

}  // namespace ogsim
