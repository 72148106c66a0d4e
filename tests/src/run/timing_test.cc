#include "src/run/timing.h"

#include <gtest/gtest.h>

#include <chrono>

namespace ogsim {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

Scenario over(const std::string& medium, int workers = 20) {
    Scenario scenario;
    scenario.network.medium = medium;
    scenario.network.workers = workers;
    return scenario;
}

double exchange_us(const Scenario& scenario, std::int64_t bytes) {
    return 1e6 * exchange_time(scenario, Bytes{bytes}).si;
}

double window_ms(const Scenario& scenario, double exchange_ms = 0.0) {
    return 1e3 * automatic_window(scenario, Seconds{1e-3 * exchange_ms}).si;
}

ProtocolRules times(const Scenario& scenario, std::int64_t update = 1400) {
    ProtocolRules rules;
    set_times(scenario, {}, Bytes{update}, rules);
    return rules;
}

// At 24 Mbit/s 3000 bytes take 24000 bit / 24 Mbit/s.
TEST(ExchangeTime, IsThatOfTheBitsOnTheIdealMedium) {
    EXPECT_NEAR(exchange_us(over("ideal"), 3000), 1000.0, 1e-9);
}

// SIFS 16 us, 3 slots of 9 us (2 of the gap, 1 of detection) and 15/2 = 7 of the mean backoff: 106 us. 1400 + 38 bytes
// are 11504 bits, with service and tail 11526: 56 symbols of 208 (HtMcs5) of 4 us after a preamble of 36: 260 us.
// SIFS 16 us. ACK of 14 bytes: 134 bits, 2 symbols of 96 (24 Mbit/s) after 20 us: 28 us.
constexpr double kHtPiece = 106.0 + 260.0 + 16.0 + 28.0;

TEST(ExchangeTime, IsThatOfBackoffFrameAndAcknowledgementWith80211n) {
    for (const char* medium : {"wifi", "cell"}) {
        EXPECT_NEAR(exchange_us(over(medium), 1400), kHtPiece, 1e-9) << medium;
    }
}

TEST(ExchangeTime, CountsEveryPieceOfAMessageAsAWholeOne) {
    EXPECT_NEAR(exchange_us(over("wifi"), 1401), 2 * kHtPiece, 1e-9);
    EXPECT_NEAR(exchange_us(over("wifi"), 14'000), 10 * kHtPiece, 1e-9);
    Scenario small = over("wifi");
    small.network.wifi.fragment_b = 700;
    EXPECT_GT(exchange_us(small, 1400), kHtPiece);
    EXPECT_NEAR(exchange_us(small, 1400), 2 * exchange_us(small, 700), 1e-9);
}

// 0 + 38 bytes: 326 bits, 2 symbols: 44 us.
TEST(ExchangeTime, OfAnEmptyMessageIsThatOfAnEmptyFrame) {
    EXPECT_NEAR(exchange_us(over("wifi"), 0), 106.0 + 44.0 + 16.0 + 28.0, 1e-9);
}

// HtMcs7 has 260 bits in a symbol: 11526 bits are 45 symbols.
TEST(ExchangeTime, FollowsTheRate) {
    Scenario wifi = over("wifi");
    wifi.network.wifi.data_mode = "HtMcs7";
    EXPECT_NEAR(exchange_us(wifi, 1400), kHtPiece - 260.0 + 36.0 + 45 * 4.0, 1e-9);
    Scenario cell = over("cell");
    cell.network.cell.data_mode = "HtMcs7";
    EXPECT_NEAR(exchange_us(cell, 1400), exchange_us(wifi, 1400), 1e-9);
}

// Half of the longest first backoff, (2^3 - 1) 320 us, CCA 128 us and turnaround 192 us; 640 us to the next frame; 119
// + 6 bytes of 32 us; turnaround; an ACK of 5 + 6 bytes.
TEST(ExchangeTime, IsThatOfCsmaFrameAndAcknowledgementWith802154) {
    const double access = (7 * 320.0 + 128.0 + 192.0) / 2 + 640.0;
    Scenario cell = over("cell");
    cell.network.cell.radio = "802.15.4";
    for (const Scenario& scenario : {over("lrwpan"), cell}) {
        EXPECT_NEAR(exchange_us(scenario, 108), access + 125 * 32.0 + 192.0 + 11 * 32.0, 1e-9);
    }
}

// 20 workers, half a grain of 20 us (802.15.4: 320 us) each.
TEST(AutomaticWindow, HasRoomForAllWorkers) {
    EXPECT_NEAR(window_ms(over("wifi")), 0.2, 1e-9);
    EXPECT_NEAR(window_ms(over("cell")), 0.2, 1e-9);
    EXPECT_NEAR(window_ms(over("lrwpan")), 3.2, 1e-9);
    EXPECT_NEAR(window_ms(over("wifi", 100)), 1.0, 1e-9);
    Scenario cell = over("cell");
    cell.network.cell.radio = "802.15.4";
    EXPECT_NEAR(window_ms(cell), 3.2, 1e-9);
}

TEST(AutomaticWindow, HasRoomForTheirMessagesWhereTheClockRunsOn) {
    EXPECT_NEAR(window_ms(over("wifi"), 2.0), 0.2, 1e-9) << "stands still meanwhile";
    for (const char* clock : {"wall-clock", "levels"}) {
        Scenario scenario = over("wifi");
        scenario.network.ordering_clock = clock;
        EXPECT_NEAR(window_ms(scenario, 2.0), 0.2 + 20 * 2.0, 1e-9) << clock;
    }
}

TEST(OrderingKind, IsWhatStandsStillUnlessTheRadioSleeps) {
    Scenario scenario;
    EXPECT_EQ(ordering_kind(scenario), OrderingKind::kFreeze);
    scenario.network.sleep = "wake-on-schedule";
    EXPECT_EQ(ordering_kind(scenario), OrderingKind::kWall);
    scenario.network.ordering_clock = "levels";
    EXPECT_EQ(ordering_kind(scenario), OrderingKind::kLevels);
}

TEST(Guard, IsTheRadiosFirstAccess) {
    EXPECT_EQ(times(over("ideal")).guard, SimTime{0});
    EXPECT_EQ(times(over("wifi")).guard, microseconds(20));
    EXPECT_EQ(times(over("lrwpan")).guard, microseconds(7 * 320 + 128 + 192 + 20));
    Scenario eager = over("lrwpan");
    eager.network.lrwpan.mac_min_be = 0;
    EXPECT_EQ(times(eager).guard, microseconds(128 + 192 + 20));
}

TEST(Guard, CoversThreeMessagesWhereTheClockRunsOn) {
    Scenario scenario = over("wifi");
    scenario.network.ordering_clock = "wall-clock";
    EXPECT_EQ(times(scenario).guard, microseconds(20 + 3 * 410));
}

TEST(Times, AreTheScenariosWhereItSaysThem) {
    Scenario scenario = over("wifi");
    scenario.network.window_ms = 7.0;
    scenario.network.guard_us = 33.0;
    scenario.network.deadline_s = 2.5;
    scenario.network.poll_slot_us = 50.0;
    scenario.network.ordering_clock = "levels";
    scenario.network.levels = 5;
    const ProtocolRules rules = times(scenario);
    EXPECT_EQ(rules.clock.window, Seconds{1e-3 * 7.0});
    EXPECT_EQ(rules.guard, microseconds(33));
    EXPECT_EQ(rules.deadline, milliseconds(2500));
    EXPECT_EQ(rules.poll_slot, Seconds{1e-6 * 50.0});
    EXPECT_EQ(rules.levels, 5);
    EXPECT_EQ(rules.ordering, OrderingKind::kLevels);
    EXPECT_FALSE(rules.schedule.has_value()) << "nobody sleeps on schedule";
}

// 100 workers with 14 MB each, 10 000 pieces of 410 us, take 410 s; 14 kB take 0.41 s, and 10 s are more.
TEST(Deadline, LeavesAllWorkersFourTimesWhatTheyNeed) {
    EXPECT_EQ(times(over("wifi", 100), 14'000).deadline, std::chrono::seconds(10));
    const double long_one = seconds(times(over("wifi", 100), 14'000'000).deadline).si;
    EXPECT_GT(long_one, 4 * 410.0);
    EXPECT_LT(long_one, 4.1 * 410.0);
}

}  // namespace
}  // namespace ogsim
