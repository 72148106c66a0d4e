#include "src/ledger/ledger.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace ogsim {
namespace {

constexpr auto kOffState = static_cast<std::size_t>(RadioState::kOff);

std::size_t place(int node) {
    return static_cast<std::size_t>(node - kServer);
}

std::string node_name(int node) {
    return node == kServer ? "the server" : "node " + std::to_string(node);
}

std::string ns(SimTime time) {
    return std::to_string(time.count()) + " ns";
}

int checked(int workers) {
    if (workers < 0) {
        throw std::invalid_argument("workers must be >= 0, got " + std::to_string(workers));
    }
    return workers;
}

[[noreturn]] void refuse(int node, const std::string& what, SimTime start, SimTime end, const std::string& fault) {
    throw std::logic_error(node_name(node) + ": " + what + " from " + ns(start) + " to " + ns(end) + " " + fault);
}

}  // namespace

SimTime StateTimes::total() const {
    SimTime sum{0};
    for (const SimTime time : radio) {
        sum += time;
    }
    return sum;
}

StateTimes& StateTimes::operator+=(const StateTimes& other) {
    for (std::size_t state = 0; state < radio.size(); ++state) {
        radio[state] += other.radio[state];
    }
    compute += other.compute;
    return *this;
}

StateTimes& StateTimes::operator-=(const StateTimes& other) {
    for (std::size_t state = 0; state < radio.size(); ++state) {
        radio[state] -= other.radio[state];
    }
    compute -= other.compute;
    return *this;
}

Joules StateJoules::total() const {
    Joules sum = compute;
    for (const Joules joules : radio) {
        sum += joules;
    }
    return sum;
}

StateJoules joules(const StateTimes& times, const Device& device) {
    StateJoules sums{.compute = device.compute * seconds(times.compute)};
    for (std::size_t state = 0; state < times.radio.size(); ++state) {
        sums.radio[state] = device.power(static_cast<RadioState>(state)) * seconds(times.radio[state]);
    }
    return sums;
}

Joules marginal_joules(const StateTimes& times, const Device& device, RadioState resting) {
    // State by state, so that a node which only rested has exactly none.
    Joules above = device.compute * seconds(times.compute);
    for (std::size_t state = 0; state < times.radio.size(); ++state) {
        if (state != kOffState) {
            above +=
                (device.power(static_cast<RadioState>(state)) - device.power(resting)) * seconds(times.radio[state]);
        }
    }
    return above;
}

Ledger::Ledger(int workers, const Device& device, const Device& server)
    : device_(device), server_device_(server), nodes_(place(checked(workers))), transmit_(workers, device.tx) {}

void Ledger::on(const Event& event) {
    std::visit(
        [this](const auto& happened) {
            if constexpr (requires { this->take(happened); }) {
                take(happened);
            }
        },
        event);
}

StateTimes Ledger::times(int node) const {
    if (node < kServer || place(node) >= nodes_.size()) {
        throw std::invalid_argument("node must be from " + std::to_string(kServer) + " (the server) to " +
                                    std::to_string(static_cast<int>(nodes_.size()) - 2) + ", got " +
                                    std::to_string(node));
    }
    StateTimes all = nodes_[place(node)].times;
    return node == kServer ? all : all += each_;
}

Ledger::Node& Ledger::known(int node) {
    if (node < kServer || place(node) >= nodes_.size()) {
        throw std::logic_error("an event names node " + std::to_string(node) + ", of " +
                               std::to_string(nodes_.size() - 1) + " workers");
    }
    return nodes_[place(node)];
}

Ledger::Node& Ledger::follow_on(int id, SimTime start, SimTime end) {
    Node& node = known(id);
    const SimTime metered = id == kServer ? node.metered : std::max(node.metered, crowd_metered_);
    if (start != metered || end < start) {
        refuse(id, "radio interval", start, end, "does not follow on " + ns(metered));
    }
    node.metered = end;
    return node;
}

void Ledger::take(const RadioInterval& interval) {
    const auto& [id, state, start, end] = interval;
    const auto index = static_cast<std::size_t>(state);
    follow_on(id, start, end).times.radio[index] += end - start;
    if (id != kServer) {
        workers_.radio[index] += end - start;
    }
    if (state != RadioState::kOff) {
        charge_on_time(id, start, end);
    }
}

void Ledger::take(const RadioTimes& stretch) {
    const auto& [id, start, end, times] = stretch;
    const StateTimes sum{.radio = times};
    if (sum.total() != end - start) {
        refuse(id, "radio states", start, end, "add up to " + ns(sum.total()));
    }
    follow_on(id, start, end).times += sum;
    if (id != kServer) {
        workers_ += sum;
    }
    if (times[kOffState] == SimTime{0}) {
        charge_on_time(id, start, end);
    }
}

void Ledger::take(const CrowdRadioTimes& stretch) {
    const StateTimes sum{.radio = stretch.times};
    const bool follows = stretch.workers.is_all_but && stretch.start == crowd_metered_ && stretch.end >= stretch.start;
    if (!follows || sum.total() != stretch.end - stretch.start) {
        throw std::logic_error("radio states of many from " + ns(stretch.start) + " to " + ns(stretch.end) +
                               " do not add up, or do not follow on " + ns(crowd_metered_));
    }
    for (const int worker : stretch.workers.listed) {
        if (known(worker).metered != stretch.end) {
            refuse(worker, "radio states of the others", stretch.start, stretch.end, "come before its own");
        }
    }
    add_to(stretch.workers, sum);
    crowd_metered_ = stretch.end;
    crowd_computes_up_to(stretch.end);
}

/// A time of all but a few is added to all, and taken off these.
void Ledger::add_to(const Workers& group, const StateTimes& times) {
    for (const int worker : group.listed) {
        StateTimes& own = known(worker).times;
        group.is_all_but ? own -= times : own += times;
    }
    if (group.is_all_but) {
        each_ += times;
    }
    const std::int64_t count = group.count(workers());
    for (std::size_t state = 0; state < times.radio.size(); ++state) {
        workers_.radio[state] += count * times.radio[state];
    }
    workers_.compute += count * times.compute;
}

void Ledger::take(const CrowdComputeBegan& began) {
    if (crowd_) {
        throw std::logic_error("many begin to compute at " + ns(began.at) + " before others have ended");
    }
    const auto listed = began.workers.listed;
    crowd_.emplace(CrowdComputation{{listed.begin(), listed.end()}, began.workers.is_all_but, began.at, began.at});
}

void Ledger::take(const CrowdComputeInterval& interval) {
    if (!crowd_ || crowd_->start != interval.start) {
        throw std::logic_error("many end to compute at " + ns(interval.end) + " who did not begin at " +
                               ns(interval.start));
    }
    crowd_computes_up_to(interval.end);
    crowd_.reset();
}

void Ledger::crowd_computes_up_to(SimTime end) {
    if (crowd_ && end > crowd_->charged) {
        add_to(crowd_->workers(), StateTimes{.compute = end - crowd_->charged});
        crowd_->charged = end;
    }
}

/// What a node that is on does beside its radio's states.
void Ledger::charge_on_time(int id, SimTime start, SimTime end) {
    if (nodes_[place(id)].computing_since) {
        compute_up_to(id, end);
    }
    if (id != kServer) {
        transmit_.charge(id, start, end);
    }
}

void Ledger::take(const ComputeBegan& began) {
    Node& node = known(began.node);
    if (node.computing_since || began.at < node.computed) {
        refuse(began.node, "computation", began.at, began.at, "begins before the last one ended");
    }
    node.computing_since = began.at;
    node.computed = began.at;
}

void Ledger::take(const ComputeInterval& interval) {
    const auto& [id, start, end] = interval;
    Node& node = known(id);
    if (!node.computing_since) {
        take(ComputeBegan{id, start});
    }
    if (*node.computing_since != start || end < node.computed) {
        refuse(id, "computation", start, end,
               "does not fit its beginning at " + ns(*node.computing_since) + ", charged up to " + ns(node.computed));
    }
    compute_up_to(id, end);
    node.computing_since.reset();
}

void Ledger::compute_up_to(int id, SimTime end) {
    Node& node = nodes_[place(id)];
    if (end <= node.computed) {
        return;
    }
    node.times.compute += end - node.computed;
    if (id != kServer) {
        workers_.compute += end - node.computed;
    }
    node.computed = end;
}

void Ledger::take(const NodeCrashed& crash) {
    known(crash.node);
    if (crash.node != kServer) {
        transmit_.break_off(crash.node);
    }
}

void Ledger::take(const FrameSent& frame) {
    known(frame.node);
    if (frame.node != kServer) {
        transmit_.begin(frame);
    }
}

}  // namespace ogsim
