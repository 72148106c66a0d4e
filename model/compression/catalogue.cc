#include <array>

#include "model/catalogue/row_named.h"
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
    return row_named(compression_catalogue(), "compression", name);
}

}  // namespace ogsim
