#include "model/radio/device.h"

#include <array>

#include "model/catalogue/row_named.h"

namespace ogsim {
namespace {

constexpr Volts kNs3Supply{3.0};
constexpr Volts kEsp32Supply{3.3};

// Of the ESP32's modem-sleep range at 240 MHz, 30 to 68 mA: the lower end is read as the processor waiting, the upper
// one as the processor at work; their difference is what a gradient adds (assumed).
constexpr Amperes kEsp32Compute{0.068 - 0.030};

constexpr std::array kDevices{
    Device{.name = "wifi-ns3",
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
           .power_source = "ns-3 3.37, attribute defaults of WifiRadioEnergyModel and BasicEnergySource (3.0 V)",
           .compute_source = "assumed: 1 Gflop/s, energy not counted"},
    Device{.name = "esp32",
           .description = "Espressif ESP32 microcontroller at 240 MHz and 3.3 V, sending 802.11n at 14 dBm",
           .tx = Amperes{0.180} * kEsp32Supply,
           .rx = Amperes{0.0975} * kEsp32Supply,
           .busy = Amperes{0.0975} * kEsp32Supply,
           .idle = Amperes{0.0975} * kEsp32Supply,
           .sleep = Amperes{0.030} * kEsp32Supply,
           .switching = Amperes{0.0975} * kEsp32Supply,
           .wake_time = Seconds{0.0},
           .compute = kEsp32Compute * kEsp32Supply,
           .flops_per_second = 60e6,
           .power_source =
               "ESP32 Series Datasheet v3.5 at 3.3 V: RF table, transmit 802.11n MCS7 at +14 dBm 180 mA, receive "
               "95 to 100 mA (middle taken; listening costs the same, assumed), both read in secondary sources; "
               "sleep is Table 6's modem-sleep at 240 MHz, 30 mA: the radio off, the core on. Module manuals give 178 "
               "and 110 mA. The transmit figure holds "
               "at 14 dBm whatever tx_power_dbm says, and the chip itself knows 2.4 GHz b/g/n alone",
           .compute_source =
               "power assumed: spread of Table 6's modem-sleep range at 240 MHz, 30 to 68 mA, above a radio "
               "that is awake; speed assumed: one single-precision flop in 4 cycles of one core"},
};

}  // namespace

std::string_view name(RadioState state) {
    constexpr std::array<std::string_view, kRadioStates> kNames{"tx", "rx", "busy", "idle", "sleep", "switch", "off"};
    return kNames.at(static_cast<std::size_t>(state));
}

Watts Device::power(RadioState state) const {
    const std::array<Watts, kRadioStates> powers{tx, rx, busy, idle, sleep, switching, Watts{0.0}};
    return powers.at(static_cast<std::size_t>(state));
}

std::span<const Device> device_catalogue() {
    return kDevices;
}

const Device& device_entry(std::string_view name) {
    return row_named(device_catalogue(), "device", name);
}

}  // namespace ogsim
