#include <array>
#include <stdexcept>
#include <string>

#include "model/compression/floating.h"

namespace ogsim {

std::span<const CompressionEntry> compression_catalogue() {
    static const Float64 float64;
    static const Float32 float32;
    static const std::array<CompressionEntry, 2> rows{{
        {.name = "float64", .body = "d x f64: 64 d bits, exact", .source = "IEEE 754", .compression = &float64},
        {.name = "float32",
         .body = "d x f32: 32 d bits, rounded to nearest, clamped to the largest single",
         .source = "IEEE 754",
         .compression = &float32},
    }};
    return rows;
}

const CompressionEntry& compression_entry(std::string_view name) {
    std::string known;
    for (const CompressionEntry& row : compression_catalogue()) {
        if (row.name == name) {
            return row;
        }
        known += (known.empty() ? "" : ", ") + std::string(row.name);
    }
    throw std::invalid_argument("compression must be one of " + known + ", got \"" + std::string(name) + "\"");
}

}  // namespace ogsim
