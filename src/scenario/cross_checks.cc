#include "src/scenario/cross_checks.h"

#include <fmt/format.h>

#include <optional>
#include <stdexcept>

#include "model/compression/memory.h"
#include "model/data/catalogue.h"
#include "model/optimizer/aggregation.h"
#include "model/problem/loss.h"
#include "model/selection/selection.h"
#include "src/dataset/source.h"
#include "src/scenario/cell_checks.h"
#include "src/scenario/devices.h"
#include "src/scenario/harvest_file.h"
#include "src/scenario/method_parts.h"
#include "src/scenario/nearest.h"
#include "src/scenario/outages.h"
#include "src/scenario/step_size.h"
#include "src/scenario/value_text.h"
#include "src/scenario/word_tables.h"

namespace ogsim {
namespace {

using Fault = std::optional<CrossFault>;

Fault accuracy_fault(const Scenario& s) {
    if (!s.run.target_accuracy) {
        return std::nullopt;
    }
    constexpr std::string_view kPath = "run.target_accuracy";
    if (loss_entry(s.problem.kind).targets == Targets::kReal) {
        return CrossFault{kPath, {"problem.kind"}, fmt::format("problem.kind {} predicts no classes", s.problem.kind)};
    }
    const auto named = named_data(s.problem.data);
    if (named && is_synthetic(named->origin)) {
        return CrossFault{kPath, {"problem.data"}, fmt::format("problem.data {} has no test part", named->name)};
    }
    const bool has_its_own = named && !named->test_file.empty();
    if (s.problem.test_fraction == 0.0 && !has_its_own) {
        return CrossFault{kPath, {"problem.test_fraction"}, "needs a test part, so problem.test_fraction > 0"};
    }
    return std::nullopt;
}

Fault gap_fault(const Scenario& s) {
    const LossEntry& kind = loss_entry(s.problem.kind);
    const bool is_unknown = kind.convexity == Convexity::kNonconvex;
    const bool is_uncertified =
        kind.targets == Targets::kClasses && s.problem.l1_weight > 0 && s.problem.l2_weight == 0;
    if (!s.run.target_gap || (!is_unknown && !is_uncertified)) {
        return std::nullopt;
    }
    return CrossFault{"run.target_gap",
                      {"problem.kind", "problem.l1_weight", "problem.l2_weight"},
                      fmt::format("the least loss of problem.kind {}{} is not known; use run.target_accuracy",
                                  kind.name, is_unknown ? "" : " with l1 and without l2")};
}

Fault targets_fault(const Scenario& s) {
    const auto named = named_data(s.problem.data);
    const Targets wanted = loss_entry(s.problem.kind).targets;
    if (named && wanted == Targets::kClasses && named->classes == 0) {
        return CrossFault{
            "problem.kind", {"problem.data"}, fmt::format("needs classes; problem.data {} has none", named->name)};
    }
    if (named && wanted == Targets::kSigns && named->classes > 2) {
        return CrossFault{"problem.kind",
                          {"problem.data"},
                          fmt::format("needs two classes; problem.data {} has {}", named->name, named->classes)};
    }
    return std::nullopt;
}

Fault oracle_fault(const Scenario& s) {
    const bool oracle = selection_entry(method_parts(s.method).selection).needs == Needs::kOracle;
    if (!oracle || s.network.medium == "ideal") {
        return std::nullopt;
    }
    return CrossFault{s.method.selection ? "method.selection" : "method.name",
                      {"method.name", "network.medium"},
                      fmt::format("knows what nobody said, so network.medium must be ideal, got {}", s.network.medium)};
}

// Making up for who is missing counts twice what is held over from earlier rounds, or still owed.
Fault aggregation_fault(const Scenario& s) {
    const MethodParts parts = method_parts(s.method);
    const Aggregation aggregation = aggregation_entry(parts.aggregation).aggregation;
    const bool makes_up = aggregation == Aggregation::kScaledSum || aggregation == Aggregation::kWeightedMean;
    const MemoryEntry& memory = memory_entry(parts.memory);
    if (!makes_up || (!memory.keeps_sum && !memory.error_feedback)) {
        return std::nullopt;
    }
    return CrossFault{"method.aggregation",
                      {"method.memory", "method.name"},
                      fmt::format("makes up for who is missing, so method.memory must be none, got {}", parts.memory)};
}

// Without a budget every round is a poll of all.
Fault subset_fault(const Scenario& s) {
    const MethodParts parts = method_parts(s.method);
    if (parts.selection != "top-norm" || parts.memory_weight > 0.0) {
        return std::nullopt;
    }
    return CrossFault{"method.memory_weight",
                      {"method.selection", "method.name"},
                      "must be > 0 for method.selection top-norm, whose clock is set by the budget"};
}

Fault ordering_fault(const Scenario& s) {
    if (s.method.ordering != "logarithmic" || s.method.ordering_range > s.network.workers) {
        return std::nullopt;
    }
    return CrossFault{"method.ordering_range",
                      {"method.ordering", "network.workers"},
                      fmt::format("must be > network.workers = {} for the logarithmic ordering", s.network.workers)};
}

Fault step_size_fault(const Scenario& s) {
    try {
        static_cast<void>(parse_step_size(method_parts(s.method).step_size));
        return std::nullopt;
    } catch (const std::invalid_argument&) {
        return CrossFault{"method.step_size", {}, "must be " + allowed_text(*find_key("method.step_size"))};
    }
}

Fault deadline_fault(const Scenario& s) {
    const double idle_s = 2e-3 * s.network.window_ms.value_or(0.0) + 1e-6 * s.network.poll_slot_us * s.network.workers;
    if (!s.network.deadline_s || *s.network.deadline_s > idle_s) {
        return std::nullopt;
    }
    return CrossFault{
        "network.deadline_s",
        {"network.window_ms", "network.poll_slot_us", "network.workers"},
        fmt::format("must be > {} s, two windows and the poll slots of all workers", number_text(idle_s))};
}

Fault state_fault(const Scenario& s) {
    const bool is_running = s.network.downlink == "overheard" || s.method.summation == "running";
    if (s.method.state == "float64" || !is_running) {
        return std::nullopt;
    }
    return CrossFault{"method.state",
                      {"method.summation", "network.downlink"},
                      "must be float64 where the sum is a running one, which cannot follow what is rounded"};
}

Fault downlink_fault(const Scenario& s) {
    if (s.network.downlink == "model") {
        return std::nullopt;
    }
    const std::string selection{method_parts(s.method).selection};
    const SelectionEntry& entry = selection_entry(selection);
    if (entry.needs == Needs::kOracle || (s.network.downlink == "overheard" && entry.asks)) {
        return CrossFault{"network.downlink",
                          {"method.selection", "method.name"},
                          fmt::format("must be {} for method.selection {}: only the server knows who is to speak",
                                      entry.asks ? "model or change" : "model", selection)};
    }
    if (s.network.downlink == "overheard" && s.method.summation.value_or("running") != "running") {
        return CrossFault{"method.summation",
                          {"network.downlink"},
                          "must be running for network.downlink overheard: workers hold nothing of one another"};
    }
    return std::nullopt;
}

Fault sleep_fault(const Scenario& s) {
    const bool on_schedule = s.network.sleep == "wake-on-schedule";
    if (on_schedule && s.network.ordering_clock == "freeze") {
        return CrossFault{
            "network.ordering_clock",
            {"network.sleep"},
            "must be wall-clock or levels for network.sleep wake-on-schedule: who sleeps cannot hear that "
            "the channel is busy"};
    }
    if (on_schedule && s.network.downlink == "overheard") {
        return CrossFault{"network.downlink",
                          {"network.sleep"},
                          "must be model or change for network.sleep wake-on-schedule: who sleeps overhears nothing"};
    }
    if (s.network.ordering_clock == "levels" && s.network.downlink == "overheard") {
        return CrossFault{"network.ordering_clock",
                          {"network.downlink"},
                          "must be freeze or wall-clock for network.downlink overheard: workers count themselves"};
    }
    return std::nullopt;
}

Fault schedule_fault(const Scenario& s) {
    try {
        for (const Outage& outage : outages(s.faults.schedule.value_or(""))) {
            if (outage.node && *outage.node >= s.network.workers) {
                return CrossFault{
                    "faults.schedule",
                    {"network.workers"},
                    fmt::format("names worker {}; the last one is {}", *outage.node, s.network.workers - 1)};
            }
        }
        return std::nullopt;
    } catch (const std::invalid_argument& fault) {
        return CrossFault{"faults.schedule", {}, fault.what()};
    }
}

Fault positions_fault(const Scenario& s) {
    if (s.network.layout != "file" || s.network.positions) {
        return std::nullopt;
    }
    return CrossFault{"network.layout", {"network.positions"}, "needs network.positions, the file"};
}

Fault window_fault(const Scenario& s) {
    const WifiKeys& wifi = s.network.wifi;
    if (!wifi.cw_min || !wifi.cw_max || *wifi.cw_min <= *wifi.cw_max) {
        return std::nullopt;
    }
    return CrossFault{"network.wifi.cw_min",
                      {"network.wifi.cw_max"},
                      fmt::format("must be <= network.wifi.cw_max = {}", *wifi.cw_max)};
}

Fault aggregation_fault_of_wifi(const Scenario& s) {
    const WifiKeys& wifi = s.network.wifi;
    const bool can = wifi.standard == "802.11n" || wifi.standard == "802.11ac" || wifi.standard == "802.11ax";
    if (wifi.ampdu_b == 0 || can) {
        return std::nullopt;
    }
    return CrossFault{"network.wifi.ampdu_b",
                      {"network.wifi.standard"},
                      fmt::format("must be 0: network.wifi.standard {} knows no aggregation", wifi.standard)};
}

Fault backoff_fault(const Scenario& s) {
    const LrwpanKeys& lrwpan = s.network.lrwpan;
    for (const auto& [key, exponent] :
         {std::pair<std::string_view, int>{"network.lrwpan.mac_min_be", lrwpan.mac_min_be},
          {"network.lrwpan.server_min_be", lrwpan.server_min_be}}) {
        if (s.network.medium == "lrwpan" && exponent > lrwpan.mac_max_be) {
            return CrossFault{key,
                              {"network.lrwpan.mac_max_be"},
                              fmt::format("must be <= network.lrwpan.mac_max_be = {}", lrwpan.mac_max_be)};
        }
    }
    return std::nullopt;
}

Fault address_fault(const Scenario& s) {
    if (s.network.medium != "lrwpan" || s.network.workers <= 32000) {
        return std::nullopt;
    }
    return CrossFault{"network.workers", {"network.medium"}, "must be <= 32000 on lrwpan, whose addresses are short"};
}

Fault interference_fault(const Scenario& s) {
    const InterferenceKeys& keys = s.network.interference;
    if (!keys.until_s || *keys.until_s > keys.from_s) {
        return std::nullopt;
    }
    return CrossFault{"network.interference.until_s",
                      {"network.interference.from_s"},
                      fmt::format("must be > network.interference.from_s = {} s", number_text(keys.from_s))};
}

Fault data_fault(const Scenario& s) {
    try {
        check_files(data_source(s.problem, s.folder, {}), s.problem);
        return std::nullopt;
    } catch (const SourceFault& fault) {
        const std::vector<std::string> known = names(data_catalogue());
        const bool is_word =
            !named_data(s.problem.data) && !format_of(s.problem.data) && s.problem.data.find(',') == std::string::npos;
        return CrossFault{
            fault.key, {}, fault.text + (is_word ? did_you_mean(nearest_word(s.problem.data, known)) : "")};
    }
}

std::string too_loud(std::string_view name, Dbm level) {
    return fmt::format("sends at {} dBm at most, network.channel.tx_power_dbm is {}",
                       number_text(device_entry(name).loudest().value_or(level).si), number_text(level.si));
}

Fault loudness_fault(const Scenario& s) {
    const auto level = tx_level(s);
    const auto is_too_loud = [&level](const std::string& name) {
        return level && device_entry(name).loudest().value_or(*level) < *level;
    };
    if (!s.energy.tx_w && is_too_loud(s.energy.device)) {
        return CrossFault{"energy.device",
                          {"network.medium", "network.channel.tx_power_dbm", "energy.tx_w"},
                          too_loud(s.energy.device, *level) + ": lower it, or set energy.tx_w"};
    }
    if (s.energy.server_device && is_too_loud(*s.energy.server_device)) {
        return CrossFault{"energy.server_device",
                          {"network.medium", "network.channel.tx_power_dbm"},
                          too_loud(*s.energy.server_device, *level)};
    }
    return std::nullopt;
}

Fault battery_fault(const Scenario& s) {
    const EnergyKeys& keys = s.energy;
    const std::pair<std::string_view, bool> wanted[] = {{"energy.battery_model", keys.battery_model != "ideal"},
                                                        {"energy.leak_w", keys.leak_w > 0.0},
                                                        {"energy.harvest_w", keys.harvest_w > 0.0},
                                                        {"energy.harvest_trace", keys.harvest_trace.has_value()}};
    for (const auto& [path, is_wanted] : wanted) {
        if (is_wanted && !keys.battery_j) {
            return CrossFault{path, {"energy.battery_j"}, "needs a battery, so energy.battery_j must be set"};
        }
    }
    return std::nullopt;
}

Fault harvest_fault(const Scenario& s) {
    constexpr std::string_view kPath = "energy.harvest_trace";
    if (s.energy.harvest_trace && s.energy.harvest_w > 0.0) {
        return CrossFault{kPath, {"energy.harvest_w"}, "is harvested instead of energy.harvest_w: set one of the two"};
    }
    try {
        static_cast<void>(harvest_of(s));
        return std::nullopt;
    } catch (const std::invalid_argument& fault) {
        return CrossFault{kPath, {}, fault.what()};
    }
}

}  // namespace

std::vector<CrossFault> cross_faults(const Scenario& scenario) {
    std::vector<CrossFault> faults;
    for (const auto check : {data_fault,
                             targets_fault,
                             step_size_fault,
                             ordering_fault,
                             deadline_fault,
                             oracle_fault,
                             aggregation_fault,
                             subset_fault,
                             gap_fault,
                             accuracy_fault,
                             positions_fault,
                             window_fault,
                             aggregation_fault_of_wifi,
                             backoff_fault,
                             cell_fault,
                             address_fault,
                             interference_fault,
                             loudness_fault,
                             battery_fault,
                             harvest_fault,
                             state_fault,
                             downlink_fault,
                             sleep_fault,
                             schedule_fault}) {
        if (Fault fault = check(scenario)) {
            faults.push_back(std::move(*fault));
        }
    }
    return faults;
}

}  // namespace ogsim
