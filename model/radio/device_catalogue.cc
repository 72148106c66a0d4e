#include <array>

#include "model/radio/device.h"

namespace ogsim {
namespace {

constexpr Volts kNs3Supply{3.0};
constexpr Volts kEsp32Supply{3.3};
constexpr Volts kCellPair{3.0};  // two AA cells, or a coin cell

constexpr Watts at(double milliamperes, Volts supply) {
    return Amperes{1e-3 * milliamperes} * supply;
}

// The ESP32's figures at 0 dBm are those of Bluetooth, whose amplifier is the same.
constexpr std::array kEsp32Levels{
    TxLevel{Dbm{0.0}, at(130, kEsp32Supply)},
    TxLevel{Dbm{14.0}, at(180, kEsp32Supply)},
    TxLevel{Dbm{16.0}, at(190, kEsp32Supply)},
    TxLevel{Dbm{19.5}, at(240, kEsp32Supply)},
};

// The MSP430 stands by at 5.1 uA while the radio works.
constexpr double kMsp430Standby = 0.0051;
constexpr std::array kCc2420Levels{
    TxLevel{Dbm{-25.0}, at(8.5 + kMsp430Standby, kCellPair)},  TxLevel{Dbm{-15.0}, at(9.9 + kMsp430Standby, kCellPair)},
    TxLevel{Dbm{-10.0}, at(11.2 + kMsp430Standby, kCellPair)}, TxLevel{Dbm{-7.0}, at(12.5 + kMsp430Standby, kCellPair)},
    TxLevel{Dbm{-5.0}, at(13.9 + kMsp430Standby, kCellPair)},  TxLevel{Dbm{-3.0}, at(15.2 + kMsp430Standby, kCellPair)},
    TxLevel{Dbm{-1.0}, at(16.5 + kMsp430Standby, kCellPair)},  TxLevel{Dbm{0.0}, at(17.4 + kMsp430Standby, kCellPair)},
};

constexpr std::array kNrf52840Levels{
    TxLevel{Dbm{0.0}, at(6.40, kCellPair)},
    TxLevel{Dbm{8.0}, at(16.40, kCellPair)},
};

// A Raspberry Pi 3B's board without its Wi-Fi chip, and that chip (BCM43438) on its 3.6 V rail.
constexpr Watts kPiBoard{1.2};
constexpr Volts kPiRadioSupply{3.6};
constexpr std::array kPiLevels{
    TxLevel{Dbm{16.5}, kPiBoard + at(260, kPiRadioSupply)},
    TxLevel{Dbm{20.0}, kPiBoard + at(320, kPiRadioSupply)},
};

constexpr Device kNs3Wifi{
    .name = "wifi-ns3",
    .description = "ns-3's default Wi-Fi radio, an Atheros-like card; computing costs time but no energy",
    .tx = Amperes{0.380} * kNs3Supply,
    .rx = Amperes{0.313} * kNs3Supply,
    .busy = Amperes{0.273} * kNs3Supply,
    .idle = Amperes{0.273} * kNs3Supply,
    .sleep = Amperes{0.033} * kNs3Supply,
    .switching = Amperes{0.273} * kNs3Supply,
    .wake_time = Seconds{0.0},
    .compute = Watts{0.0},
    .flops_per_second = 1e9,
    .power_source =
        "ns-3 3.37, attribute defaults of WifiRadioEnergyModel and BasicEnergySource (3.0 V); one transmit figure for "
        "any tx power",
    .compute_source = "assumed: 1 Gflop/s, energy not counted",
    .wake_source = "ns-3 3.37: its PHY wakes at once"};

constexpr Device kEsp32{
    .name = "esp32",
    .description = "Espressif ESP32 microcontroller at 240 MHz and 3.3 V; asleep is modem-sleep: radio off, core on",
    .tx = at(180, kEsp32Supply),
    .rx = at(97.5, kEsp32Supply),
    .busy = at(97.5, kEsp32Supply),
    .idle = at(97.5, kEsp32Supply),
    .sleep = at(30, kEsp32Supply),
    .switching = at(97.5, kEsp32Supply),
    .wake_time = Seconds{1e-3},
    .compute = at(68.0 - 30.0, kEsp32Supply),
    .flops_per_second = 60e6,
    .power_source =
        "ESP32 Series Datasheet v3.5, at 3.3 V, read in a secondary source (a board maker's table): RF table, 240 mA "
        "at 19.5 dBm (802.11b), 190 at 16 (802.11g), 180 at 14 (802.11n), 130 at 0 (Bluetooth), measured at a duty "
        "cycle of 50 % and taken as the draw while sending; receive 95 to 100 mA (middle taken; listening costs the "
        "same, assumed). Sleep: modem-sleep at 240 MHz, 30 mA of 30 to 68. The chip knows 2.4 GHz b/g/n alone",
    .compute_source =
        "power assumed: the spread of the modem-sleep range at 240 MHz, 30 to 68 mA; speed assumed: one "
        "single-precision flop in 4 cycles of one core",
    .wake_source = "assumed: 1 ms at the power of listening; nothing is published",
    .tx_by_dbm = kEsp32Levels};

constexpr Device kEsp32LightSleep{
    .name = "esp32-light-sleep",
    .description = "the same, asleep in light-sleep: the core is paused, its memory kept",
    .tx = at(180, kEsp32Supply),
    .rx = at(97.5, kEsp32Supply),
    .busy = at(97.5, kEsp32Supply),
    .idle = at(97.5, kEsp32Supply),
    .sleep = at(0.8, kEsp32Supply),
    .switching = at(97.5, kEsp32Supply),
    .wake_time = Seconds{2e-3},
    .compute = at(68.0 - 0.8, kEsp32Supply),
    .flops_per_second = 60e6,
    .power_source =
        "as esp32; sleep: light-sleep, 0.8 mA, of the same data sheet, read in a secondary source (a module's manual)",
    .compute_source =
        "power assumed: modem-sleep at 240 MHz, upper end (68 mA), above light-sleep, since a gradient is computed "
        "with the radio asleep: one computed while the radio listens is charged 29 mA too much; speed as esp32",
    .wake_source =
        "assumed: 1 ms for the core and 1 ms for the radio, at the power of listening; joining a network again is "
        "left out",
    .tx_by_dbm = kEsp32Levels};

constexpr Device kTelosB{
    .name = "telosb",
    .description = "TelosB mote: CC2420 radio (802.15.4, 2.4 GHz) and MSP430F1611 at 8 MHz, two AA cells of 3 V",
    .tx = at(17.4 + kMsp430Standby, kCellPair),
    .rx = at(18.8 + kMsp430Standby, kCellPair),
    .busy = at(18.8 + kMsp430Standby, kCellPair),
    .idle = at(18.8 + kMsp430Standby, kCellPair),
    .sleep = at(kMsp430Standby, kCellPair),
    .switching = at(0.426 + kMsp430Standby, kCellPair),
    .wake_time = Seconds{0.6e-3 + 1.0e-3 + 0.192e-3},
    .compute = at(1.8 - kMsp430Standby, kCellPair),
    .flops_per_second = 25e3,
    .power_source =
        "CC2420 data sheet (TI SWRS041): receive 18.8 mA, transmit 17.4 mA at 0 dBm (read); lower levels of its "
        "table of output power, from memory; a radio that listens receives. Processor meanwhile and asleep: Tmote Sky "
        "data sheet, standby 5.1 uA, from memory; the radio's regulator is off then (0.02 uA)",
    .compute_source =
        "power: Tmote Sky data sheet, processor on with the radio off, 1.8 mA, from memory; speed assumed: 320 cycles "
        "of 8 MHz a single-precision flop in software",
    .wake_source =
        "CC2420 data sheet, from memory: regulator 0.6 ms, crystal 1.0 ms, then 12 symbols of turnaround (0.192 ms); "
        "power assumed: that of its idle mode, 0.426 mA, throughout",
    .tx_by_dbm = kCc2420Levels};

constexpr Device kNrf52840{
    .name = "nrf52840",
    .description = "Nordic nRF52840 in 802.15.4 mode, Cortex-M4F at 64 MHz, 3 V through its DC/DC converter",
    .tx = at(6.40, kCellPair),
    .rx = at(6.26, kCellPair),
    .busy = at(6.26, kCellPair),
    .idle = at(6.26, kCellPair),
    .sleep = at(3.16e-3, kCellPair),
    .switching = at(6.26, kCellPair),
    .wake_time = Seconds{0.36e-3 + 0.14e-3},
    .compute = at(3.3, kCellPair),
    .flops_per_second = 16e6,
    .power_source =
        "nRF52840 product specification, current consumption of the whole chip: 6.40 mA sending at 0 dBm and 6.26 mA "
        "receiving, read in a secondary source; 16.40 mA at 8 dBm, and 3.16 uA asleep with all memory kept and the "
        "32 kHz clock on, from memory. They are those of 1 Mbit/s Bluetooth mode; 802.15.4 mode the same (assumed)",
    .compute_source =
        "power: 3.3 mA at 64 MHz from flash through the DC/DC converter, from memory of the same; speed assumed: one "
        "single-precision flop in 4 cycles",
    .wake_source =
        "from memory of the same: crystal 0.36 ms, then ramp-up 0.14 ms (0.04 in fast mode); power assumed: that of "
        "receiving",
    .tx_by_dbm = kNrf52840Levels};

constexpr Device kRaspberryPi{
    .name = "raspberry-pi-3b",
    .description = "Raspberry Pi 3B, no screen and no USB device, Wi-Fi chip BCM43438; the board never sleeps",
    .tx = kPiBoard + at(260, kPiRadioSupply),
    .rx = kPiBoard + at(41, kPiRadioSupply),
    .busy = kPiBoard + at(36, kPiRadioSupply),
    .idle = kPiBoard + at(36, kPiRadioSupply),
    .sleep = kPiBoard,
    .switching = kPiBoard + at(36, kPiRadioSupply),
    .wake_time = Seconds{2e-3},
    .compute = Watts{3.7 - 1.2},
    .flops_per_second = 3.6e9,
    .power_source =
        "board 1.2 W: J. Geerling's measurements (pidramble.com), idle with screen and lamps off, read in a secondary "
        "source; that its Wi-Fi chip slept meanwhile is assumed. Chip: CYW43438 data sheet, from memory, at 3.6 V: "
        "carrier sense 36 mA, receive 41 mA, transmit 260 mA at 16.5 dBm (802.11n), 320 mA at 20 dBm (802.11b); "
        "losses of the board's regulators are left out",
    .compute_source =
        "power: 3.7 W with all four cores busy, of the same measurements; speed: 3.6 Gflop/s in Linpack, from memory "
        "of Cloutier, Paradis, Weaver, Electronics 5(4):61, 2016 (double precision; a gradient may be far slower)",
    .wake_source = "assumed: 2 ms at the power of listening",
    .tx_by_dbm = kPiLevels};

constexpr std::array kDevices{kNs3Wifi, kEsp32, kEsp32LightSleep, kTelosB, kNrf52840, kRaspberryPi};

}  // namespace

std::span<const Device> device_catalogue() {
    return kDevices;
}

}  // namespace ogsim
