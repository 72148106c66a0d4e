#pragma once

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
    std::optional<std::string> seed;    ///< Of --seed; the same as --set run.seed=N.
    std::string out;                    ///< Of --out; empty: runs/SCENARIO-HASH.
    std::string command_line;           ///< As it was typed, for the provenance.
};

int run_command(const RunRequest& request);
int check_command(const std::string& scenario_file, const std::vector<std::string>& settings);
int describe_command(const std::string& topic);
int compare_command(const std::vector<std::string>& folders);

}  // namespace ogsim
