#include "src/protocol/freezing_clock.h"

#include <algorithm>

namespace ogsim {

FreezingClock::~FreezingClock() {
    clock_.cancel(armed_);
}

void FreezingClock::busy_until(SimTime end) {
    if (end <= clock_.now()) {
        return;
    }
    idle_before_ = idle_time();
    resumes_at_ = std::max(resumes_at_, end);
    // The armed timer stays: it then comes too early, finds nothing due and is armed anew. So a busy channel costs a
    // waiting node one call, however many frames keep it busy.
}

void FreezingClock::idle_now() {
    if (resumes_at_ > clock_.now()) {
        resumes_at_ = clock_.now();
        arm();
    }
}

void FreezingClock::set_keeper(Keeper* keeper) {
    clock_.cancel(std::exchange(armed_, 0));
    keeper_ = keeper;
    if (keeper_ == nullptr) {
        arm();
    }
}

std::optional<SimTime> FreezingClock::idle_until_act() const {
    if (pending_.empty()) {
        return std::nullopt;
    }
    return std::max(SimTime{0}, pending_.begin()->first.first - counted());
}

std::optional<SimTime> FreezingClock::next_act() const {
    const std::optional<SimTime> missing = idle_until_act();
    if (!missing) {
        return std::nullopt;
    }
    // What has been reached already is called now, also on a busy channel: time stood still just at its turn.
    return *missing > SimTime{0} ? std::max(resumes_at_, clock_.now()) + *missing : clock_.now();
}

void FreezingClock::act() {
    clock_.cancel(std::exchange(armed_, 0));
    fire();
}

SimTime FreezingClock::idle_time() const {
    if (keeper_ != nullptr) {
        keeper_->bring_up_to_date();
    }
    return counted();
}

SimTime FreezingClock::counted() const {
    return idle_before_ + std::max(SimTime{0}, clock_.now() - resumes_at_);
}

TimerId FreezingClock::call_at_idle(SimTime idle, std::function<void()> action) {
    return add(next_id_++, idle, std::move(action));
}

TimerId FreezingClock::call_first_at_idle(SimTime idle, std::function<void()> action) {
    return add(next_first_id_++, idle, std::move(action));
}

TimerId FreezingClock::add(TimerId id, SimTime idle, std::function<void()> action) {
    const auto place = pending_.emplace(std::pair(idle, id), std::move(action)).first;
    due_.emplace(id, idle);
    if (place == pending_.begin()) {
        arm();
    }
    return id;
}

void FreezingClock::cancel(TimerId id) {
    const auto found = due_.find(id);
    if (found == due_.end()) {
        return;
    }
    pending_.erase({found->second, id});
    due_.erase(found);
    if (pending_.empty()) {
        arm();
    }
}

void FreezingClock::arm() {
    if (keeper_ != nullptr) {
        keeper_->changed();
        return;
    }
    clock_.cancel(std::exchange(armed_, 0));
    if (const std::optional<SimTime> at = next_act()) {
        armed_ = clock_.call_at(*at, [this] { fire(); });
    }
}

void FreezingClock::fire() {
    armed_ = 0;
    // All that fall due at this instant act, though the first of them may make the channel busy: nobody can hear
    // another before starting at the same moment.
    while (!pending_.empty() && pending_.begin()->first.first <= idle_time()) {
        const auto first = pending_.extract(pending_.begin());
        due_.erase(first.key().second);
        first.mapped()();
    }
    arm();
}

}  // namespace ogsim
