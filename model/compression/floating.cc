#include "model/compression/floating.h"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string>

#include "model/compression/little_endian.h"

namespace ogsim {
namespace {

void require_length(std::span<const std::byte> body, Eigen::Index dimension, std::size_t entry_size) {
    if (dimension < 0) {
        throw std::invalid_argument("dimension must be >= 0, got " + std::to_string(dimension));
    }
    // Divided, not multiplied: a huge dimension must not overflow into a length that fits.
    const auto entries = static_cast<std::size_t>(dimension);
    if (body.size() % entry_size != 0 || body.size() / entry_size != entries) {
        throw std::invalid_argument("a body of " + std::to_string(entries) + " entries must have " +
                                    std::to_string(entry_size) + " bytes each, got " + std::to_string(body.size()) +
                                    " bytes");
    }
}

float nearest_float(double value) {
    constexpr double kLargest = std::numeric_limits<float>::max();
    return static_cast<float>(std::clamp(value, -kLargest, kLargest));
}

}  // namespace

std::vector<std::byte> Float64::encode(const Eigen::Ref<const Eigen::VectorXd>& innovation) const {
    std::vector<std::byte> body;
    body.reserve(sizeof(double) * static_cast<std::size_t>(innovation.size()));
    for (const double entry : innovation) {
        append(body, entry);
    }
    return body;
}

Eigen::VectorXd Float64::decode(std::span<const std::byte> body, Eigen::Index dimension) const {
    require_length(body, dimension, sizeof(double));
    Eigen::VectorXd innovation(dimension);
    for (Eigen::Index i = 0; i < dimension; ++i) {
        innovation[i] = double_at(body, sizeof(double) * static_cast<std::size_t>(i));
    }
    return innovation;
}

std::vector<std::byte> Float32::encode(const Eigen::Ref<const Eigen::VectorXd>& innovation) const {
    std::vector<std::byte> body;
    body.reserve(sizeof(float) * static_cast<std::size_t>(innovation.size()));
    for (const double entry : innovation) {
        append(body, nearest_float(entry));
    }
    return body;
}

Eigen::VectorXd Float32::decode(std::span<const std::byte> body, Eigen::Index dimension) const {
    require_length(body, dimension, sizeof(float));
    Eigen::VectorXd innovation(dimension);
    for (Eigen::Index i = 0; i < dimension; ++i) {
        innovation[i] = float_at(body, sizeof(float) * static_cast<std::size_t>(i));
    }
    return innovation;
}

}  // namespace ogsim
