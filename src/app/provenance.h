#pragma once

#include <string>

namespace ogsim {

/// What made a result: version, compiler, ns-3, command line. Stands in a file of its own, so that the others are the
/// same bytes whoever built the program.
[[nodiscard]] std::string provenance_json(const std::string& command_line);

}  // namespace ogsim
