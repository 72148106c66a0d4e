#pragma once

#include <Eigen/Core>
#include <array>
#include <span>
#include <vector>

#include "model/problem/packet.h"

namespace ogsim {

/// Consecutive samples of one worker, and where what they add to its sums is kept.
struct Piece {
    const double* features;  ///< d x count.
    const double* targets;   ///< count.
    Eigen::Index count;
    double* gradient;  ///< As long as theta. Null: not wanted; then of all pieces that are taken together.
    double* value;     ///< Likewise.
};

/// Samples of all pieces.
[[nodiscard]] inline Eigen::Index samples_of(std::span<const Piece> pieces) {
    Eigen::Index sum = 0;
    for (const Piece& piece : pieces) {
        sum += piece.count;
    }
    return sum;
}

/// Where a loss keeps what stands between the data and the gradient. Arrays grow to the largest that was asked for, and
/// keep it: a second pass over the same data allocates nothing.
class Room {
 public:
    std::vector<Piece> pieces;  ///< Of whoever cuts the data.

    /// Array `which`, of `size` entries; what it holds is left from before.
    [[nodiscard]] double* array(std::size_t which, Eigen::Index size) {
        Eigen::VectorXd& kept = arrays_[which];
        if (kept.size() < size) {
            kept.setZero(size);
        }
        return kept.data();
    }
    /// A pointer to each sample of the pieces, and some sample's again to fill the last packet.
    [[nodiscard]] const double* const* samples(std::span<const Piece> pieces, Eigen::Index features) {
        samples_.clear();
        for (const Piece& piece : pieces) {
            for (Eigen::Index i = 0; i < piece.count; ++i) {
                samples_.push_back(piece.features + i * features);
            }
        }
        fill_up();
        return samples_.data();
    }
    /// The targets of the pieces, with zeros to fill the last packet.
    [[nodiscard]] const double* targets(std::span<const Piece> pieces) {
        targets_.clear();
        for (const Piece& piece : pieces) {
            targets_.insert(targets_.end(), piece.targets, piece.targets + piece.count);
        }
        targets_.resize(static_cast<std::size_t>(packet::padded(static_cast<Eigen::Index>(targets_.size()))), 0.0);
        return targets_.data();
    }
    /// A pointer to each of the columns of a matrix, likewise filled up.
    [[nodiscard]] const double* const* columns(const double* matrix, Eigen::Index stride, Eigen::Index count) {
        samples_.clear();
        for (Eigen::Index i = 0; i < count; ++i) {
            samples_.push_back(matrix + i * stride);
        }
        fill_up();
        return samples_.data();
    }

 private:
    void fill_up() {
        while (samples_.size() % static_cast<std::size_t>(packet::kLanes) != 0) {
            samples_.push_back(samples_.back());
        }
    }

    std::array<Eigen::VectorXd, 5> arrays_;
    std::vector<const double*> samples_;
    std::vector<double> targets_;
};

}  // namespace ogsim
