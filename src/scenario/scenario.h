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
    std::optional<std::string> summation = {};  ///< anew | running.
    std::string state = "float64";              ///< float64 | float32.
    std::string ordering = "reciprocal";        ///< reciprocal | logarithmic.
    double ordering_range = 1e4;                ///< R.
};

struct IdealKeys {
    double rate_mbps = 24.0;
};

struct ChannelKeys {
    std::optional<double> tx_power_dbm = {};  ///< Absent: the radio's own.
    double path_loss_exponent = 3.0;
    std::optional<double> reference_loss_db = {};  ///< At 1 m; absent: free space at the radio's frequency.
    double shadowing_db = 0.0;                     ///< Standard deviation.
    std::string fading = "none";                   ///< none | rayleigh | nakagami.
    double nakagami_m = 1.0;
    double extra_loss = 0.0;  ///< Probability that any received fragment is dropped, for experiments.
};

struct MobilityKeys {
    std::string motion = "static";  ///< static | random-walk | waypoint.
    double speed_m_s = 1.0;
    double pause_s = 0.0;
    double turn_after_s = 1.0;
};

struct InterferenceKeys {
    std::string kind = "none";  ///< none | bursts | jammer.
    double bursts_per_second = 1.0;
    double mean_burst_ms = 10.0;
    double power_dbm = 20.0;
    double x_m = 0.0;
    double y_m = 0.0;
    double from_s = 0.0;
    std::optional<double> until_s = {};
};

struct WifiKeys {
    std::string standard = "802.11n";           ///< Row of standard_table().
    std::optional<std::string> data_mode = {};  ///< ns-3's name of the rate for updates; absent: the standard's.
    std::string rate_control = "constant";      ///< Row of rate_control_table().
    int fragment_b = 1400;
    int ampdu_b = 0;                          ///< Longest A-MPDU; 0: no aggregation.
    std::optional<int> rts_threshold_b = {};  ///< Absent: never RTS.
    std::optional<int> cw_min = {};           ///< Absent: the standard's.
    std::optional<int> cw_max = {};
    bool gated = true;  ///< Radios with nothing to send are off the channel, where that changes nothing.
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
    bool crowd = true;  ///< All workers at once where the run allows it; else one by one.
};

struct LrwpanKeys {
    int mac_min_be = 3;
    int mac_max_be = 5;
    int mac_max_csma_backoffs = 4;
    int mac_max_frame_retries = 3;
    int server_min_be = 0;
    int fragment_b = 108;
};

struct NetworkKeys {
    std::string medium = "wifi";  ///< ideal | cell | wifi | lrwpan.
    int workers = 20;
    std::string layout = "disc";                ///< disc | ring | grid | file.
    std::optional<std::string> positions = {};  ///< CSV of layout "file".
    double radius_m = 20.0;
    std::string downlink = "model";                  ///< model | change | overheard.
    int refresh_rounds = 50;                         ///< Of change and overheard.
    std::optional<std::string> ordering_clock = {};  ///< freeze | wall-clock | levels.
    std::optional<double> window_ms = {};            ///< T_c.
    std::optional<double> guard_us = {};
    int levels = 8;
    double poll_slot_us = 20.0;
    std::optional<double> deadline_s = {};
    std::optional<double> period_ms = {};
    std::string sleep = "always-on";       ///< always-on | between-duties | wake-on-schedule.
    int retries = 3;                       ///< Of a fragment, above the MAC's own.
    std::string downlink_repair = "none";  ///< none | ask.
    bool pcap = false;                     ///< Packets of every node go into the run folder.
    ChannelKeys channel;
    MobilityKeys mobility;
    InterferenceKeys interference;
    IdealKeys ideal;
    CellKeys cell;
    WifiKeys wifi;
    LrwpanKeys lrwpan;
};

/// What fails, and how often. Times between failures and until the return are exponential.
struct FaultKeys {
    std::optional<double> worker_mtbf_s = {};  ///< Mean time between two crashes of a worker; absent: none.
    double worker_mttr_s = 1.0;                ///< Mean time until it is back.
    double forgets = 0.0;                      ///< Probability that a crash costs it its memory.
    std::optional<double> server_mtbf_s = {};
    double server_mttr_s = 1.0;
    int save_every = 10;                       ///< Rounds between two saved states of the server.
    std::optional<std::string> schedule = {};  ///< "3@1.5-2.5, server@4-5, 7@2-3!": ! forgets.
    double stragglers = 0.0;                   ///< Share of the workers that are slow.
    double slowdown = 4.0;                     ///< Their compute time, as a multiple.
    double clock_error_ppm = 0.0;              ///< Standard deviation of the workers' clocks.
};

struct EnergyKeys {
    std::string device = "wifi-ns3";                ///< Row of device_catalogue().
    std::optional<std::string> server_device = {};  ///< The same; absent: as the workers.
    std::optional<double> tx_w = {};                ///< Absent: the device's, like those below.
    std::optional<double> rx_w = {};
    std::optional<double> busy_w = {};
    std::optional<double> idle_w = {};
    std::optional<double> sleep_w = {};
    std::optional<double> switch_w = {};
    std::optional<double> compute_w = {};
    std::optional<double> flops_per_s = {};
    std::optional<double> wake_ms = {};
    std::optional<double> battery_j = {};  ///< Per worker; absent: mains power.
    std::string battery_model = "ideal";   ///< ideal | kinetic.
    double battery_c = 0.625;              ///< Of kinetic: share of the available well.
    double battery_k_per_s = 4.5e-5;       ///< Of kinetic: rate between the wells.
    double leak_w = 0.0;
    double harvest_w = 0.0;
    std::optional<std::string> harvest_trace = {};  ///< A CSV file.
    double coverage = 0.5;                          ///< Share of the samples that the living must hold.
};

struct RunKeys {
    int rounds = 300;
    std::int64_t seed = 1;
    std::optional<double> target_gap = {};
    std::optional<double> target_accuracy = {};
    double diverged_above = 1e6;  ///< Status "diverged" once loss exceeds this multiple of max(1, f(theta^1)).
};

/// What a run writes down besides its rows. Changes nothing of what happens in it.
struct RecordKeys {
    bool messages = false;  ///< messages.csv.
    bool timeline = false;  ///< timeline.json ...
    bool netanim = false;   ///< ... and netanim.xml ...
    int timeline_first_round = 1;
    int timeline_rounds = 20;  ///< ... of so many rounds.
};

struct Scenario {
    std::string title;         ///< First comment line of the file, or its name. Not a key.
    std::string folder = ".";  ///< Where the file stands; paths in it are relative to this. Not a key.
    std::string output;        ///< Where the run writes files of its own; empty: nowhere. Not a key.
    ProblemKeys problem;
    MethodKeys method;
    NetworkKeys network;
    EnergyKeys energy;
    FaultKeys faults;
    RunKeys run;
    RecordKeys record;
};

}  // namespace ogsim
