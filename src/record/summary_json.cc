#include <nlohmann/json.hpp>
#include <stdexcept>

#include "src/record/table.h"

namespace ogsim {
namespace {

using Json = nlohmann::ordered_json;

/// Walks over every field of a summary in the order of the file; `visit(key, field)` reads or writes it.
template <class AnySummary, class Visit>
void each_field(AnySummary& s, Visit visit) {
    visit("status", s.status), visit("title", s.title), visit("method", s.method);
    visit("method_changes", s.method_changes), visit("medium", s.medium);
    visit("problem", s.problem), visit("data", s.data), visit("device", s.device), visit("workers", s.workers);
    visit("seed", s.seed), visit("version", s.version), visit("scenario_hash", s.scenario_hash);
    visit("rounds", s.rounds), visit("offered", s.fates.offered), visit("delivered", s.fates[Fate::kDelivered]);
    visit("lost", s.fates[Fate::kLost]), visit("late", s.fates[Fate::kLate]);
    visit("withdrawn", s.fates[Fate::kWithdrawn]);
    visit("budget_rounds", s.budget_rounds), visit("over_budget_rounds", s.over_budget_rounds);
    visit("deadline_rounds", s.deadline_rounds), visit("missed_models", s.missed_models);
    visit("pairs", s.pairs), visit("inversions", s.inversions);
    visit("uplink_bytes", s.uplink_bytes), visit("downlink_bytes", s.downlink_bytes);
    visit("sim_time_s", s.sim_time_s), visit("airtime_s", s.airtime_s);
    visit("tx_j", s.joules[RadioState::kTx]), visit("rx_j", s.joules[RadioState::kRx]);
    visit("busy_j", s.joules[RadioState::kBusy]), visit("idle_j", s.joules[RadioState::kIdle]);
    visit("sleep_j", s.joules[RadioState::kSleep]), visit("switch_j", s.joules[RadioState::kSwitch]),
        visit("compute_j", s.joules.compute);
    visit("marginal_j", s.joules.marginal), visit("tx_delivered_j", s.transmit[Fate::kDelivered]);
    visit("tx_lost_j", s.transmit[Fate::kLost]), visit("tx_late_j", s.transmit[Fate::kLate]);
    visit("tx_withdrawn_j", s.transmit[Fate::kWithdrawn]), visit("tx_control_j", s.transmit.control);
    visit("server_device", s.server_device), visit("server_tx_j", s.server[RadioState::kTx]);
    visit("server_rx_j", s.server[RadioState::kRx]), visit("server_busy_j", s.server[RadioState::kBusy]);
    visit("server_idle_j", s.server[RadioState::kIdle]), visit("server_compute_j", s.server.compute);
    visit("final_loss", s.final_loss), visit("final_gap", s.final_gap), visit("final_accuracy", s.final_accuracy);
    visit("optimum", s.optimum), visit("optimum_accuracy", s.optimum_accuracy);
    visit("smoothness", s.smoothness), visit("step_size", s.step_size);
    visit("dead_workers", s.dead_workers), visit("first_death_s", s.first_death_s);
    visit("half_dead_s", s.half_dead_s), visit("coverage_lost_s", s.coverage_lost_s);
}

template <class AnyTarget, class Visit>
void each_target_field(AnyTarget& target, Visit visit) {
    visit("rounds_to_target", target.rounds), visit("uplinks_to_target", target.delivered);
    visit("seconds_to_target", target.sim_time_s), visit("joules_to_target", target.total_j);
    visit("marginal_joules_to_target", target.marginal_j);
}

template <class AnyBattery, class Visit>
void each_battery_field(AnyBattery& battery, Visit visit) {
    visit("battery_left_j", battery.left), visit("harvested_j", battery.harvested);
    visit("overflow_j", battery.overflow), visit("leaked_j", battery.leaked);
}

struct Write {
    Json& json;
    void operator()(const char* key, const Status& status) const { json[key] = status_entry(status).name; }
    template <class Value>
    void operator()(const char* key, const Value& value) const {
        json[key] = value;
    }
    template <class Value>
    void operator()(const char* key, const std::optional<Value>& value) const {
        json[key] = value ? Json(*value) : Json(nullptr);
    }
};

// A key that is not there leaves its field as it is: a summary of an earlier version is one too.
struct Read {
    const Json& json;
    void operator()(const char* key, Status& status) const { status = status_named(json.at(key).get<std::string>()); }
    template <class Value>
    void operator()(const char* key, Value& value) const {
        if (json.contains(key)) {
            json.at(key).get_to(value);
        }
    }
    template <class Value>
    void operator()(const char* key, std::optional<Value>& value) const {
        value = !json.contains(key) || json.at(key).is_null() ? std::nullopt
                                                              : std::optional<Value>(json.at(key).get<Value>());
    }
};

}  // namespace

std::string json_text(const Summary& summary) {
    Json json;
    json["ogsim"] = "run summary";
    each_field(summary, Write{json});
    json["total_j"] = summary.joules.total();
    json["server_j"] = summary.server.total();
    const BatteryRow held = summary.battery.value_or(BatteryRow{});
    each_battery_field(held,
                       [&](const char* key, auto value) { json[key] = summary.battery ? Json(value) : Json(nullptr); });
    const TargetRow reached = summary.target.value_or(TargetRow{});
    each_target_field(reached,
                      [&](const char* key, auto value) { json[key] = summary.target ? Json(value) : Json(nullptr); });
    return json.dump(2) + "\n";
}

Summary summary_from_json(std::string_view text) {
    try {
        const Json json = Json::parse(text);
        if (json.at("ogsim") != "run summary") {
            throw std::invalid_argument("not an ogsim run summary");
        }
        Summary summary;
        each_field(summary, Read{json});
        if (json.contains("battery_left_j") && !json.at("battery_left_j").is_null()) {
            each_battery_field(summary.battery.emplace(), Read{json});
        }
        if (!json.at("joules_to_target").is_null()) {
            each_target_field(summary.target.emplace(), Read{json});
        }
        return summary;
    } catch (const Json::exception& error) {
        throw std::invalid_argument(std::string("not an ogsim run summary: ") + error.what());
    }
}

}  // namespace ogsim
