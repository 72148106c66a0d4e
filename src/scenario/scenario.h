#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "src/dataset/problem_keys.h"

/// One experiment, as typed values: what a scenario file says, with every default filled in.
///
/// The keys, units, ranges and explanations stand once, in keys_*.cc; this struct only holds the values. Field a.b here
/// is key a.b in the file. ProblemKeys stands beside the readers of data, which it is for.
namespace ogsim {

/// Absent: the row's own, see method_parts() in method_parts.h. A loaded scenario has them all.
struct MethodKeys {
    std::string name = "ordered-timer";             ///< Row of method_catalogue().
    std::optional<std::string> selection = {};      ///< Row of selection_catalogue().
    std::optional<std::string> loudness = {};       ///< Row of loudness_catalogue().
    std::optional<std::string> compression = {};    ///< Row of compression_catalogue().
    std::optional<std::string> memory = {};         ///< Row of memory_catalogue().
    std::optional<std::string> aggregation = {};    ///< Row of aggregation_catalogue().
    std::optional<std::string> optimizer = {};      ///< Row of optimizer_catalogue().
    std::optional<std::string> step_size = {};      ///< A number, "c/L" or "c/ML".
    std::optional<std::string> schedule = {};       ///< Row of schedule_catalogue().
    std::optional<double> schedule_rounds = {};     ///< K0.
    std::optional<double> momentum = {};            ///< beta.
    std::optional<std::int64_t> memory_depth = {};  ///< D.
    std::optional<double> memory_weight = {};       ///< xi.
    std::optional<double> retention = {};
    std::optional<std::int64_t> batch_size = {};
    std::optional<std::int64_t> local_steps = {};  ///< E.
    std::optional<double> proximal_weight = {};    ///< mu.
    std::optional<double> kept_fraction = {};      ///< k / d.
    std::optional<std::int64_t> bits = {};         ///< b.
    std::optional<std::int64_t> levels = {};       ///< s.
    std::optional<double> threshold = {};
    std::optional<double> subset_fraction = {};  ///< K / M.
    std::optional<std::int64_t> longest_silence = {};
    std::string ordering = "reciprocal";  ///< reciprocal | logarithmic.
    double ordering_range = 1e4;          ///< R.
};

struct IdealKeys {
    double rate_mbps = 24.0;
};

struct WifiKeys {
    std::string standard = "802.11n";  ///< 802.11a | 802.11g | 802.11n.
    std::optional<std::string>
        data_mode;  ///< ns-3's name of the rate for updates; the standard's default where absent.
    double tx_power_dbm = 16.0;
    double path_loss_exponent = 3.0;
    double reference_loss_db = 46.6777;  ///< At 1 m.
    double extra_loss = 0.0;             ///< Probability that any received fragment is dropped, for experiments.
    int fragment_b = 1400;
    int retries = 3;  ///< Of a fragment, above the MAC's own.
    double guard_us = 20.0;
};

/// Absent: the radio's own, see radio_catalogue().
struct CellKeys {
    std::string radio = "802.11n";         ///< Row of radio_catalogue().
    std::optional<std::string> data_mode;  ///< The radio's name of the rate for updates.
    std::optional<int> window_min;         ///< CWmin, or macMinBE.
    std::optional<int> window_max;         ///< CWmax, or macMaxBE.
    std::optional<int> mac_retries;
    std::optional<int> fragment_b;
    std::optional<double> ack_timeout_us;
    bool eifs = true;  ///< Whether those who hear a collision wait EIFS.
    std::optional<double> sensitivity_dbm;
    std::optional<double> energy_detection_dbm;
    std::optional<double> noise_figure_db;
    std::optional<double> capture_db;
    double guard_us = 0.0;
};

struct NetworkKeys {
    std::string medium = "wifi";  ///< ideal | cell | wifi.
    int workers = 20;
    std::string layout = "disc";  ///< disc.
    double radius_m = 20.0;
    double window_ms = 10.0;  ///< T_c.
    double poll_slot_us = 20.0;
    double deadline_s = 10.0;
    std::string sleep = "always-on";  ///< always-on | between-duties.
    IdealKeys ideal;
    CellKeys cell;
    WifiKeys wifi;
};

struct EnergyKeys {
    std::string device = "wifi-ns3";       ///< Row of device_catalogue().
    std::optional<double> battery_j = {};  ///< Per worker; absent: mains power.
};

struct RunKeys {
    int rounds = 300;
    std::int64_t seed = 1;
    std::optional<double> target_gap = {};
    std::optional<double> target_accuracy = {};
    double diverged_above = 1e6;  ///< Status "diverged" once loss exceeds this multiple of max(1, f(theta^1)).
};

struct Scenario {
    std::string title;         ///< First comment line of the file, or its name. Not a key.
    std::string folder = ".";  ///< Where the file stands; paths in it are relative to this. Not a key.
    ProblemKeys problem;
    MethodKeys method;
    NetworkKeys network;
    EnergyKeys energy;
    RunKeys run;
};

}  // namespace ogsim
