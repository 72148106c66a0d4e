#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <random>
#include <stdexcept>
#include <utility>
#include <vector>

#include "src/protocol/freezing_clock.h"
#include "src/protocol/ports.h"
#include "tests/support/fake_clock.h"

namespace ogsim::test {

/// Chance with which each of these is lost, drawn anew each time. A lost acknowledgement: the server has the update,
/// the worker sees kFailed. A worker that misses a broadcast still hears it begin half the time.
struct Losses {
    double update = 0, broadcast = 0, acknowledgement = 0;
};

/// A medium in one place: one freezing clock for all, nodes served in the order of their calls, updates one after the
/// other of `airtime` each (the channel stays reserved for one that is withdrawn), broadcasts in no time.
/// Throws std::logic_error where the protocol breaks the contract of the ports.
class FakeMedium final : public Medium {
 public:
    explicit FakeMedium(FakeClock& clock, int workers, Losses losses = {}, std::uint64_t seed = 1,
                        SimTime airtime = SimTime{0}, bool overhears = false)
        : clock_(clock),
          ordering_(clock),
          losses_(losses),
          random_(seed),
          airtime_(airtime),
          overhears_(overhears),
          server_(*this) {
        for (int m = 0; m < workers; ++m) {
            workers_.emplace_back(*this, m);
        }
    }

    [[nodiscard]] WorkerRadio& worker(int worker) override { return workers_.at(static_cast<std::size_t>(worker)); }
    [[nodiscard]] ServerRadio& server() override { return server_; }
    /// Models published so far.
    [[nodiscard]] int broadcasts() const { return server_.broadcasts; }
    void meter_up_to_now() override {}
    void switch_off(int node) override {
        node < 0 ? server_.switch_off() : workers_.at(static_cast<std::size_t>(node)).switch_off();
    }
    void switch_on(int node) override {
        (node < 0 ? server_.is_off : workers_.at(static_cast<std::size_t>(node)).is_off) = false;
    }
    [[nodiscard]] bool is_asleep(int worker) const { return workers_.at(static_cast<std::size_t>(worker)).is_asleep; }

 private:
    struct FakeWorkerRadio final : WorkerRadio {
        FakeWorkerRadio(FakeMedium& all, int place) : medium(all), index(place) {}
        void listen(WorkerRadioListener& to) override { listener = &to; }

        void send(UpdateId update, Payload message) override {
            require(!in_flight && !is_asleep, "send() while an earlier update is out, or asleep");
            if (is_off) {
                return end(update, SendOutcome::kFailed);
            }
            in_flight = update;
            medium.clock_.call_at(medium.reserve(),
                                  [this, update, bytes = std::vector(message.begin(), message.end())] {
                                      if (in_flight == update) {
                                          in_flight.reset();
                                          arrive(update, bytes);
                                      }
                                  });
        }

        void arrive(UpdateId update, Payload message) {
            SendOutcome outcome = SendOutcome::kFailed;
            if (!medium.server_.is_off && !medium.is_lost(medium.losses_.update)) {
                medium.server_.listener->on_update(update, message);
                medium.overhear(update, message);
                const bool is_heard = !medium.is_lost(medium.losses_.acknowledgement);
                outcome = is_heard ? SendOutcome::kAcknowledged : SendOutcome::kFailed;
            }
            listener->on_outcome(update, outcome);
        }

        void request(Payload message) override {
            require(!is_asleep, "request() while asleep");
            requested.emplace(message.begin(), message.end());
            medium.clock_.call_at(medium.reserve(), [this] {
                if (requested && !is_off && !medium.server_.is_off && !medium.is_lost(medium.losses_.update)) {
                    medium.server_.listener->on_request(index, *requested);
                }
                requested.reset();
            });
        }

        void withdraw() override {
            if (in_flight) {
                end(*std::exchange(in_flight, std::nullopt), SendOutcome::kWithdrawn);
            }
        }

        void end(UpdateId update, SendOutcome outcome) {
            medium.clock_.call_at(medium.clock_.now(), [=, this] { listener->on_outcome(update, outcome); });
        }

        void switch_off() {
            is_off = true;
            requested.reset();
            if (in_flight) {
                end(*std::exchange(in_flight, std::nullopt), SendOutcome::kFailed);
            }
        }

        void sleep() override {
            require(!in_flight, "sleep() while an update is out");
            is_asleep = !is_off;
        }
        void wake() override { is_asleep = false; }
        OrderingClock& ordering_clock() override { return medium.ordering_; }

        void hear(Payload message) {
            const bool is_missed = is_off || is_asleep;
            const bool is_lost = medium.is_lost(medium.losses_.broadcast);
            if (!is_missed && (!is_lost || medium.is_lost(0.5))) {
                listener->on_broadcast_begins();
            }
            if (!is_missed && !is_lost) {
                listener->on_broadcast(message);
            }
        }

        FakeMedium& medium;
        int index;
        WorkerRadioListener* listener = nullptr;
        std::optional<UpdateId> in_flight;
        std::optional<std::vector<std::byte>> requested;
        bool is_asleep = false;
        bool is_off = false;
    };

    struct FakeServerRadio final : ServerRadio {
        explicit FakeServerRadio(FakeMedium& all) : medium(all) {}
        void listen(ServerRadioListener& to) override { listener = &to; }

        void broadcast(std::int64_t /*round*/, Payload message) override {
            require(!std::exchange(is_broadcasting, true), "broadcast() before the last one was sent");
            ++broadcasts;
            medium.clock_.call_at(medium.clock_.now(),
                                  [this, life = life_, bytes = std::vector(message.begin(), message.end())] {
                                      if (life != life_) {
                                          return;  // switched off meanwhile
                                      }
                                      for (FakeWorkerRadio& worker : medium.workers_) {
                                          worker.hear(bytes);
                                      }
                                      is_broadcasting = false;
                                      listener->on_broadcast_sent();
                                  });
        }
        OrderingClock& ordering_clock() override { return medium.ordering_; }
        void switch_off() {
            is_off = true;
            is_broadcasting = false;
            ++life_;
        }

        FakeMedium& medium;
        ServerRadioListener* listener = nullptr;
        bool is_off = false;
        bool is_broadcasting = false;
        int life_ = 0;
        int broadcasts = 0;
    };

    static void require(bool holds, const char* fault) {
        if (!holds) {
            throw std::logic_error(fault);
        }
    }

    void overhear(UpdateId update, Payload message) {
        for (std::size_t m = 0; overhears_ && m < workers_.size(); ++m) {
            const bool is_deaf = workers_[m].is_off || workers_[m].is_asleep || std::cmp_equal(m, update.worker);
            if (!is_deaf && !is_lost(losses_.broadcast)) {
                workers_[m].listener->on_overheard(update, message);
            }
        }
    }

    [[nodiscard]] bool is_lost(double chance) {
        return chance > 0 && static_cast<double>(random_() >> 11U) * 0x1p-53 < chance;
    }

    /// When an update that is sent now has arrived.
    [[nodiscard]] SimTime reserve() {
        free_at_ = std::max(free_at_, clock_.now()) + airtime_;
        ordering_.busy_until(free_at_);
        return free_at_;
    }

    FakeClock& clock_;
    FreezingClock ordering_;
    Losses losses_;
    std::mt19937_64 random_;
    SimTime airtime_;
    bool overhears_;
    SimTime free_at_{0};
    FakeServerRadio server_;
    std::deque<FakeWorkerRadio> workers_;
};

}  // namespace ogsim::test
