#include "src/network/wifi/standards.h"

#include <algorithm>
#include <span>

#include "model/catalogue/row_named.h"
#include "src/network/media.h"

namespace ogsim {
namespace {

std::vector<std::string> numbered(const std::string& stem, int last) {
    std::vector<std::string> names;
    for (int i = 0; i <= last; ++i) {
        names.push_back(stem + std::to_string(i));
    }
    return names;
}

std::vector<std::string> ofdm(const std::string& stem) {
    std::vector<std::string> names;
    for (const char* rate : {"6", "9", "12", "18", "24", "36", "48", "54"}) {
        names.push_back(stem + rate + "Mbps");
    }
    return names;
}

constexpr Decibels kFreeSpace5GHz{46.6777};   // ns-3's default: at 5.15 GHz
constexpr Decibels kFreeSpace2GHz4{40.0909};  // 20 log10(4 pi f 1 m / c) at 2.412 GHz

WifiStandardRow at_2_4_ghz(const std::string& name, ns3::WifiStandard standard, const std::string& channel) {
    return {.name = name,
            .standard = standard,
            .channel = channel,
            .modes = {},
            .default_mode = {},
            .control_mode = {},
            .formats = {},
            .low_hz = 2.402e9,
            .high_hz = 2.422e9,
            .reference_loss = kFreeSpace2GHz4,
            .minstrel = "ns3::MinstrelWifiManager",
            .has_aggregation = false};
}

WifiStandardRow at_5_ghz(const std::string& name, ns3::WifiStandard standard) {
    WifiStandardRow row = at_2_4_ghz(name, standard, "{36, 20, BAND_5GHZ, 0}");
    row.control_mode = "OfdmRate24Mbps";
    row.formats = {ns3::WIFI_MOD_CLASS_OFDM};
    row.low_hz = 5.17e9;
    row.high_hz = 5.19e9;
    row.reference_loss = kFreeSpace5GHz;
    return row;
}

WifiStandardRow with_mcs(WifiStandardRow row, const std::string& stem, int last, ns3::WifiModulationClass format) {
    row.modes = numbered(stem, last);
    row.default_mode = stem + "5";
    row.formats.push_back(format);
    row.minstrel = "ns3::MinstrelHtWifiManager";
    row.has_aggregation = true;
    return row;
}

std::vector<WifiStandardRow> make_table() {
    using namespace ns3;  // a table of ns-3's names
    WifiStandardRow b = at_2_4_ghz("802.11b", WIFI_STANDARD_80211b, "{1, 22, BAND_2_4GHZ, 0}");
    b.modes = {"DsssRate1Mbps", "DsssRate2Mbps", "DsssRate5_5Mbps", "DsssRate11Mbps"};
    b.default_mode = "DsssRate11Mbps";
    b.control_mode = "DsssRate2Mbps";
    b.formats = {WIFI_MOD_CLASS_DSSS, WIFI_MOD_CLASS_HR_DSSS};
    WifiStandardRow g = at_2_4_ghz("802.11g", WIFI_STANDARD_80211g, "{1, 20, BAND_2_4GHZ, 0}");
    g.modes = ofdm("ErpOfdmRate");
    g.default_mode = g.control_mode = "ErpOfdmRate24Mbps";
    g.formats = {WIFI_MOD_CLASS_ERP_OFDM, WIFI_MOD_CLASS_DSSS, WIFI_MOD_CLASS_HR_DSSS};
    WifiStandardRow a = at_5_ghz("802.11a", WIFI_STANDARD_80211a);
    a.modes = ofdm("OfdmRate");
    a.default_mode = a.control_mode;
    const WifiStandardRow n = with_mcs(at_5_ghz("802.11n", WIFI_STANDARD_80211n), "HtMcs", 7, WIFI_MOD_CLASS_HT);
    WifiStandardRow ac = with_mcs(at_5_ghz("802.11ac", WIFI_STANDARD_80211ac), "VhtMcs", 8, WIFI_MOD_CLASS_HT);
    ac.formats.push_back(WIFI_MOD_CLASS_VHT);
    WifiStandardRow ax = with_mcs(at_5_ghz("802.11ax", WIFI_STANDARD_80211ax), "HeMcs", 11, WIFI_MOD_CLASS_HT);
    ax.formats.insert(ax.formats.end(), {WIFI_MOD_CLASS_VHT, WIFI_MOD_CLASS_HE});
    return {b, a, g, n, ac, ax};
}

}  // namespace

const std::vector<WifiStandardRow>& wifi_standard_table() {
    static const std::vector<WifiStandardRow> kTable = make_table();
    return kTable;
}

const WifiStandardRow& wifi_standard(std::string_view name) {
    return row_named(std::span(wifi_standard_table()), "standard", name);
}

std::vector<std::string> wifi_standards() {
    std::vector<std::string> names;
    for (const WifiStandardRow& row : wifi_standard_table()) {
        names.push_back(row.name);
    }
    return names;
}

std::vector<std::string> data_modes(std::string_view standard) {
    const auto& table = wifi_standard_table();
    const auto row = std::find_if(table.begin(), table.end(), [&](const auto& each) { return each.name == standard; });
    return row == table.end() ? std::vector<std::string>{} : row->modes;
}

bool is_data_mode(std::string_view standard, std::string_view mode) {
    const std::vector<std::string> modes = data_modes(standard);
    return std::find(modes.begin(), modes.end(), mode) != modes.end();
}

std::vector<std::string> wifi_rate_controls(std::string_view standard) {
    if (data_modes(standard).empty()) {
        return {};
    }
    std::vector<std::string> names{"constant", "ideal", "minstrel"};
    if (!wifi_standard(standard).has_aggregation) {
        names.emplace_back("aarf");  // ns-3's refuses HT rates
    }
    return names;
}

std::string default_data_mode(std::string_view standard) {
    return wifi_standard(standard).default_mode;
}

}  // namespace ogsim
