#include "src/network/ns3_clock.h"

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "ns3/event-impl.h"
#include "ns3/simulator.h"
#include "src/network/ns3_time.h"

namespace ogsim {

/// A pending timer has a place; its id tells the place, and how often that was taken before.
struct Ns3Clock::Timers {
    struct Place {
        std::uint32_t uses = 1;  // odd while a timer is pending here
        ns3::EventId event = {};
        std::function<void()> action = {};
    };

    [[nodiscard]] std::uint32_t take() {
        if (free.empty()) {
            places.push_back({});
            return static_cast<std::uint32_t>(places.size() - 1);
        }
        const std::uint32_t place = free.back();
        free.pop_back();
        ++places[place].uses;
        return place;
    }

    /// @return what was to be done.
    std::function<void()> leave(std::uint32_t place) {
        ++places[place].uses;
        places[place].event = {};
        free.push_back(place);
        return std::exchange(places[place].action, nullptr);
    }

    [[nodiscard]] TimerId id(std::uint32_t place) const { return TimerId{places[place].uses} << 32U | place; }

    std::vector<Place> places;
    std::vector<std::uint32_t> free;
};

/// Small, whatever the action holds.
class Ns3Clock::Ring final : public ns3::EventImpl {
 public:
    Ring(Timers& timers, std::uint32_t place) : timers_(timers), place_(place) {}

 private:
    void Notify() override { timers_.leave(place_)(); }

    Timers& timers_;
    std::uint32_t place_;
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
    const std::uint32_t index = timers_->take();
    const auto event = ns3::Ptr<ns3::EventImpl>(new Ring(*timers_, index), false);
    Timers::Place& place = timers_->places[index];
    place.action = std::move(action);
    place.event = ns3::Simulator::Schedule(to_ns3(delay), event);
    return timers_->id(index);
}

void Ns3Clock::cancel(TimerId id) {
    const auto place = static_cast<std::uint32_t>(id & 0xffffffffU);
    if (id != 0 && place < timers_->places.size() && timers_->id(place) == id) {
        ns3::Simulator::Remove(timers_->places[place].event);  // not Cancel: cancelled events would stay in the queue
        timers_->leave(place);
    }
}

}  // namespace ogsim
