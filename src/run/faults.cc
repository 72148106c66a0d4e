#include "src/run/faults.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

#include "model/random/stream.h"
#include "src/scenario/outages.h"

namespace ogsim {
namespace {

double uniform(std::mt19937_64& random) {
    return static_cast<double>(random() >> 11U) * 0x1p-53;
}

SimTime exponential(std::mt19937_64& random, double mean_s) {
    return std::max(SimTime{1}, sim_time(Seconds{-mean_s * std::log1p(-uniform(random))}));
}

std::uint64_t seed(const Scenario& scenario) {
    return static_cast<std::uint64_t>(scenario.run.seed);
}

}  // namespace

Faults::Faults(const Scenario& scenario, Clock& clock, Acts acts)
    : keys_(scenario.faults),
      clock_(clock),
      acts_(std::move(acts)),
      is_down_(static_cast<std::size_t>(scenario.network.workers) + 1) {
    for (int node = kServer; node < scenario.network.workers; ++node) {
        if (mean_up_time(node)) {
            random_.emplace(node, random_stream(seed(scenario), "faults", static_cast<std::uint64_t>(node + 1)));
            draw_next(node);
        }
    }
    for (const Outage& outage : outages(keys_.schedule.value_or(""))) {
        const SimTime until = sim_time(Seconds{outage.until_s});
        clock_.call_at(sim_time(Seconds{outage.from_s}), [this, node = outage.node.value_or(kServer), until,
                                                          forgets = outage.forgets] { go_down(node, until, forgets); });
    }
}

std::optional<double> Faults::mean_up_time(int node) const {
    return node == kServer ? keys_.server_mtbf_s : keys_.worker_mtbf_s;
}

void Faults::draw_next(int node) {
    std::mt19937_64& random = random_.at(node);
    const SimTime from = clock_.now() + exponential(random, *mean_up_time(node));
    const SimTime until = from + exponential(random, node == kServer ? keys_.server_mttr_s : keys_.worker_mttr_s);
    const bool forgets = uniform(random) < keys_.forgets;
    clock_.call_at(from, [this, node, until, forgets] { go_down(node, until, forgets); });
    clock_.call_at(until, [this, node] { draw_next(node); });
}

void Faults::go_down(int node, SimTime until, bool forgets) {
    if (is_down(node)) {
        return;
    }
    is_down_[static_cast<std::size_t>(node + 1)] = true;
    acts_.crash(node, forgets);
    clock_.call_at(until, [this, node] {
        is_down_[static_cast<std::size_t>(node + 1)] = false;
        acts_.come_back(node);
    });
}

std::vector<double> slowdowns(const Scenario& scenario) {
    const auto workers = static_cast<std::size_t>(scenario.network.workers);
    std::vector<double> factors(workers, 1.0);
    std::vector<std::size_t> order(workers);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::mt19937_64 random = random_stream(seed(scenario), "stragglers");
    const auto slow = static_cast<std::size_t>(std::llround(scenario.faults.stragglers * static_cast<double>(workers)));
    for (std::size_t i = 0; i < slow; ++i) {
        std::swap(order[i], order[i + random() % (workers - i)]);
        factors[order[i]] = scenario.faults.slowdown;
    }
    return factors;
}

std::vector<double> clock_errors(const Scenario& scenario) {
    std::vector<double> errors;
    for (int worker = 0; worker < scenario.network.workers; ++worker) {
        std::mt19937_64 random = random_stream(seed(scenario), "clock-error", static_cast<std::uint64_t>(worker));
        const double radius = std::sqrt(-2.0 * std::log1p(-uniform(random)));  // Box and Muller
        const double normal = radius * std::cos(2.0 * std::numbers::pi * uniform(random));
        errors.push_back(std::clamp(1e-6 * scenario.faults.clock_error_ppm * normal, -0.5, 0.5));
    }
    return errors;
}

}  // namespace ogsim
