#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

/// What help texts of every kind ask of the tree of commands.
namespace ogsim {

/// All of them, in the order in which they were added.
[[nodiscard]] std::vector<const CLI::App*> subcommands(const CLI::App& app);

/// "-o", "--out": the names as typed, short ones first; none of a positional argument.
[[nodiscard]] std::vector<std::string> option_names(const CLI::Option& option);

/// Whether a value follows the name; false for switches.
[[nodiscard]] bool takes_value(const CLI::Option& option);

}  // namespace ogsim
