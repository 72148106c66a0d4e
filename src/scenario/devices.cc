#include "src/scenario/devices.h"

namespace ogsim {
namespace {

Device sending_at(std::string_view name, std::optional<Dbm> level) {
    Device device = device_entry(name);
    if (level) {
        device.tx = tx_power(device, *level);
    }
    return device;
}

void take(const std::optional<double>& changed, Watts& power) {
    power = changed ? Watts{*changed} : power;
}

}  // namespace

std::optional<Dbm> tx_level(const Scenario& scenario) {
    const NetworkKeys& network = scenario.network;
    if (network.medium == "ideal") {
        return std::nullopt;
    }
    // What the radios send with where nothing is said: see the options of the media.
    const bool is_802154 = network.medium == "lrwpan" || (network.medium == "cell" && network.cell.radio == "802.15.4");
    return Dbm{network.channel.tx_power_dbm.value_or(is_802154 ? 0.0 : 16.0)};
}

Device worker_device(const Scenario& scenario) {
    const EnergyKeys& keys = scenario.energy;
    Device device = sending_at(keys.device, keys.tx_w ? std::nullopt : tx_level(scenario));
    take(keys.tx_w, device.tx);
    take(keys.rx_w, device.rx);
    take(keys.busy_w, device.busy);
    take(keys.idle_w, device.idle);
    take(keys.sleep_w, device.sleep);
    take(keys.switch_w, device.switching);
    take(keys.compute_w, device.compute);
    device.flops_per_second = keys.flops_per_s.value_or(device.flops_per_second);
    device.wake_time = keys.wake_ms ? Seconds{1e-3 * *keys.wake_ms} : device.wake_time;
    return device;
}

Device server_device(const Scenario& scenario) {
    const auto& name = scenario.energy.server_device;
    return name ? sending_at(*name, tx_level(scenario)) : worker_device(scenario);
}

}  // namespace ogsim
