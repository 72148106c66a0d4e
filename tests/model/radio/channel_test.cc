#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

#include "model/radio/airtime_80211.h"
#include "model/radio/airtime_802154.h"
#include "model/radio/bianchi.h"
#include "model/radio/error_rate.h"
#include "model/radio/propagation.h"
#include "model/radio/radio_profile.h"

namespace ogsim {
namespace {

using std::chrono::microseconds;

// 127 + 6 bytes of 32 us; the least acknowledgement 11 * 32 us.
TEST(Airtime802154, EqualsThePencil) {
    EXPECT_EQ(oqpsk_airtime(kLargest802154), microseconds(4256));
    EXPECT_EQ(oqpsk_airtime(k802154Ack), microseconds(352));
    EXPECT_EQ(Timing802154{}.unit_backoff, microseconds(320));
    EXPECT_EQ(Timing802154{}.ack_wait, microseconds(864));
    EXPECT_THROW((void)oqpsk_airtime(Bytes{128}), std::invalid_argument);
}

// 192 us and 14 bytes: 112 us at 1 Mb/s (the well-known 304 us), 11 us (10.2 rounded up) at 11 Mb/s.
TEST(Airtime80211b, EqualsThePencil) {
    EXPECT_EQ(dsss_airtime(kAckFrame, BitsPerSecond{1e6}), microseconds(304));
    EXPECT_EQ(dsss_airtime(kAckFrame, BitsPerSecond{11e6}), microseconds(203));
    EXPECT_EQ(erp_ofdm_airtime(kAckFrame, BitsPerSecond{24e6}), microseconds(34));
    EXPECT_THROW((void)dsss_airtime(kAckFrame, BitsPerSecond{6e6}), std::invalid_argument);
}

// ns-3's default reference loss, 46.6777 dB, is free space at 5.15 GHz. kTB over 20 MHz at 290 K: -101 dBm.
TEST(Propagation, EqualsKnownValues) {
    EXPECT_NEAR(free_space_loss(Metres{1}, 5.15e9).si, 46.6777, 0.01);
    EXPECT_NEAR(log_distance_loss(Metres{10}, Decibels{46.7}, 3.0).si, 76.7, 1e-9);
    EXPECT_NEAR(log_distance_loss(Metres{0}, Decibels{46.7}, 3.0).si, 46.7, 1e-9);
    EXPECT_NEAR(level(noise_power(20e6, Decibels{0})).si, -100.97, 0.01);
    EXPECT_NEAR(level(watts(Dbm{16})).si, 16.0, 1e-9);
}

// Q(sqrt(2 * 4)) = 2.339e-3 for BPSK at 6 dB. O-QPSK without signal: 8/15 * 1/16 * sum (-1)^k C(16, k) = 8/15 * 15/16.
TEST(ErrorRate, EqualsKnownValues) {
    EXPECT_NEAR(raw_bit_error_rate(Modulation::kBpsk, 4.0), 2.339e-3, 1e-6);
    EXPECT_NEAR(raw_bit_error_rate(Modulation::kQpsk, 8.0), 2.339e-3, 1e-6);
    EXPECT_NEAR(raw_bit_error_rate(Modulation::kOqpsk, 0.0), 0.5, 1e-9);
    EXPECT_NEAR(raw_bit_error_rate(Modulation::kDbpsk, 0.0), 0.5, 1e-9);
}

TEST(ErrorRate, FallsWithTheRatioInEveryModeAndStaysAProbability) {
    for (const RadioProfile& radio : radio_catalogue()) {
        for (const RadioMode& mode : radio.modes) {
            double last = 0.0;
            for (double db = -20; db <= 45; db += 0.5) {
                const double success = frame_success(mode.mode, linear(Decibels{db}), Bytes{100});
                EXPECT_GE(success, last - 1e-9) << mode.name << " " << db;
                EXPECT_LE(success, 1.0);
                last = success;
            }
            EXPECT_GT(last, 0.999) << mode.name;
            EXPECT_EQ(frame_success(mode.mode, 0.0, Bytes{100}), 0.0);
            EXPECT_EQ(frame_success(mode.mode, std::numeric_limits<double>::infinity(), Bytes{100}), 1.0);
        }
    }
}

// The noise figure of 802.15.4 is chosen so that a frame of 20 bytes in a hundred fails at -95 dBm.
TEST(ErrorRate, MeetsTheSensitivityOf802154) {
    const RadioProfile& radio = radio_entry("802.15.4");
    const double snr = watts(radio.sensitivity) / noise_power(radio.bandwidth_hz, radio.noise_figure);
    EXPECT_NEAR(1.0 - frame_success(radio.modes[0].mode, snr, Bytes{20}), 0.01, 0.006);
}

// One station: no collision; W = 16: 2 / 17 attempts a slot, and with frozen counters 2 / 16.
TEST(Bianchi, HasNoCollisionsAlone) {
    EXPECT_NEAR(bianchi({.stations = 1}).attempt, 2.0 / 17, 1e-9);
    EXPECT_NEAR(frozen_counters({.stations = 1}).attempt, 2.0 / 16, 1e-9);
    EXPECT_NEAR(frozen_counters({.stations = 1}).collision, 0.0, 1e-9);
}

TEST(Radios, HaveTheirOwnModesAmongTheirModes) {
    for (const RadioProfile& radio : radio_catalogue()) {
        for (const auto mode : {radio.data_mode, radio.control_mode, radio.lowest_mode}) {
            EXPECT_GT(airtime(radio_mode(radio, mode), Bytes{50}), SimTime{0}) << radio.name;
        }
    }
    EXPECT_THAT([] { (void)radio_entry("bluetooth"); },
                testing::ThrowsMessage<std::invalid_argument>(testing::HasSubstr("radio must be one of 802.11n")));
}

}  // namespace
}  // namespace ogsim
