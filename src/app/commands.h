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
    std::string command_line;           ///< As it was typed, for the provenance.
};

struct TimelineRequest {
    std::string folder;
    std::int64_t round = 1;
    bool all = false;                  ///< A row for every worker.
    std::optional<std::size_t> width;  ///< Columns; by default the terminal's.
};

int run_command(const RunRequest& request);
int run_each_command(const RunRequest& request);  ///< Where `each` is not empty.
int check_command(const std::string& scenario_file, const std::vector<std::string>& settings);
int describe_command(const std::string& topic);
int compare_command(const std::vector<std::string>& folders);
int timeline_command(const TimelineRequest& request);

}  // namespace ogsim
