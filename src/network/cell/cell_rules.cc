#include "src/network/cell/cell_rules.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

#include "model/radio/airtime_802154.h"
#include "src/network/lrwpan/piece.h"
#include "src/network/wifi/fragment.h"

namespace ogsim {
namespace {

int in_range(int value, int least, int most, const char* name) {
    if (value < least || value > most) {
        throw std::invalid_argument(std::string(name) + " must be in " + std::to_string(least) + ".." +
                                    std::to_string(most) + ", got " + std::to_string(value));
    }
    return value;
}

void require_finite(const char* name, double value) {
    if (!std::isfinite(value)) {
        throw std::invalid_argument(std::string(name) + " must be finite");
    }
}

// Preamble and header of a control frame: what must have begun for an acknowledgement to be on its way.
SimTime preamble(const RadioMode& mode) {
    constexpr SimTime kOfdm = std::chrono::microseconds(20);
    constexpr SimTime kDsss = std::chrono::microseconds(192);
    return mode.preamble == Preamble::kDsss ? kDsss : kOfdm;
}

SimTime ack_timeout_of(const RadioProfile& radio, const RadioMode& control, std::optional<Seconds> own) {
    if (radio.access == Access::kCsma802154) {
        return Timing802154{}.ack_wait;
    }
    const SimTime timeout = own ? sim_time(*own) : radio.sifs + radio.slot + preamble(control);
    if (timeout < SimTime{0} || timeout > std::chrono::seconds(1)) {
        throw std::invalid_argument("ack timeout must be in 0..1 s, got " + std::to_string(seconds(timeout).si));
    }
    return timeout;
}

// 802.15.4: from the end of a frame that nobody acknowledges; its retries, the longest backoff, and the pauses after it
// was given up all fall into that.
SimTime longest_contention(const RadioProfile& radio, int window_min, int window_max) {
    if (radio.access == Access::kDcf) {
        return radio.sifs + (3 + window_min) * radio.slot;
    }
    const std::int64_t units = (std::int64_t{1} << static_cast<unsigned>(window_max)) - 1;
    return Timing802154{}.ack_wait + units * radio.slot + radio.cca + radio.sifs;
}

}  // namespace

CellRules::CellRules(const CellOptions& options)
    : radio(radio_entry(options.radio)),
      data(radio_mode(radio, options.data_mode.empty() ? radio.data_mode : options.data_mode)),
      control(radio_mode(radio, radio.control_mode)),
      window_min(options.window_min.value_or(radio.window_min)),
      window_max(options.window_max.value_or(std::max(window_min, radio.window_max))),
      attempts(1 + in_range(options.mac_retries.value_or(radio.mac_retries), 0, 255, "mac retries")),
      resends(in_range(options.air.retries, 0, 1000, "retries")),
      header(is_dcf() ? FragmentHeader::kSize : lrwpan::PieceHeader::kSize),
      piece(static_cast<std::size_t>(in_range(static_cast<int>(options.fragment.value_or(radio.fragment).count), 1,
                                              static_cast<int>(radio.largest_fragment.count), "fragment"))),
      ack_air(airtime(control, radio.ack)),
      error_gap(radio.sifs + airtime(radio_mode(radio, radio.lowest_mode), radio.ack)),
      best_effort_gap(radio.sifs + 3 * radio.slot),
      ack_timeout(ack_timeout_of(radio, control, options.ack_timeout)),
      lock_time(is_dcf() ? radio.cca : SimTime{0}),
      contention(0) {
    const int most = radio.access == Access::kDcf ? 32767 : 8;  // macMaxBE is 3..8
    in_range(window_min, 0, most, "window min");
    in_range(window_max, window_min, most, "window max");
    contention = longest_contention(radio, window_min, window_max);
    require_finite("sensitivity", options.sensitivity.value_or(radio.sensitivity).si);
    require_finite("energy detection", options.energy_detection.value_or(radio.energy_detection).si);
    require_finite("noise figure", options.noise_figure.value_or(radio.noise_figure).si);
    require_finite("capture", options.capture.value_or(radio.capture).si);
}

SimTime CellRules::longest_pause(int node, int attempt) const {
    if (is_dcf()) {
        return SimTime{std::chrono::microseconds(500)} * (std::int64_t{1} << std::min(attempt, 10));
    }
    const int least = node == kServer ? radio.voice_window : window_min;
    const std::int64_t most = (std::int64_t{1} << window_max) - (std::int64_t{1} << least);
    return std::min(std::int64_t{1} << std::min(least + attempt, 16), most) * radio.slot;
}

Bytes CellRules::frame_size(std::size_t bytes) const {
    return radio.overhead + Bytes{static_cast<std::int64_t>(header + bytes)};
}

int CellRules::pieces(std::size_t bytes) const {
    const std::size_t count = std::max<std::size_t>(1, (bytes + piece - 1) / piece);
    if (count > std::numeric_limits<std::uint16_t>::max()) {
        throw std::invalid_argument("message must fit into 65535 fragments, got " + std::to_string(bytes) +
                                    " bytes in fragments of " + std::to_string(piece));
    }
    return static_cast<int>(count);
}

std::size_t CellRules::piece_size(std::size_t bytes, int index) const {
    return std::min(piece, bytes - static_cast<std::size_t>(index) * piece);
}

}  // namespace ogsim
