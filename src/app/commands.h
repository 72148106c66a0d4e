#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What the subcommands do once the command line is understood. Each returns the exit code; bad input throws.
namespace ogsim {

inline constexpr int kResult = 0;
inline constexpr int kBadInput = 2;
inline constexpr int kCouldNotFinish = 3;

struct RunRequest {
    std::string scenario_file;
    std::vector<std::string> settings;  ///< "key=value" each.
    std::vector<std::string> each;      ///< "key=value,value..." each, of --each.
    std::string out;                    ///< Of --out; empty: runs/SCENARIO-HASH.
    std::optional<int> threads;         ///< That share the gradients; by default the cores.
    std::string command_line;           ///< As it was typed, for the provenance.
};

struct TimelineRequest {
    std::string folder;
    std::int64_t round = 1;
    bool all = false;                  ///< A row for every worker.
    std::optional<std::size_t> width;  ///< Columns; by default the terminal's.
};

struct SweepRequest {
    std::string scenario_file;
    std::vector<std::string> settings;  ///< "key=value" each, of --set.
    std::vector<std::string> each;      ///< "key=value,value..." each, of --each.
    std::optional<int> replicas;
    std::string out;                              ///< The study file; empty: runs/NAME.sqlite.
    std::optional<int> jobs;                      ///< Processes at a time; by default the cores.
    std::string shard;                            ///< "k/n"; empty: all.
    std::optional<double> time_limit_s;           ///< Over what [sweep] says.
    std::optional<std::int64_t> memory_limit_mb;  ///< The same.
    bool is_dry_run = false;
    bool retries = false;      ///< Runs what failed before once more.
    std::string command_line;  ///< As it was typed, for the provenance.
};

struct ReportCommandRequest {
    std::vector<std::string> sources;  ///< Study files and run folders.
    std::string target;                ///< "accuracy=0.95"; empty: what the runs stop at.
    std::string baseline;
    std::string out;                   ///< report: the page; plot: the folder. Empty: beside the study.
    std::vector<std::string> figures;  ///< plot: which; empty: all.
    std::vector<std::string> formats;  ///< plot: svg, pdf, png.
    double width_cm = 8.6;             ///< plot: a paper's column.
};

int sweep_command(const SweepRequest& request);
int merge_command(const std::string& out, const std::vector<std::string>& shards);
int export_command(const std::string& study, const std::string& folder);
int query_command(const std::string& study, const std::string& sql, bool as_csv);
int report_command(const ReportCommandRequest& request);
int plot_command(const ReportCommandRequest& request);
int run_command(const RunRequest& request);
int run_each_command(const RunRequest& request);  ///< Where `each` is not empty.
int check_command(const std::string& scenario_file, const std::vector<std::string>& settings);
int describe_command(const std::string& topic);
int compare_command(const std::vector<std::string>& folders);
int timeline_command(const TimelineRequest& request);

}  // namespace ogsim
