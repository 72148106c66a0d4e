#include "src/run/air.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <stdexcept>

#include "src/network/media.h"
#include "src/scenario/devices.h"

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

}  // namespace

void check_medium(const Scenario& scenario) {
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
        return make_ideal({.workers = scenario.network.workers,
                           .rate = rate,
                           .wake_time = sim_time(worker_device(scenario).wake_time)},
                          simulation.clock(), sink);
    }
    return make_wifi(wifi_options(scenario), simulation.clock(), sink);
}

}  // namespace ogsim
