#pragma once

#include <string>

namespace CLI {
class App;
}

namespace ogsim {

/// The manual page in roff, made from the tree of commands: `ogsim man | man -l -` shows it.
[[nodiscard]] std::string manual_page(const CLI::App& app, const std::string& version);

}  // namespace ogsim
