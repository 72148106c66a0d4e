#include "src/dataset/positions.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <optional>
#include <stdexcept>

#include "src/dataset/csv_fields.h"
#include "src/dataset/file_bytes.h"
#include "src/dataset/text_lines.h"

namespace ogsim {
namespace {

constexpr double kFarthest = 1e6;  // m, as network.radius_m

std::array<double, 3> three_numbers(std::string_view line, const TextPlace& place) {
    if (const std::size_t count = field_count(line, ','); count != 3) {
        place.reject(fmt::format("{} columns where worker,x_m,y_m are three", count));
    }
    std::array<double, 3> values{};
    CsvFields fields(line, ',');
    for (double& value : values) {
        const std::string_view field = *fields.next();
        const std::optional<double> read = number(field);
        if (!read || !std::isfinite(*read)) {
            place.reject(fmt::format("\"{}\" is no finite number", quotable(field)));
        }
        value = *read;
    }
    return values;
}

void add(const std::array<double, 3>& row, std::vector<std::optional<Position>>& found, const TextPlace& place) {
    const auto [worker, x, y] = row;
    if (worker < 0 || worker >= static_cast<double>(found.size()) || worker != std::floor(worker)) {
        place.reject(fmt::format("worker {} must be a whole number from 0 to {}", worker, found.size() - 1));
    }
    auto& here = found[static_cast<std::size_t>(worker)];
    if (here) {
        place.reject(fmt::format("worker {} stands there twice", worker));
    }
    if (std::abs(x) > kFarthest || std::abs(y) > kFarthest) {
        place.reject(fmt::format("{}, {} must be within {} m of the server", x, y, kFarthest));
    }
    here = Position{x, y};
}

}  // namespace

std::vector<Position> parse_positions(std::string_view text, const std::string& name, int workers) {
    text = without_margins(text);
    std::vector<std::optional<Position>> found(static_cast<std::size_t>(workers));
    TextPlace place{.name = name, .line = 0};
    while (!text.empty()) {
        const std::string_view line = trimmed(take_line(text));
        ++place.line;
        const bool is_header = place.line == 1 && line == "worker,x_m,y_m";
        if (!line.empty() && !is_header) {
            add(three_numbers(line, place), found, place);
        }
    }
    std::vector<Position> positions;
    for (const auto& position : found) {
        if (!position) {
            throw std::invalid_argument(fmt::format("{}: worker {} of {} is missing", name, positions.size(), workers));
        }
        positions.push_back(*position);
    }
    return positions;
}

std::vector<Position> read_positions(const std::filesystem::path& file, int workers) {
    return parse_positions(file_bytes(file), file.string(), workers);
}

}  // namespace ogsim
