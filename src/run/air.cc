#include "src/run/air.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "src/dataset/positions.h"
#include "src/network/media.h"
#include "src/network/places.h"
#include "src/scenario/devices.h"

namespace ogsim {
namespace {

template <class Value, class Unit>
std::optional<Unit> in(const std::optional<Value>& value) {
    return value ? std::optional(Unit{*value}) : std::nullopt;
}

template <class Choice, std::size_t n>
Choice choice(const std::string& word, const std::array<std::pair<std::string_view, Choice>, n>& table) {
    for (const auto& [name, value] : table) {
        if (name == word) {
            return value;
        }
    }
    throw std::logic_error("no choice is called \"" + word + "\"");
}

ChannelOptions channel_options(const ChannelKeys& keys) {
    constexpr std::array<std::pair<std::string_view, Fading>, 3> kFading{
        {{"none", Fading::kNone}, {"rayleigh", Fading::kRayleigh}, {"nakagami", Fading::kNakagami}}};
    return {.tx_power = in<double, Dbm>(keys.tx_power_dbm),
            .path_loss_exponent = keys.path_loss_exponent,
            .reference_loss = in<double, Decibels>(keys.reference_loss_db),
            .shadowing = Decibels{keys.shadowing_db},
            .fading = choice(keys.fading, kFading),
            .nakagami_m = keys.nakagami_m,
            .extra_loss = keys.extra_loss};
}

Mobility mobility(const MobilityKeys& keys) {
    constexpr std::array<std::pair<std::string_view, Motion>, 3> kMotion{
        {{"static", Motion::kStatic}, {"random-walk", Motion::kRandomWalk}, {"waypoint", Motion::kWaypoint}}};
    return {.motion = choice(keys.motion, kMotion),
            .speed = keys.speed_m_s,
            .pause = Seconds{keys.pause_s},
            .turn_after = Seconds{keys.turn_after_s}};
}

Interference interference(const InterferenceKeys& keys) {
    using Kind = Interference::Kind;
    constexpr std::array<std::pair<std::string_view, Kind>, 3> kKind{
        {{"none", Kind::kNone}, {"bursts", Kind::kBursts}, {"jammer", Kind::kJammer}}};
    return {.kind = choice(keys.kind, kKind),
            .bursts_per_second = keys.bursts_per_second,
            .mean_burst = Seconds{1e-3 * keys.mean_burst_ms},
            .power = Dbm{keys.power_dbm},
            .place = {Metres{keys.x_m}, Metres{keys.y_m}},
            .from = Seconds{keys.from_s},
            .until = in<double, Seconds>(keys.until_s)};
}

std::vector<Place> places(const Scenario& scenario) {
    const NetworkKeys& network = scenario.network;
    if (network.layout == "ring") {
        return ring_places(network.workers, Metres{network.radius_m});
    }
    if (network.layout == "grid") {
        return grid_places(network.workers, Metres{network.radius_m});
    }
    std::vector<Place> places;
    if (network.layout == "file" && network.positions) {
        for (const Position& position :
             read_positions(std::filesystem::path(scenario.folder) / *network.positions, network.workers)) {
            places.push_back({Metres{position.x_m}, Metres{position.y_m}});
        }
    }
    return places;
}

CellOptions cell_options(const Scenario& scenario) {
    const CellKeys& keys = scenario.network.cell;
    CellOptions options{.air = air_options(scenario), .radio = keys.radio, .data_mode = keys.data_mode.value_or("")};
    options.window_min = keys.window_min;
    options.window_max = keys.window_max;
    options.mac_retries = keys.mac_retries;
    options.fragment = in<int, Bytes>(keys.fragment_b);
    options.ack_timeout = keys.ack_timeout_us ? std::optional(Seconds{1e-6 * *keys.ack_timeout_us}) : std::nullopt;
    options.eifs = keys.eifs;
    options.sensitivity = in<double, Dbm>(keys.sensitivity_dbm);
    options.energy_detection = in<double, Dbm>(keys.energy_detection_dbm);
    options.noise_figure = in<double, Decibels>(keys.noise_figure_db);
    options.capture = in<double, Decibels>(keys.capture_db);
    return options;
}

/// Of what the medium does not know.
std::optional<std::string> why_not_gated_by_protocol(const Scenario& scenario) {
    const NetworkKeys& network = scenario.network;
    const std::pair<bool, const char*> reasons[] = {
        {!network.wifi.gated, "network.wifi.gated is false"},
        {network.sleep != "always-on", "radios sleep"},
        {network.ordering_clock.value_or("freeze") != "freeze", "turns come by each node's own clock"},
        {network.downlink != "model", "workers may ask for the state at any time"},
        {scenario.energy.battery_j.has_value(), "batteries must be known at every instant"},
        {scenario.faults.stragglers > 0.0, "slow workers speak as soon as they can"},
        {network.channel.shadowing_db > 0.0 || network.channel.fading != "none",
         "under shadowing or fading not all hear one another"},
        {scenario.faults.worker_mtbf_s || scenario.faults.server_mtbf_s || scenario.faults.schedule,
         "nodes crash at any time"},
    };
    for (const auto& [is_so, reason] : reasons) {
        if (is_so) {
            return reason;
        }
    }
    return std::nullopt;
}

WifiOptions wifi_options(const Scenario& scenario) {
    const WifiKeys& keys = scenario.network.wifi;
    return {.air = air_options(scenario),
            .standard = keys.standard,
            .data_mode = keys.data_mode.value_or(""),
            .rate_control = keys.rate_control,
            .fragment = Bytes{keys.fragment_b},
            .largest_ampdu = Bytes{keys.ampdu_b},
            .rts_above = in<int, Bytes>(keys.rts_threshold_b),
            .cw_min = keys.cw_min,
            .cw_max = keys.cw_max,
            .gated = !why_not_gated_by_protocol(scenario),
            .tells_intervals = scenario.record.timeline || scenario.record.netanim};
}

LrwpanOptions lrwpan_options(const Scenario& scenario) {
    const LrwpanKeys& keys = scenario.network.lrwpan;
    return {.air = air_options(scenario),
            .min_be = keys.mac_min_be,
            .max_be = keys.mac_max_be,
            .max_backoffs = keys.mac_max_csma_backoffs,
            .max_frame_retries = keys.mac_max_frame_retries,
            .server_min_be = keys.server_min_be,
            .piece = Bytes{keys.fragment_b}};
}

void check_wifi(const WifiKeys& keys) {
    if (keys.data_mode && !is_data_mode(keys.standard, *keys.data_mode)) {
        throw std::invalid_argument(fmt::format("network.wifi.data_mode = {}: {} has {}", *keys.data_mode,
                                                keys.standard, fmt::join(data_modes(keys.standard), ", ")));
    }
    const std::vector<std::string> managers = wifi_rate_controls(keys.standard);
    if (std::find(managers.begin(), managers.end(), keys.rate_control) == managers.end()) {
        throw std::invalid_argument(fmt::format("network.wifi.rate_control = {}: {} has {}", keys.rate_control,
                                                keys.standard, fmt::join(managers, ", ")));
    }
}

}  // namespace

AirOptions air_options(const Scenario& scenario) {
    const NetworkKeys& network = scenario.network;
    return {.workers = network.workers,
            .seed = static_cast<std::uint64_t>(scenario.run.seed),
            .radius = Metres{network.radius_m},
            .places = places(scenario),
            .mobility = mobility(network.mobility),
            .channel = channel_options(network.channel),
            .interference = interference(network.interference),
            .wake_time = sim_time(worker_device(scenario).wake_time),
            .overhearing = scenario.network.downlink == "overheard" ? Overhearing::kOn : Overhearing::kOff,
            .downlink_repair = network.downlink_repair == "ask" ? DownlinkRepair::kAsk : DownlinkRepair::kNone,
            .retries = network.retries,
            .pcap_prefix = network.pcap && !scenario.output.empty() ? scenario.output + "/packets" : ""};
}

std::optional<std::string> why_not_gated(const Scenario& scenario) {
    if (scenario.network.medium != "wifi") {
        return std::nullopt;
    }
    const std::optional<std::string> why = why_not_gated_by_protocol(scenario);
    return why ? why : why_not_gated(wifi_options(scenario));
}

void check_medium(const Scenario& scenario) {
    check_wifi(scenario.network.wifi);
    (void)checked(air_options(scenario));
}

std::unique_ptr<Medium> make_medium(const Scenario& scenario, Simulation& simulation, Sink& sink) {
    check_medium(scenario);
    if (scenario.network.medium == "ideal") {
        const BitsPerSecond rate{1e6 * scenario.network.ideal.rate_mbps};
        const AirOptions air = air_options(scenario);
        return make_ideal(
            {.workers = air.workers, .rate = rate, .wake_time = air.wake_time, .overhearing = air.overhearing},
            simulation.clock(), sink);
    }
    if (scenario.network.medium == "lrwpan") {
        return make_lrwpan(lrwpan_options(scenario), simulation.clock(), sink);
    }
    if (scenario.network.medium == "cell") {
        return make_cell(cell_options(scenario), simulation.clock(), sink);
    }
    return make_wifi(wifi_options(scenario), simulation.clock(), sink);
}

}  // namespace ogsim
