#include "src/run/timing.h"

#include <algorithm>
#include <cmath>

#include "model/radio/radio_profile.h"
#include "src/network/media.h"

namespace ogsim {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr double kGrains = 0.5;                        // to a worker's share of the window; see docs/ordering-on-air.md
constexpr SimTime kGrainOf80211 = microseconds(20);    // a slot, the detection of a preamble, and propagation
constexpr SimTime kGrainOf802154 = microseconds(320);  // CCA and turnaround
constexpr SimTime kVoiceAccess = microseconds(100);    // SIFS, two slots, three of backoff, detection; rounded up

struct Radio {
    const RadioProfile* profile = nullptr;  // null: the ideal medium
    const RadioMode* data = nullptr;
    Bytes piece;
};

Radio radio_of(const NetworkKeys& network) {
    if (network.medium == "ideal") {
        return {};
    }
    std::string name = "802.15.4";
    std::optional<std::string> mode;
    std::optional<int> piece = network.lrwpan.fragment_b;
    if (network.medium == "wifi") {
        name = network.wifi.standard;
        mode = network.wifi.data_mode;
        piece = network.wifi.fragment_b;
    } else if (network.medium == "cell") {
        name = network.cell.radio;
        mode = network.cell.data_mode;
        piece = network.cell.fragment_b;
    }
    // 802.11ac and ax at 20 MHz and one antenna are about as fast as 802.11n at the same MCS.
    const bool is_newer = name == "802.11ac" || name == "802.11ax";
    const RadioProfile& profile = radio_entry(is_newer ? "802.11n" : name);
    const auto known = std::find_if(profile.modes.begin(), profile.modes.end(),
                                    [&](const RadioMode& each) { return mode && each.name == *mode; });
    const RadioMode& data = known == profile.modes.end() ? radio_mode(profile, profile.data_mode) : *known;
    return {&profile, &data, piece ? Bytes{*piece} : profile.fragment};
}

/// Longest backoff exponent first; a worker's first access of 802.15.4.
SimTime first_access(const NetworkKeys& network) {
    return lrwpan_first_access(network.medium == "lrwpan" ? network.lrwpan.mac_min_be
                                                          : network.cell.window_min.value_or(3));
}

bool is_802154(const Radio& radio) {
    return radio.profile != nullptr && radio.profile->access == Access::kCsma802154;
}

SimTime automatic_guard(const Scenario& scenario, const Radio& radio) {
    if (is_802154(radio)) {
        return first_access(scenario.network) + microseconds(20);
    }
    if (scenario.network.medium != "wifi") {
        return SimTime{0};
    }
    // ns-3's MAC draws a backoff for its first frame after a sleep: an AIFS and 15 slots at the most.
    return microseconds(scenario.network.sleep == "always-on" ? 20 : 200);
}

SimTime broadcast_access(const NetworkKeys& network, const Radio& radio) {
    if (radio.profile == nullptr) {
        return SimTime{0};
    }
    const bool is_lrwpan = network.medium == "lrwpan";
    return is_802154(radio) ? 2 * lrwpan_first_access(is_lrwpan ? network.lrwpan.server_min_be : 0) : kVoiceAccess;
}

SimTime first_piece_time(const Radio& radio) {
    return airtime(radio_mode(*radio.profile, radio.profile->control_mode), radio.piece + radio.profile->overhead);
}

RoundSchedule schedule(const Scenario& scenario, const MethodTools& tools, Seconds exchange,
                       const ProtocolRules& rules) {
    const int workers = scenario.network.workers;
    const Seconds poll = workers * (rules.poll_slot + 1.5 * exchange) + rules.clock.window;
    const auto period = sim_time(Seconds{1e-3 * scenario.network.period_ms.value_or(0.0)});
    const RoundRule some{
        .workers = workers, .asked = workers, .budget = 1.0, .clock = rules.clock, .poll_slot = rules.poll_slot};
    const Seconds speaking = tools.selection->closing(some, {}).value_or(poll);
    const bool is_polled = tools.turns == Turns::kPolled;
    RoundSchedule times;
    times.poll_period = rules.compute_allowance + sim_time(poll) + rules.guard;
    times.period = is_polled ? times.poll_period : rules.compute_allowance + sim_time(speaking) + rules.guard;
    times.period = std::max(times.period, period);
    times.early = microseconds(500);  // a sleeper's clock may be slow by that much in a round
    return times;
}

}  // namespace

Seconds exchange_time(const Scenario& scenario, Bytes message) {
    const Radio radio = radio_of(scenario.network);
    if (radio.profile == nullptr) {
        return message / BitsPerSecond{1e6 * scenario.network.ideal.rate_mbps};
    }
    const RadioProfile& profile = *radio.profile;
    const std::int64_t pieces = std::max<std::int64_t>(1, (message.count + radio.piece.count - 1) / radio.piece.count);
    const Bytes piece{std::min(message.count, radio.piece.count)};
    const RadioMode& control = radio_mode(profile, profile.control_mode);
    SimTime access = is_802154(radio) ? first_access(scenario.network) / 2 + microseconds(640)
                                      : profile.sifs + (3 + profile.window_min / 2) * profile.slot;
    access += airtime(*radio.data, piece + profile.overhead) + profile.sifs + airtime(control, profile.ack);
    return static_cast<double>(pieces) * seconds(access);
}

OrderingKind ordering_kind(const Scenario& scenario) {
    const std::string word = scenario.network.ordering_clock.value_or(
        scenario.network.sleep == "wake-on-schedule" ? "wall-clock" : "freeze");
    return word == "freeze" ? OrderingKind::kFreeze : word == "levels" ? OrderingKind::kLevels : OrderingKind::kWall;
}

Seconds automatic_window(const Scenario& scenario, Seconds exchange) {
    const SimTime grain = is_802154(radio_of(scenario.network)) ? kGrainOf802154 : kGrainOf80211;
    const double messages = ordering_kind(scenario) == OrderingKind::kFreeze ? 0.0 : 1.0;
    return scenario.network.workers * (kGrains * seconds(grain) + messages * exchange);
}

void set_times(const Scenario& scenario, const MethodTools& tools, Bytes update, ProtocolRules& rules) {
    const NetworkKeys& network = scenario.network;
    const Radio radio = radio_of(network);
    const Seconds exchange = exchange_time(scenario, update);
    rules.ordering = ordering_kind(scenario);
    rules.levels = network.levels;
    rules.refresh_rounds = network.refresh_rounds;
    rules.poll_slot = Seconds{1e-6 * network.poll_slot_us};
    rules.clock.window = network.window_ms ? Seconds{1e-3 * *network.window_ms} : automatic_window(scenario, exchange);
    const bool stands_still = rules.ordering == OrderingKind::kFreeze;
    // What is due just before the closing may stand behind two others.
    const SimTime queue = stands_still ? SimTime{0} : 3 * sim_time(exchange);
    rules.guard =
        network.guard_us ? sim_time(Seconds{1e-6 * *network.guard_us}) : automatic_guard(scenario, radio) + queue;
    // A broadcast is known to have begun once its first piece is in, for which a clock that stands still waits anyhow;
    // before it a message may have to end.
    const SimTime first_piece =
        stands_still || radio.profile == nullptr ? SimTime{0} : first_piece_time(radio) + sim_time(exchange);
    rules.silence_guard = broadcast_access(network, radio) + first_piece;
    const SimTime round = rules.compute_allowance + sim_time(rules.clock.last_due()) + rules.guard;
    rules.patience = std::max<SimTime>(milliseconds(2), 4 * (round + 2 * sim_time(exchange)));
    const Seconds all = network.workers * (rules.poll_slot + exchange);
    const Seconds longest = std::max(Seconds{10.0}, 4.0 * (all + rules.clock.last_due() + seconds(round)));
    rules.deadline = sim_time(network.deadline_s ? Seconds{*network.deadline_s} : longest);
    if (network.sleep == "wake-on-schedule") {
        rules.schedule = schedule(scenario, tools, exchange, rules);
    }
}

}  // namespace ogsim
