#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <vector>

#include "model/radio/airtime_80211.h"
#include "model/radio/bianchi.h"
#include "tests/src/network/saturated_cell.h"

namespace ogsim {
namespace {

using std::chrono::microseconds;

// No capture, no errors, nobody far away; what the MAC gives up is not sent again.
CellOptions plain_cell(int workers) {
    CellOptions options{.air = {.workers = workers, .seed = 3}};
    options.air.radius = Metres{5};
    options.air.retries = 0;
    options.capture = Decibels{200};
    return options;
}

// Bianchi's stations all go on at the same time after a collision. So the acknowledgement's timeout is put to EIFS -
// DIFS = 16 + 44 us, which those who hear the collision wait for. Frames as in cell_exchange_test: data 200 us, SIFS
// 16, acknowledgement 28, AIFS 43: T_s = 287 us, T_c = 200 + 60 + 43 = 303 us, slot 9 us.
Measured saturate_as_bianchi(int workers, SimTime span, std::optional<int> window_max = {}) {
    CellOptions options = plain_cell(workers);
    options.ack_timeout = Seconds{60e-6};
    options.window_max = window_max;
    return saturate_cell(options, 1000, span);
}

double frames_per_second(const SaturationPoint& point, double idle_slots) {
    return point.delivered / (9e-6 * idle_slots + 287e-6 * point.delivered + 303e-6 * point.collisions);
}

// Within 2 %, but for the collisions of 2 stations (7.8 % off) and 3 (2.0 %): the model takes what the others do for
// independent of what one did oneself, which few stations with frozen counters are not. The exact chain of two stations
// has no such assumption, and agrees within 2 %: EqualsTheExactChainOfTwoStations.
TEST(CellSaturation, EqualsBianchisModelWithFrozenCounters) {
    for (const int workers : {2, 3, 5, 10, 20, 50, 100}) {
        const Measured measured = saturate_as_bianchi(workers, std::chrono::seconds(40));
        const SaturationPoint theory = frozen_counters({.stations = workers});
        const double rate = frames_per_second(theory, 1.0);
        EXPECT_NEAR(measured.delivered_per_second / rate, 1.0, 0.02) << workers;
        const double tolerance = workers == 2 ? 0.09 : workers == 3 ? 0.03 : 0.02;
        EXPECT_NEAR(measured.collision / theory.collision, 1.0, tolerance) << workers;
        RecordProperty("throughput_" + std::to_string(workers), std::to_string(measured.delivered_per_second / rate));
        RecordProperty("collision_" + std::to_string(workers), std::to_string(measured.collision / theory.collision));
    }
}

// Bianchi's own model of 2000 lets counters go down in busy slots and tries for ever: with some stations the two
// conventions hardly differ; with 100 the frames dropped after 7 attempts do.
TEST(CellSaturation, IsNearBianchisModelOf2000) {
    for (const int workers : {2, 5, 10, 20}) {
        const Measured measured = saturate_as_bianchi(workers, std::chrono::seconds(20));
        const SaturationPoint theory = bianchi({.stations = workers});
        const double rate = frames_per_second(theory, 1.0 - theory.delivered - theory.collisions);
        EXPECT_NEAR(measured.delivered_per_second / rate, 1.0, 0.025) << workers;
    }
}

// Two stations whose window stays at 16: what is left of the frozen counter is a Markov chain with the states 1..15 and
// "both draw anew" (0), solved by iteration. From r, the other draws c: c < r is a delivery and leaves r - c; c = r a
// collision, after which both draw anew; c > r a delivery of the frozen one, and c - r is frozen.
double collision_of_two() {
    std::vector<double> chance(16, 0.0);
    chance[0] = 1.0;
    double collided = 0.0;
    double attempts = 0.0;
    for (int i = 0; i < 20000; ++i) {
        std::vector<double> next(16, 0.0);
        const auto go = [&](double weight, int a, int b) {
            next[static_cast<std::size_t>(std::abs(a - b))] += weight;
            attempts += a == b ? 2 * weight : weight;
            collided += a == b ? 2 * weight : 0.0;
        };
        for (int frozen = 0; frozen < 16; ++frozen) {
            const double weight = chance[static_cast<std::size_t>(frozen)];
            for (int drawn = 0; drawn < 16; ++drawn) {
                for (int other = 0; frozen == 0 && other < 16; ++other) {
                    go(weight / 256, drawn, other);
                }
                if (frozen > 0) {
                    go(weight / 16, drawn, frozen);
                }
            }
        }
        chance = next;
    }
    return collided / attempts;
}

TEST(CellSaturation, EqualsTheExactChainOfTwoStations) {
    const Measured measured = saturate_as_bianchi(2, std::chrono::seconds(100), 15);
    EXPECT_NEAR(measured.collision / collision_of_two(), 1.0, 0.02);  // about 40000 collided attempts
}

// Without EIFS, where the two agree best: of 10 stations (seed 3, 5 s) ns-3 delivers 2660 frames a second, the cell
// 2650 without EIFS and 2528 with it. Capture from 10 dB on makes no difference at these places; at other seeds it
// does, and ns-3 was up to 5.1 % faster. Why ns-3 behaves so was not looked into. 2 to 20 stations:
// network_long.CellSaturation.
TEST(CellSaturation, AgreesWithNs3) {
    for (const int workers : {5, 10}) {
        expect_as_ns3(workers, 3, std::chrono::seconds(1), 0.05);
    }
}

// Counts what a Clock is asked to do, and passes it on.
class CountingClock final : public Clock {
 public:
    explicit CountingClock(Clock& clock) : clock_(clock) {}
    [[nodiscard]] SimTime now() const override { return clock_.now(); }
    TimerId call_at(SimTime at, std::function<void()> action) override {
        return clock_.call_at(at, [this, action = std::move(action)] {
            ++fired;
            action();
        });
    }
    void cancel(TimerId id) override { clock_.cancel(id); }
    std::int64_t fired = 0;

 private:
    Clock& clock_;
};

double timers_per_attempt(int workers, const std::string& radio, std::size_t bytes) {
    Simulation simulation;
    CountingClock clock(simulation.clock());
    SaturationCount count;
    CellOptions options = plain_cell(workers);
    options.radio = radio;
    const auto medium = make_cell(options, clock, count);
    SaturatedSources sources(*medium, workers, bytes);
    clock.call_at(SimTime{0}, [&] { sources.start(); });
    simulation.run_until(std::chrono::seconds(2));
    return static_cast<double>(clock.fired) / static_cast<double>(count.attempts);
}

// A frame has a beginning, an end, an acknowledgement with the same, and an outcome to tell: 5 calls, and no more where
// 2000 contend. (Fewer, as collisions have no acknowledgement and several frames share a call.)
TEST(CellCost, CallsOfTheClockDoNotGrowWithTheCell) {
    for (const int workers : {1, 20, 2000}) {
        EXPECT_LE(timers_per_attempt(workers, "802.11n", 1000), 6.0) << workers;
    }
}

// With 802.15.4 there is one more, the end of an assessment. Those that find energy, nearly all in a large cell, cost
// none.
TEST(CellCost, CallsOfTheClockDoNotGrowWithACellOf802154) {
    for (const int workers : {1, 20, 2000}) {
        EXPECT_LE(timers_per_attempt(workers, "802.15.4", 100), 7.0) << workers;
    }
}

}  // namespace
}  // namespace ogsim
