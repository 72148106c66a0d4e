#include <fmt/format.h>
#include <gmock/gmock.h>

#include <chrono>
#include <random>
#include <stdexcept>

#include "model/random/stream.h"
#include "src/scenario/devices.h"
#include "src/scenario/harvest_file.h"
#include "tests/src/scenario/scratch.h"

namespace ogsim {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using Devices = Scratch;
using HarvestFile = Scratch;
using EnergyFaults = Scratch;

// 190 mA x 3.3 V at 16 dBm, the level of the medium wifi; the ideal medium knows no level: the device's own 180 mA.
TEST_F(Devices, SendAtTheLevelOfTheMedium) {
    EXPECT_NEAR(worker_device(load("energy.device = \"esp32\"")).tx.si, 0.627, 1e-12);
    EXPECT_NEAR(worker_device(load("energy.device = \"esp32\"\nnetwork.medium = \"ideal\"")).tx.si, 0.594, 1e-12);
    EXPECT_NEAR(worker_device(load("energy.device = \"esp32\"\nnetwork.channel.tx_power_dbm = 0")).tx.si, 0.429, 1e-12);
}

TEST_F(Devices, TakeTheFiguresThatKeysSet) {
    const Device device = worker_device(load(R"([energy]
        tx_w = 8
        rx_w = 4
        busy_w = 3
        idle_w = 2
        sleep_w = 0.5
        switch_w = 2.5
        compute_w = 1
        flops_per_s = 2e6
        wake_ms = 1.5
    )"));
    EXPECT_EQ(device.tx, Watts{8.0});
    EXPECT_EQ(device.rx, Watts{4.0});
    EXPECT_EQ(device.busy, Watts{3.0});
    EXPECT_EQ(device.idle, Watts{2.0});
    EXPECT_EQ(device.sleep, Watts{0.5});
    EXPECT_EQ(device.switching, Watts{2.5});
    EXPECT_EQ(device.compute, Watts{1.0});
    EXPECT_EQ(device.flops_per_second, 2e6);
    EXPECT_EQ(device.wake_time, Seconds{0.0015});
    EXPECT_EQ(device.joules_per_flop(), 5e-7);
}

TEST_F(Devices, GiveTheServerOneOfItsOwnWhereAskedFor) {
    const Scenario same = load("energy.idle_w = 0.25");
    EXPECT_EQ(server_device(same).idle, Watts{0.25});
    const Scenario other = load("energy.idle_w = 0.25\nenergy.server_device = \"raspberry-pi-3b\"");
    EXPECT_EQ(server_device(other).name, "raspberry-pi-3b");
    EXPECT_EQ(server_device(other).idle, device_entry("raspberry-pi-3b").idle) << "the keys change the workers' alone";
    EXPECT_EQ(worker_device(other).idle, Watts{0.25});
}

TEST_F(EnergyFaults, TellOfADeviceThatCannotSendSoLoud) {
    const std::string telosb = "energy.device = \"telosb\"\n";
    EXPECT_THAT(
        faults(telosb),
        ElementsAre("s.toml:1: energy.device = \"telosb\": sends at 0 dBm at most, network.channel.tx_power_dbm "
                    "is 16: lower it, or set energy.tx_w"));
    EXPECT_THAT(faults(telosb, {"network.channel.tx_power_dbm=0"}), IsEmpty());
    EXPECT_THAT(faults(telosb, {"energy.tx_w=1"}), IsEmpty());
    EXPECT_THAT(faults(telosb, {"network.medium=ideal"}), IsEmpty());
    EXPECT_THAT(faults("energy.server_device = \"nrf52840\"\n"),
                ElementsAre(HasSubstr("energy.server_device = \"nrf52840\": sends at 8 dBm at most")));
}

TEST_F(EnergyFaults, TellOfBatteryKeysWithoutABattery) {
    for (const char* setting : {"energy.battery_model=kinetic", "energy.leak_w=0.1", "energy.harvest_w=0.1"}) {
        EXPECT_THAT(faults("", {setting}), ElementsAre(HasSubstr("needs a battery, so energy.battery_j must be set")));
        EXPECT_THAT(faults("energy.battery_j = 5.0", {setting}), IsEmpty());
    }
}

TEST_F(EnergyFaults, TellOfTwoHarvests) {
    static_cast<void>(file("sun.csv", "0,1\n2,0\n"));
    EXPECT_THAT(faults("energy.battery_j = 5.0\nenergy.harvest_w = 1.0\nenergy.harvest_trace = \"sun.csv\""),
                ElementsAre(HasSubstr("s.toml:3: energy.harvest_trace = \"sun.csv\": is harvested instead of")));
}

TEST_F(HarvestFile, IsReadWithOrWithoutNamesCommentsAndCarriageReturns) {
    const std::string base = "energy.battery_j = 5.0\nenergy.harvest_trace = \"sun.csv\"";
    for (const char* text : {"0,1\n0.5,0.25\n2,7\n", "time_s,power_w\n0,1\n0.5,0.25\n2,7",
                             "# noon first\r\n\r\ntime_s , power_w\r\n0, 1\r\n 0.5,+0.25\r\n2,0\r\n\r\n"}) {
        static_cast<void>(file("sun.csv", text));
        const Harvest harvest = harvest_of(load(base));
        EXPECT_EQ(harvest.power(SimTime{0}), Watts{1.0});
        EXPECT_EQ(harvest.next_step(SimTime{0}), milliseconds(500));
        EXPECT_EQ(harvest.power(milliseconds(500)), Watts{0.25});
        EXPECT_EQ(harvest.power(seconds(2)), Watts{1.0}) << "from the beginning";
    }
    EXPECT_EQ(harvest_of(load("energy.battery_j = 5.0\nenergy.harvest_w = 0.5")).power(seconds(9)), Watts{0.5});
}

TEST_F(HarvestFile, IsRefusedWithItsFileAndLine) {
    const std::string base = "energy.battery_j = 5.0\nenergy.harvest_trace = \"sun.csv\"";
    EXPECT_THAT(faults(base), ElementsAre(testing::AllOf(HasSubstr("s.toml:2: energy.harvest_trace = \"sun.csv\": "),
                                                         HasSubstr("sun.csv: no such file"))));
    const std::pair<const char*, const char*> refused[] = {
        {"", "sun.csv:0: needs two lines at least"},
        {"0,1\n", "sun.csv:1: needs two lines at least"},
        {"time_s,power_w\n", "sun.csv:1: needs two lines at least"},
        {"0,1\n1\n", "sun.csv:2: must be time_s,power_w, got \"1\""},
        {"0,1\n1,2,3\n", "sun.csv:2: must be time_s,power_w, got \"1,2,3\""},
        {"1,1\n2,2\n", "sun.csv:1: time_s must be 0 in the first line, got \"1\""},
        {"0,1\n5,1\n5,2\n", "sun.csv:3: time_s must rise, got \"5\""},
        {"0,1\n1e-10,1\n", "sun.csv:2: time_s must rise, got \"1e-10\""},
        {"0,1\n-1,1\n", "sun.csv:2: time_s must be from 0 to a century, got \"-1\""},
        {"0,1\nnan,1\n", "sun.csv:2: time_s must be from 0 to a century, got \"nan\""},
        {"0,1\n1e300,1\n", "sun.csv:2: time_s must be from 0 to a century, got \"1e300\""},
        {"0,1\nx,1\n", "sun.csv:2: time_s must be from 0 to a century, got \"x\""},
        {"h,h\nh,h\n", "sun.csv:2: time_s must be from 0 to a century, got \"h\""},
        {"0,-1\n1,1\n", "sun.csv:1: power_w must be finite and >= 0, got \"-1\""},
        {"0,1\n1,inf\n", "sun.csv:2: power_w must be finite and >= 0, got \"inf\""},
        {"0,1\n1,\n", "sun.csv:2: power_w must be finite and >= 0, got \"\""},
    };
    for (const auto& [text, message] : refused) {
        static_cast<void>(file("sun.csv", text));
        EXPECT_THAT(faults(base), ElementsAre(HasSubstr(message))) << text;
    }
}

// Random bytes of the letters that matter: a harvest, or a fault; never anything else.
TEST_F(HarvestFile, OfAnyBytesIsReadOrRefused) {
    constexpr std::string_view kLetters = "0123456789,,,\n\n\n.-+e#\"\r \tx\xff";
    Scenario scenario;
    scenario.folder = folder_.string();
    scenario.energy.harvest_trace = "sun.csv";
    std::mt19937_64 random = random_stream(1, "bytes");
    int read = 0;
    for (int trial = 0; trial < 3000; ++trial) {
        std::string text = trial % 2 == 0 ? "0,1\n" : "";
        for (auto left = random() % 12; left > 0; --left) {
            text += kLetters[random() % kLetters.size()];
        }
        static_cast<void>(file("sun.csv", text));
        try {
            EXPECT_GE(harvest_of(scenario).power(SimTime{0}), Watts{0.0});
            ++read;
        } catch (const std::invalid_argument& fault) {
            EXPECT_THAT(fault.what(), HasSubstr("sun.csv:"));
        }
    }
    EXPECT_GT(read, 10);
}

}  // namespace
}  // namespace ogsim
