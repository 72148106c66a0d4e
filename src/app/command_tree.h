#pragma once

#include <optional>
#include <string>
#include <vector>

#include "src/app/commands.h"

namespace CLI {
class App;
}

namespace ogsim {

/// All that the options of the subcommands fill in.
struct Request {
    RunRequest run;
    std::optional<std::string> seed;  ///< Of --seed.
    TimelineRequest timeline;
    SweepRequest sweep;
    ReportCommandRequest report;
    std::vector<std::string> topic;
    std::vector<std::string> folders;
    std::string study, sql, out;
    std::vector<std::string> shards;
    bool as_csv = false;
    std::string shell;
};

/// Adds every subcommand with its options and examples. The help texts, the completion scripts and the manual page are
/// all made from this tree. @param request  must outlive the tree.
void add_commands(CLI::App& app, Request& request);

}  // namespace ogsim
