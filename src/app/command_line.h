#pragma once

namespace ogsim {

/// Understands the command line and does what it says.
///
/// @return the exit code. Where the command line itself is wrong, says so on standard error.
/// @throws whatever the subcommand throws.
[[nodiscard]] int follow_command_line(int argc, const char* const* argv);

}  // namespace ogsim
