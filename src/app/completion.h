#pragma once

#include <string>

namespace CLI {
class App;
}

namespace ogsim {

/// A script that makes a shell complete the commands, their options, the keys of --set and --each, the topics of
/// describe, and file names; made from the tree of commands.
/// @param shell  "bash", "zsh" or "fish".  @throws std::invalid_argument where it is another.
[[nodiscard]] std::string completion_script(const CLI::App& app, const std::string& shell);

}  // namespace ogsim
