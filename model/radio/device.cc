#include "model/radio/device.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

#include "model/catalogue/row_named.h"

namespace ogsim {

std::string_view name(RadioState state) {
    constexpr std::array<std::string_view, kRadioStates> kNames{"tx", "rx", "busy", "idle", "sleep", "switch", "off"};
    return kNames.at(static_cast<std::size_t>(state));
}

Watts Device::power(RadioState state) const {
    const std::array<Watts, kRadioStates> powers{tx, rx, busy, idle, sleep, switching, Watts{0.0}};
    return powers.at(static_cast<std::size_t>(state));
}

std::optional<Dbm> Device::loudest() const {
    return tx_by_dbm.empty() ? std::nullopt : std::optional(tx_by_dbm.back().level);
}

Watts tx_power(const Device& device, Dbm level) {
    const std::span<const TxLevel> rows = device.tx_by_dbm;
    if (rows.empty()) {
        return device.tx;
    }
    const auto above =
        std::find_if(rows.begin(), rows.end(), [level](const TxLevel& row) { return row.level >= level; });
    if (above == rows.end()) {
        throw std::invalid_argument(std::string(device.name) + " sends at " + std::to_string(rows.back().level.si) +
                                    " dBm at most, got " + std::to_string(level.si));
    }
    if (above == rows.begin()) {
        return above->power;
    }
    const TxLevel& below = *(above - 1);
    return below.power + (above->power - below.power) * ((level - below.level) / (above->level - below.level));
}

Watts peak_power(const Device& device) {
    return std::max({device.tx, device.rx, device.busy, device.idle, device.sleep, device.switching}) + device.compute;
}

const Device& device_entry(std::string_view name) {
    return row_named(device_catalogue(), "device", name);
}

}  // namespace ogsim
