#include <gtest/gtest.h>

#include <chrono>

#include "tests/src/network/saturated_cell.h"

namespace ogsim {
namespace {

// What is compared: network.CellSaturation.AgreesWithNs3, which is the short version.
TEST(CellSaturation, AgreesWithNs3) {
    for (const int workers : {2, 5, 10, 20}) {
        expect_as_ns3(workers, 3, std::chrono::seconds(2), 0.05);
    }
}

// Short: network.Cell802154.DeliversWhatNs3Delivers.
TEST(CellSaturation, DeliversOn802154WhatNs3Delivers) {
    const SimTime span = std::chrono::seconds(20);
    for (const int workers : {2, 5, 10, 20}) {
        for (std::uint64_t seed = 1; seed <= 6; ++seed) {
            const AirOptions air{.workers = workers, .seed = seed, .radius = Metres{10}};
            const double cell = saturate_cell({.air = air, .radio = "802.15.4"}, 100, span).delivered_per_second;
            const double lrwpan = saturate_lrwpan({.air = air}, 100, span).delivered_per_second;
            EXPECT_NEAR(cell / lrwpan, 1.0, 0.1) << workers << " workers, seed " << seed;
            RecordProperty("ratio_" + std::to_string(workers) + "_" + std::to_string(seed),
                           std::to_string(cell / lrwpan));
        }
    }
}

}  // namespace
}  // namespace ogsim
