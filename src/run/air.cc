#include "src/run/air.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <stdexcept>

#include "src/network/media.h"

namespace ogsim {
namespace {

WifiOptions wifi_options(const Scenario& scenario) {
    const WifiKeys& keys = scenario.network.wifi;
    return {.workers = scenario.network.workers,
            .radius = Metres{scenario.network.radius_m},
            .standard = keys.standard,
            .data_mode = keys.data_mode.value_or(""),
            .tx_power = Dbm{keys.tx_power_dbm},
            .path_loss_exponent = keys.path_loss_exponent,
            .reference_loss = Decibels{keys.reference_loss_db},
            .extra_loss = keys.extra_loss,
            .fragment = Bytes{keys.fragment_b},
            .retries = keys.retries,
            .seed = static_cast<std::uint64_t>(scenario.run.seed)};
}

AirOptions air_options(const Scenario& scenario) {
    AirOptions air;
    air.workers = scenario.network.workers;
    air.seed = static_cast<std::uint64_t>(scenario.run.seed);
    air.radius = Metres{scenario.network.radius_m};
    return air;
}

template <class Quantity, class Value>
std::optional<Quantity> quantity(const std::optional<Value>& value) {
    return value ? std::optional(Quantity{*value}) : std::nullopt;
}

CellOptions cell_options(const Scenario& scenario) {
    const CellKeys& keys = scenario.network.cell;
    CellOptions options{.air = air_options(scenario), .radio = keys.radio, .data_mode = keys.data_mode.value_or("")};
    options.window_min = keys.window_min;
    options.window_max = keys.window_max;
    options.mac_retries = keys.mac_retries;
    options.fragment = quantity<Bytes>(keys.fragment_b);
    options.ack_timeout = keys.ack_timeout_us ? std::optional(Seconds{1e-6 * *keys.ack_timeout_us}) : std::nullopt;
    options.eifs = keys.eifs;
    options.sensitivity = quantity<Dbm>(keys.sensitivity_dbm);
    options.energy_detection = quantity<Dbm>(keys.energy_detection_dbm);
    options.noise_figure = quantity<Decibels>(keys.noise_figure_db);
    options.capture = quantity<Decibels>(keys.capture_db);
    return options;
}

}  // namespace

void check_medium(const Scenario& scenario) {
    if (scenario.network.medium == "cell") {
        check_cell(cell_options(scenario));
        return;
    }
    const WifiKeys& keys = scenario.network.wifi;
    if (keys.data_mode && !is_data_mode(keys.standard, *keys.data_mode)) {
        throw std::invalid_argument(fmt::format("network.wifi.data_mode = {}: {} has {}", *keys.data_mode,
                                                keys.standard, fmt::join(data_modes(keys.standard), ", ")));
    }
}

std::unique_ptr<Medium> make_medium(const Scenario& scenario, Simulation& simulation, Sink& sink) {
    check_medium(scenario);
    if (scenario.network.medium == "ideal") {
        const BitsPerSecond rate{1e6 * scenario.network.ideal.rate_mbps};
        return make_ideal({.workers = scenario.network.workers, .rate = rate}, simulation.clock(), sink);
    }
    if (scenario.network.medium == "cell") {
        return make_cell(cell_options(scenario), simulation.clock(), sink);
    }
    return make_wifi(wifi_options(scenario), simulation.clock(), sink);
}

}  // namespace ogsim
