#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace ogsim {

/// WHAT is said: turns an innovation into the bytes that go on the air, and back. What the server adds is
/// decode(encode(v)).
class Compression {
 public:
    virtual ~Compression() = default;
    /// The message body; little-endian on every machine.
    [[nodiscard]] virtual std::vector<std::byte> encode(const Eigen::Ref<const Eigen::VectorXd>& innovation) const = 0;
    /// The vector of `dimension` entries that the body stands for. @throws std::invalid_argument on a body of wrong
    /// length.
    [[nodiscard]] virtual Eigen::VectorXd decode(std::span<const std::byte> body, Eigen::Index dimension) const = 0;
};

/// One row of the table of compressions.
struct CompressionEntry {
    std::string_view name;
    std::string_view body;  ///< Layout and bits a vector of d entries takes.
    std::string_view source;
    const Compression* compression;  ///< Never null.
};

/// float64, float32.
[[nodiscard]] std::span<const CompressionEntry> compression_catalogue();

/// The row with that name. @throws std::invalid_argument naming the known ones.
[[nodiscard]] const CompressionEntry& compression_entry(std::string_view name);

}  // namespace ogsim
