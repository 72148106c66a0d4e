#include <gtest/gtest.h>

#include <chrono>
#include <iostream>

#include "model/radio/airtime_80211.h"
#include "model/radio/bianchi.h"
#include "tests/src/network/saturated_cell.h"

namespace ogsim {
namespace {

using std::chrono::microseconds;

struct Measured {
    double delivered_per_second, collision, attempts;
};

template <class Make>
Measured saturate(int workers, std::size_t bytes, SimTime span, const Make& make) {
    Simulation simulation;
    SaturationCount count;
    const std::unique_ptr<Medium> medium = make(simulation.clock(), count);
    SaturatedSources sources(*medium, workers, bytes);
    simulation.clock().call_at(SimTime{0}, [&] { sources.start(); });
    simulation.run_until(span);
    const auto attempts = static_cast<double>(count.attempts);
    return {static_cast<double>(sources.delivered) / seconds(span).si, static_cast<double>(count.collided) / attempts,
            attempts};
}

// No capture, no errors, nobody far away; what the MAC gives up is not sent again.
CellOptions plain_cell(int workers) {
    CellOptions options{.air = {.workers = workers, .seed = 3}};
    options.air.radius = Metres{5};
    options.air.retries = 0;
    options.capture = Decibels{200};
    return options;
}

// Bianchi's stations all go on at the same time after a collision. So the acknowledgement's timeout is put to EIFS -
// DIFS = 16 + 44 us, which those who hear the collision wait for. Frames as in cell_exchange_test: data 200 us, SIFS 16,
// acknowledgement 28, AIFS 43: T_s = 287 us, T_c = 200 + 60 + 43 = 303 us, slot 9 us.
TEST(CellSaturation, EqualsBianchisModelWithFrozenCounters) {
    for (const int workers : {2, 3, 5, 10, 20, 50, 100}) {
        CellOptions options = plain_cell(workers);
        options.ack_timeout = Seconds{60e-6};
        const Measured measured = saturate(workers, 1000, std::chrono::seconds(60), [&](Clock& clock, Sink& sink) {
            return make_cell(options, clock, sink);
        });
        const SaturationPoint theory = frozen_counters({.stations = workers});
        const double slot = 9e-6 + 287e-6 * theory.delivered + 303e-6 * theory.collisions;
        const double throughput = theory.delivered / slot;
        const SaturationPoint first = bianchi({.stations = workers});
        const double first_rate =
            first.delivered / ((1 - first.delivered - first.collisions) * 9e-6 + 287e-6 * first.delivered + 303e-6 * first.collisions);
        std::cout << "N " << workers << " rate " << measured.delivered_per_second << " frozen " << throughput
                  << " bianchi " << first_rate << "; p " << measured.collision << " frozen " << theory.collision
                  << " bianchi " << first.collision << "\n";
        EXPECT_NEAR(measured.delivered_per_second / throughput, 1.0, 0.02) << workers;
        EXPECT_NEAR(measured.collision / theory.collision, 1.0, 0.02) << workers;
    }
}

TEST(CellSaturation, AgreesWithNs3) {
    for (const int workers : {2, 5, 10, 20}) {
        const SimTime span = std::chrono::seconds(workers < 10 ? 10 : 5);
        const auto cell = saturate(workers, 1000, span, [&](Clock& clock, Sink& sink) {
            return make_cell(plain_cell(workers), clock, sink);
        });
        WifiOptions options;
        options.workers = workers;
        options.radius = Metres{5};
        options.retries = 0;
        const auto wifi =
            saturate(workers, 1000, span, [&](Clock& clock, Sink& sink) { return make_wifi(options, clock, sink); });
        std::cout << "N " << workers << " cell " << cell.delivered_per_second << " wifi " << wifi.delivered_per_second
                  << "; p " << cell.collision << " " << wifi.collision << "\n";
        EXPECT_NEAR(cell.delivered_per_second / wifi.delivered_per_second, 1.0, 0.05) << workers;
    }
}

}  // namespace
}  // namespace ogsim
