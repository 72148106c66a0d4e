#include "src/network/ns3_clock.h"

#include <stdexcept>
#include <string>
#include <unordered_map>

#include "ns3/simulator.h"
#include "src/network/ns3_time.h"

namespace ogsim {

struct Ns3Clock::Timers {
    TimerId next = 1;
    std::unordered_map<TimerId, ns3::EventId> pending;  // looked up, never walked
};

Ns3Clock::Ns3Clock() : timers_(std::make_unique<Timers>()) {}
Ns3Clock::~Ns3Clock() = default;

SimTime Ns3Clock::now() const {
    return from_ns3(ns3::Simulator::Now());
}

TimerId Ns3Clock::call_at(SimTime at, std::function<void()> action) {
    const SimTime delay = at - now();
    if (delay < SimTime{0}) {
        throw std::invalid_argument("time of a call must be >= now, got " + std::to_string(-delay.count()) +
                                    " ns before it");
    }
    const TimerId id = timers_->next++;
    timers_->pending[id] = ns3::Simulator::Schedule(to_ns3(delay), [this, id, action = std::move(action)] {
        timers_->pending.erase(id);
        action();
    });
    return id;
}

void Ns3Clock::cancel(TimerId id) {
    const auto timer = timers_->pending.find(id);
    if (timer != timers_->pending.end()) {
        ns3::Simulator::Remove(timer->second);  // not Cancel: cancelled events would stay in the queue
        timers_->pending.erase(timer);
    }
}

}  // namespace ogsim
