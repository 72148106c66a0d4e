#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>

#include "model/radio/airtime_80211.h"
#include "model/radio/device.h"

namespace ogsim {
namespace {

using std::chrono::microseconds;
using testing::HasSubstr;
using testing::ThrowsMessage;

// 1400 payload + 8 LLC + 30 MAC = 1438 bytes: 16 + 8 * 1438 + 6 = 11526 bits. MCS 5: 208 bits a symbol, so 56 symbols
// of 4 us (55.41 rounded up) after 36 us of preamble. 24 Mb/s: 96 bits a symbol, 121 symbols (120.06) after 20 us.
TEST(Airtime80211, EqualsThePencil) {
    const Bytes frame = Bytes{1400} + kLlcHeader + kQosDataOverhead;
    EXPECT_EQ(ht_mixed_airtime(frame, 5), microseconds(36 + 56 * 4));
    EXPECT_EQ(ofdm_airtime(frame, BitsPerSecond{24e6}), microseconds(20 + 121 * 4));
}

// An acknowledgement at 24 Mb/s: 16 + 112 + 6 = 134 bits, 2 symbols: the well-known 28 us; at 6 Mb/s 44 us.
TEST(Airtime80211, AcknowledgementTakes28MicrosecondsAt24Mbps) {
    EXPECT_EQ(ofdm_airtime(kAckFrame, BitsPerSecond{24e6}), microseconds(28));
    EXPECT_EQ(ofdm_airtime(kAckFrame, BitsPerSecond{6e6}), microseconds(44));
}

TEST(Airtime80211, GapOfBestEffortIs43Microseconds) {
    EXPECT_EQ(Timing80211{}.aifs(3), microseconds(43));
    EXPECT_EQ(Timing80211{}.aifs(2), microseconds(34));
}

TEST(Airtime80211, RejectsRatesThatDoNotExist) {
    EXPECT_THAT([] { (void)ofdm_airtime(Bytes{1}, BitsPerSecond{11e6}); },
                ThrowsMessage<std::invalid_argument>(HasSubstr("rate must be one of")));
    EXPECT_THAT([] { (void)ht_mixed_airtime(Bytes{1}, 8); },
                ThrowsMessage<std::invalid_argument>(HasSubstr("mcs must be in 0..7, got 8")));
}

// 0.380 A x 3.0 V = 1.14 W and so on; a radio that is off draws nothing.
TEST(Devices, Ns3ProfileIsCurrentTimesThreeVolts) {
    const Device& device = device_entry("wifi-ns3");
    EXPECT_NEAR(device.power(RadioState::kTx).si, 1.140, 1e-12);
    EXPECT_NEAR(device.power(RadioState::kRx).si, 0.939, 1e-12);
    EXPECT_NEAR(device.power(RadioState::kBusy).si, 0.819, 1e-12);
    EXPECT_NEAR(device.power(RadioState::kIdle).si, 0.819, 1e-12);
    EXPECT_NEAR(device.power(RadioState::kSleep).si, 0.099, 1e-12);
    EXPECT_EQ(device.power(RadioState::kOff).si, 0.0);
}

// 180 mA x 3.3 V = 0.594 W, 97.5 mA x 3.3 V = 0.32175 W, 30 mA x 3.3 V = 0.099 W, 38 mA x 3.3 V = 0.1254 W.
TEST(Devices, Esp32IsItsDataSheetTimes3Volts3) {
    const Device& device = device_entry("esp32");
    EXPECT_NEAR(device.tx.si, 0.594, 1e-12);
    EXPECT_NEAR(device.rx.si, 0.32175, 1e-12);
    EXPECT_NEAR(device.sleep.si, 0.099, 1e-12);
    EXPECT_NEAR(device.compute.si, 0.1254, 1e-12);
}

// The chip's 17.4, 18.8 and 0.0051 mA at 3 V; 8.5 mA at -25 dBm; 1.792 ms = 0.6 + 1.0 + 12 symbols of 16 us.
TEST(Devices, TelosBIsItsTwoDataSheetsTimes3Volts) {
    const Device& device = device_entry("telosb");
    EXPECT_NEAR(device.tx.si, 3.0 * (17.4e-3 + 5.1e-6), 1e-12);
    EXPECT_NEAR(device.idle.si, 3.0 * (18.8e-3 + 5.1e-6), 1e-12);
    EXPECT_NEAR(device.sleep.si, 15.3e-6, 1e-12);
    EXPECT_NEAR(tx_power(device, Dbm{-25.0}).si, 3.0 * (8.5e-3 + 5.1e-6), 1e-12);
    EXPECT_NEAR(device.wake_time.si, 1.792e-3, 1e-12);
}

// (68 - 0.8) mA x 3.3 V = 0.22176 W at 60 Mflop/s: 3.696 nJ.
TEST(Devices, JoulesPerFlopArePowerOverSpeed) {
    EXPECT_NEAR(device_entry("esp32-light-sleep").joules_per_flop(), 3.696e-9, 1e-15);
    EXPECT_EQ(device_entry("wifi-ns3").joules_per_flop(), 0.0);
}

// 190 mA at 16 dBm, 240 mA at 19.5 dBm: half way, at 17.75 dBm, 215 mA x 3.3 V = 0.7095 W.
TEST(TxPower, IsLinearBetweenTheRowsAndLevelBelowThem) {
    const Device& device = device_entry("esp32");
    EXPECT_NEAR(tx_power(device, Dbm{16.0}).si, 0.627, 1e-12);
    EXPECT_NEAR(tx_power(device, Dbm{17.75}).si, 0.7095, 1e-12);
    EXPECT_NEAR(tx_power(device, Dbm{19.5}).si, 0.792, 1e-12);
    EXPECT_NEAR(tx_power(device, Dbm{-30.0}).si, 0.429, 1e-12) << "as at 0 dBm";
}

TEST(TxPower, IsRefusedAboveTheLoudestRow) {
    EXPECT_THAT([] { (void)tx_power(device_entry("telosb"), Dbm{0.5}); },
                ThrowsMessage<std::invalid_argument>("telosb sends at 0.000000 dBm at most, got 0.500000"));
}

TEST(TxPower, IsTheOneFigureOfADeviceWithoutRows) {
    const Device& device = device_entry("wifi-ns3");
    EXPECT_FALSE(device.loudest().has_value());
    EXPECT_EQ(tx_power(device, Dbm{99.0}), device.tx);
}

TEST(Devices, PeakIsTheHungriestStateWhileComputing) {
    const Device& pi = device_entry("raspberry-pi-3b");
    EXPECT_EQ(peak_power(pi), pi.tx + pi.compute);
    Device slow_riser = pi;
    slow_riser.switching = Watts{10.0};
    EXPECT_EQ(peak_power(slow_riser), Watts{10.0} + pi.compute);
}

// The CC2420 is the one radio here that draws more to receive than to send.
TEST(Devices, EveryProfileIsOrderedAndNamesItsSources) {
    for (const Device& device : device_catalogue()) {
        EXPECT_TRUE(device.tx >= device.rx || device.name == "telosb") << device.name;
        EXPECT_GE(device.rx, device.idle) << device.name;
        EXPECT_GT(device.idle, device.sleep) << device.name;
        EXPECT_GE(device.switching, device.sleep) << device.name;
        EXPECT_GE(device.wake_time, Seconds{0.0}) << device.name;
        EXPECT_GT(device.flops_per_second, 0.0) << device.name;
        EXPECT_FALSE(device.power_source.empty() || device.compute_source.empty()) << device.name;
        EXPECT_FALSE(device.wake_source.empty()) << device.name;
        EXPECT_GE(peak_power(device), device.tx) << device.name;
        for (std::size_t row = 1; row < device.tx_by_dbm.size(); ++row) {
            EXPECT_GT(device.tx_by_dbm[row].level, device.tx_by_dbm[row - 1].level) << device.name;
            EXPECT_GT(device.tx_by_dbm[row].power, device.tx_by_dbm[row - 1].power) << device.name;
        }
    }
}

TEST(Devices, UnknownNameIsAnsweredWithTheKnownOnes) {
    EXPECT_THAT([] { (void)device_entry("esp99"); },
                ThrowsMessage<std::invalid_argument>(
                    "device must be one of wifi-ns3, esp32, esp32-light-sleep, telosb, nrf52840, raspberry-pi-3b, got "
                    "\"esp99\""));
}

TEST(RadioStates, HaveNames) {
    EXPECT_EQ(name(RadioState::kTx), "tx");
    EXPECT_EQ(name(RadioState::kOff), "off");
}

}  // namespace
}  // namespace ogsim
