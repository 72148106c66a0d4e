#include "src/ledger/battery_account.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace ogsim {

BatteryAccount::BatteryAccount(int workers, const Device& device, const SupplyOptions& options)
    : device_(device), options_(options) {
    if (!(options.leak.si >= 0.0) || !std::isfinite(options.leak.si)) {
        throw std::invalid_argument("a battery's leak must be finite and >= 0 W, got " +
                                    std::to_string(options.leak.si));
    }
    nodes_.assign(static_cast<std::size_t>(workers), Node{.battery = Battery(options.battery)});
}

void BatteryAccount::on(const Event& event) {
    std::visit(
        [this](const auto& happened) {
            if constexpr (requires { this->take(happened); }) {
                if (happened.node != kServer) {
                    take(happened);
                }
            }
        },
        event);
}

/// Where the load changes is where a computation begins or ends.
void BatteryAccount::take(const RadioInterval& interval) {
    Node& node = nodes_.at(static_cast<std::size_t>(interval.node));
    const Watts radio = device_.power(interval.state);
    const bool is_off = interval.state == RadioState::kOff;
    for (const Computation& computation : node.computations) {
        drain(node, radio, std::min(interval.end, computation.start));
        drain(node, is_off ? radio : radio + device_.compute,
              std::min(interval.end, computation.end.value_or(interval.end)));
    }
    drain(node, radio, interval.end);
    std::erase_if(node.computations, [&interval](const Computation& computation) {
        return computation.end && *computation.end <= interval.end;
    });
}

void BatteryAccount::take(const ComputeBegan& began) {
    Node& node = nodes_.at(static_cast<std::size_t>(began.node));
    if (began.at < node.metered) {
        throw std::logic_error("node " + std::to_string(began.node) + ": a computation from " +
                               std::to_string(began.at.count()) + " ns on, but its battery is metered to " +
                               std::to_string(node.metered.count()) + " ns");
    }
    node.computations.push_back({began.at, std::nullopt});
}

void BatteryAccount::take(const ComputeInterval& interval) {
    Node& node = nodes_.at(static_cast<std::size_t>(interval.node));
    if (node.computations.empty() || node.computations.back().end) {
        take(ComputeBegan{interval.node, interval.start});
    }
    node.computations.back().end = interval.end;
}

/// From where it is metered to.
void BatteryAccount::drain(Node& node, Watts load, SimTime until) {
    while (node.metered < until) {
        const SimTime next = std::min(until, options_.harvest.next_step(node.metered));
        if (!node.is_buried) {
            const Seconds span = seconds(next - node.metered);
            const Watts income = options_.harvest.power(node.metered);
            node.battery.drain(load + options_.leak - income, span);
            node.harvested += income * span;
            node.leaked += options_.leak * span;
        }
        node.metered = next;
    }
}

}  // namespace ogsim
