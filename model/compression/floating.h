#pragma once

#include "model/compression/compression.h"

namespace ogsim {

/// Every entry as it is: d x f64.
class Float64 final : public Compression {
 public:
    [[nodiscard]] std::vector<std::byte> encode(const Eigen::Ref<const Eigen::VectorXd>& innovation) const override;
    [[nodiscard]] Eigen::VectorXd decode(std::span<const std::byte> body, Eigen::Index dimension) const override;
};

/// Every entry rounded to the nearest single: d x f32. Beyond the range of a single, the largest one of that sign.
class Float32 final : public Compression {
 public:
    [[nodiscard]] std::vector<std::byte> encode(const Eigen::Ref<const Eigen::VectorXd>& innovation) const override;
    [[nodiscard]] Eigen::VectorXd decode(std::span<const std::byte> body, Eigen::Index dimension) const override;
};

}  // namespace ogsim
