#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/units/quantity.h"
#include "ns3/wifi-phy-common.h"
#include "ns3/wifi-standards.h"

namespace ogsim {

/// One row of the table of 802.11 amendments: 20 MHz (802.11b: 22 MHz), one antenna.
struct WifiStandardRow {
    std::string name;  ///< Value of the key network.wifi.standard.
    ns3::WifiStandard standard;
    std::string channel;             ///< ns-3's ChannelSettings: {number, MHz, band, primary}.
    std::vector<std::string> modes;  ///< Rates of an update, slowest first.
    std::string default_mode;
    std::string control_mode;                       ///< Rate of broadcasts.
    std::vector<ns3::WifiModulationClass> formats;  ///< What its radios may hear from one another.
    double low_hz, high_hz;                         ///< The band.
    Decibels reference_loss;                        ///< Free space at 1 m.
    std::string minstrel;                           ///< ns-3's manager of that name.
    bool has_aggregation;                           ///< 802.11n and later.
};

/// 802.11b, a, g, n, ac, ax.
[[nodiscard]] const std::vector<WifiStandardRow>& wifi_standard_table();
/// The row with that name. @throws std::invalid_argument naming the known ones.
[[nodiscard]] const WifiStandardRow& wifi_standard(std::string_view name);

}  // namespace ogsim
