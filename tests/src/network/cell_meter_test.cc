#include "src/network/cell/cell_meter.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "src/ledger/ledger.h"

namespace ogsim {
namespace {

constexpr int kWorkers = 7;

/// The same frames, seen by a meter that tells nodes one by one and by one that tells most of them together.
struct TwoMeters {
    TwoMeters() : apart(kWorkers, apart_books), together(kWorkers, together_books) { together.tell_together(); }

    void on_air(int node, SimTime start, SimTime end) {
        for (CellMeter* meter : {&apart, &together}) {
            meter->on_air(node, start, end);
        }
    }
    void up_to(SimTime now) {
        apart.up_to(now);
        together.up_to(now);
    }
    void expect_same() {
        for (int node = kServer; node < kWorkers; ++node) {
            EXPECT_EQ(together_books.times(node), apart_books.times(node)) << node;
        }
        EXPECT_EQ(together_books.worker_times(), apart_books.worker_times());
    }

    Ledger apart_books{kWorkers, device_entry("wifi-ns3")};
    Ledger together_books{kWorkers, device_entry("wifi-ns3")};
    CellMeter apart, together;
};

// Frames of one node follow one another, those of several may overlap; it is metered also while they are on.
TEST(CellMeter, TellsTogetherWhatItTellsOneByOne) {
    for (unsigned seed = 1; seed <= 50; ++seed) {
        std::mt19937_64 random(seed);
        const auto below = [&random](std::uint64_t most) { return static_cast<std::int64_t>(random() % most); };
        TwoMeters meters;
        std::vector<SimTime> free_from(kWorkers + 1);
        SimTime now{0};
        for (int i = 0; i < 60; ++i) {
            now += SimTime{below(30)};
            const auto node = static_cast<int>(below(kWorkers + 1)) - 1;
            SimTime& is_free = free_from[static_cast<std::size_t>(node + 1)];
            if (below(5) == 0) {
                meters.up_to(now);
            } else if (below(8) == 0) {
                for (CellMeter* meter : {&meters.apart, &meters.together}) {
                    meter->foreign(now, now + SimTime{20});
                }
            } else if (is_free <= now) {
                is_free = now + SimTime{1 + below(40)};
                meters.on_air(node, now, is_free);
            }
        }
        meters.up_to(now + SimTime{100});
        meters.expect_same();
    }
}

TEST(CellMeter, TellsWhoIsOffByItself) {
    TwoMeters meters;
    meters.on_air(3, SimTime{10}, SimTime{30});
    for (CellMeter* meter : {&meters.apart, &meters.together}) {
        meter->rest(3, RadioState::kOff, SimTime{20});
        meter->rest(kServer, RadioState::kOff, SimTime{25});
        meter->rest(3, RadioState::kIdle, SimTime{50});
    }
    meters.up_to(SimTime{60});
    meters.expect_same();
    const auto off = static_cast<std::size_t>(RadioState::kOff);
    EXPECT_EQ(meters.together_books.times(3).radio.at(off), SimTime{30});
}

}  // namespace
}  // namespace ogsim
