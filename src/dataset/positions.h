#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

/// Where workers stand, from a file.
namespace ogsim {

/// In a plane whose origin is the server.
struct Position {
    double x_m, y_m;
};

/// Lines of worker,x_m,y_m in any order, each worker from 0 to workers - 1 once; a header line may come first.
///
/// @param name  What messages call the file.
/// @throws std::invalid_argument "NAME:LINE: reason"; without a line where a worker is missing.
[[nodiscard]] std::vector<Position> parse_positions(std::string_view text, const std::string& name, int workers);

/// @throws as parse_positions() and file_bytes().
[[nodiscard]] std::vector<Position> read_positions(const std::filesystem::path& file, int workers);

}  // namespace ogsim
