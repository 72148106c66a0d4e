#include "model/radio/radio_profile.h"

#include <string>

#include "model/catalogue/row_named.h"
#include "model/radio/airtime_80211.h"
#include "model/radio/airtime_802154.h"

namespace ogsim {
namespace {

using std::chrono::microseconds;

constexpr Mode kBpskHalf{Modulation::kBpsk, CodeRate::kHalf};
constexpr Mode kBpskThree{Modulation::kBpsk, CodeRate::kThreeQuarters};
constexpr Mode kQpskHalf{Modulation::kQpsk, CodeRate::kHalf};
constexpr Mode kQpskThree{Modulation::kQpsk, CodeRate::kThreeQuarters};
constexpr Mode kQam16Half{Modulation::kQam16, CodeRate::kHalf};
constexpr Mode kQam16Three{Modulation::kQam16, CodeRate::kThreeQuarters};
constexpr Mode kQam64Two{Modulation::kQam64, CodeRate::kTwoThirds};
constexpr Mode kQam64Three{Modulation::kQam64, CodeRate::kThreeQuarters};
constexpr Mode kQam64Five{Modulation::kQam64, CodeRate::kFiveSixths};

// IEEE 802.11-2020, table 17-4.
constexpr RadioMode kOfdm[] = {
    {"OfdmRate6Mbps", kBpskHalf, Preamble::kOfdm, {6e6}},    {"OfdmRate9Mbps", kBpskThree, Preamble::kOfdm, {9e6}},
    {"OfdmRate12Mbps", kQpskHalf, Preamble::kOfdm, {12e6}},  {"OfdmRate18Mbps", kQpskThree, Preamble::kOfdm, {18e6}},
    {"OfdmRate24Mbps", kQam16Half, Preamble::kOfdm, {24e6}}, {"OfdmRate36Mbps", kQam16Three, Preamble::kOfdm, {36e6}},
    {"OfdmRate48Mbps", kQam64Two, Preamble::kOfdm, {48e6}},  {"OfdmRate54Mbps", kQam64Three, Preamble::kOfdm, {54e6}},
};
constexpr RadioMode kErp[] = {
    {"ErpOfdmRate6Mbps", kBpskHalf, Preamble::kErpOfdm, {6e6}},
    {"ErpOfdmRate9Mbps", kBpskThree, Preamble::kErpOfdm, {9e6}},
    {"ErpOfdmRate12Mbps", kQpskHalf, Preamble::kErpOfdm, {12e6}},
    {"ErpOfdmRate18Mbps", kQpskThree, Preamble::kErpOfdm, {18e6}},
    {"ErpOfdmRate24Mbps", kQam16Half, Preamble::kErpOfdm, {24e6}},
    {"ErpOfdmRate36Mbps", kQam16Three, Preamble::kErpOfdm, {36e6}},
    {"ErpOfdmRate48Mbps", kQam64Two, Preamble::kErpOfdm, {48e6}},
    {"ErpOfdmRate54Mbps", kQam64Three, Preamble::kErpOfdm, {54e6}},
};
// IEEE 802.11-2020, table 19-27. The two of 802.11a are for broadcasts and acknowledgements.
constexpr RadioMode kHt[] = {
    {"OfdmRate6Mbps", kBpskHalf, Preamble::kOfdm, {6e6}},     {"OfdmRate24Mbps", kQam16Half, Preamble::kOfdm, {24e6}},
    {"HtMcs0", kBpskHalf, Preamble::kHtMixed, {6.5e6}, 0},    {"HtMcs1", kQpskHalf, Preamble::kHtMixed, {13e6}, 1},
    {"HtMcs2", kQpskThree, Preamble::kHtMixed, {19.5e6}, 2},  {"HtMcs3", kQam16Half, Preamble::kHtMixed, {26e6}, 3},
    {"HtMcs4", kQam16Three, Preamble::kHtMixed, {39e6}, 4},   {"HtMcs5", kQam64Two, Preamble::kHtMixed, {52e6}, 5},
    {"HtMcs6", kQam64Three, Preamble::kHtMixed, {58.5e6}, 6}, {"HtMcs7", kQam64Five, Preamble::kHtMixed, {65e6}, 7},
};
constexpr RadioMode kDsss[] = {
    {"DsssRate1Mbps", {Modulation::kDbpsk}, Preamble::kDsss, {1e6}},
    {"DsssRate2Mbps", {Modulation::kDqpsk}, Preamble::kDsss, {2e6}},
    {"DsssRate5_5Mbps", {Modulation::kCck5}, Preamble::kDsss, {5.5e6}},
    {"DsssRate11Mbps", {Modulation::kCck11}, Preamble::kDsss, {11e6}},
};
constexpr RadioMode kOqpsk[] = {{"OQpsk250kbps", {Modulation::kOqpsk}, Preamble::k802154, {250e3}}};

// Gaps and windows: IEEE 802.11-2020, tables 9-155, 16-4, 17-21, 18-5 and 19-25; in an ad hoc network 802.11g has the
// long slot. Transmit power and noise figure of 802.11: ns-3's. Energy detection: 20 dB above the least sensitivity.
// Sensitivity: what the standards ask of the lowest rate. Capture: assumed.
RadioProfile wifi(std::string_view name, std::span<const RadioMode> modes) {
    RadioProfile radio{};
    radio.name = name;
    radio.access = Access::kDcf;
    radio.modes = modes;
    radio.sifs = microseconds(16);
    radio.slot = microseconds(9);
    radio.cca = microseconds(4);
    radio.window_min = 15;
    radio.window_max = 1023;
    radio.voice_window = 3;
    radio.voice_burst = microseconds(1504);
    radio.mac_retries = 6;
    radio.overhead = kQosDataOverhead + kLlcHeader;
    radio.ack = kAckFrame;
    radio.fragment = Bytes{1400};
    radio.largest_fragment = Bytes{2200};
    radio.frequency_hz = 5.15e9;
    radio.bandwidth_hz = 20e6;
    radio.tx_power = Dbm{16.0};
    radio.sensitivity = Dbm{-82.0};
    radio.energy_detection = Dbm{-62.0};
    radio.noise_figure = Decibels{7.0};
    radio.capture = Decibels{10.0};
    return radio;
}

RadioProfile radio_80211n() {
    RadioProfile radio = wifi("802.11n", kHt);
    radio.data_mode = "HtMcs5";
    radio.control_mode = "OfdmRate24Mbps";
    radio.lowest_mode = "OfdmRate6Mbps";
    return radio;
}

RadioProfile radio_80211a() {
    RadioProfile radio = wifi("802.11a", kOfdm);
    radio.data_mode = radio.control_mode = "OfdmRate24Mbps";
    radio.lowest_mode = "OfdmRate6Mbps";
    return radio;
}

RadioProfile radio_80211g() {
    RadioProfile radio = wifi("802.11g", kErp);
    radio.data_mode = radio.control_mode = "ErpOfdmRate24Mbps";
    radio.lowest_mode = "ErpOfdmRate6Mbps";
    radio.sifs = microseconds(10);
    radio.slot = microseconds(20);
    radio.frequency_hz = 2.412e9;
    return radio;
}

RadioProfile radio_80211b() {
    RadioProfile radio = wifi("802.11b", kDsss);
    radio.data_mode = "DsssRate11Mbps";
    radio.control_mode = "DsssRate2Mbps";
    radio.lowest_mode = "DsssRate1Mbps";
    radio.sifs = microseconds(10);
    radio.slot = microseconds(20);
    radio.cca = microseconds(15);
    radio.window_min = 31;
    radio.voice_window = 7;
    radio.voice_burst = microseconds(3264);
    radio.frequency_hz = 2.412e9;
    radio.bandwidth_hz = 22e6;
    return radio;
}

// IEEE 802.15.4-2011, table 52. Power, sensitivity: CC2420 data sheet (Chipcon/TI SWRS041, 0 dBm and -95 dBm; from
// memory). Noise figure: with it one frame of 20 bytes in a hundred fails at -95 dBm. Energy detection: the standard's
// 10 dB above the least sensitivity of -85 dBm. Capture: about what Son, Krishnamachari and Heidemann (SenSys 2006)
// measured on such radios (from memory).
RadioProfile radio_802154() {
    RadioProfile radio{};
    radio.name = "802.15.4";
    radio.access = Access::kCsma802154;
    radio.modes = kOqpsk;
    radio.data_mode = radio.control_mode = radio.lowest_mode = "OQpsk250kbps";
    radio.sifs = Timing802154{}.turnaround;
    radio.slot = Timing802154{}.unit_backoff;
    radio.cca = Timing802154{}.cca;
    radio.window_min = 3;
    radio.window_max = 5;
    radio.voice_window = 0;  // ours, as the medium lrwpan has it: broadcasts go first
    radio.mac_retries = 3;
    radio.overhead = k802154DataOverhead;
    radio.ack = k802154Ack;
    radio.fragment = radio.largest_fragment = Bytes{108};
    radio.frequency_hz = 2.405e9;
    radio.bandwidth_hz = 2e6;
    radio.tx_power = Dbm{0.0};
    radio.sensitivity = Dbm{-95.0};
    radio.energy_detection = Dbm{-75.0};
    radio.noise_figure = Decibels{15.5};
    radio.capture = Decibels{4.0};
    return radio;
}

}  // namespace

std::span<const RadioProfile> radio_catalogue() {
    static const RadioProfile kTable[] = {radio_80211n(), radio_80211a(), radio_80211g(), radio_80211b(),
                                          radio_802154()};
    return kTable;
}

const RadioProfile& radio_entry(std::string_view name) {
    return row_named(radio_catalogue(), "radio", name);
}

const RadioMode& radio_mode(const RadioProfile& radio, std::string_view name) {
    return row_named(radio.modes, "rate of " + std::string(radio.name), name);
}

SimTime airtime(const RadioMode& mode, Bytes size) {
    switch (mode.preamble) {
        case Preamble::kOfdm:
            return ofdm_airtime(size, mode.rate);
        case Preamble::kErpOfdm:
            return erp_ofdm_airtime(size, mode.rate);
        case Preamble::kHtMixed:
            return ht_mixed_airtime(size, mode.mcs);
        case Preamble::kDsss:
            return dsss_airtime(size, mode.rate);
        case Preamble::k802154:
            return oqpsk_airtime(size);
    }
    throw std::invalid_argument("no such preamble");
}

}  // namespace ogsim
