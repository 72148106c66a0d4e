#pragma once

#include <Eigen/Core>
#include <algorithm>

#include "model/data/shard.h"
#include "model/problem/loss.h"

/// How data is cut for a pass over it: by its sizes alone, so that sums come out the same whoever takes which cut.
namespace ogsim {

/// Samples that are taken at once: so many that they stay in the first or second cache while they are read twice, once
/// for the scores and once for the gradient. A multiple of every packet; a worker's samples are cut at multiples of it.
[[nodiscard]] inline Eigen::Index samples_at_once(Eigen::Index features) {
    constexpr Eigen::Index kBytes = 1 << 15;
    constexpr Eigen::Index kFewest = 16;
    constexpr Eigen::Index kMost = 512;
    const auto sample = static_cast<Eigen::Index>(sizeof(double)) * std::max<Eigen::Index>(1, features);
    return std::clamp(kBytes / sample / kFewest * kFewest, kFewest, kMost);
}

/// Samples of a part: a worker's sums are taken part by part, and then added in the order of the parts, so that several
/// threads can share the work on one worker. A whole number of samples_at_once().
[[nodiscard]] inline Eigen::Index samples_a_part(Eigen::Index features) {
    constexpr Eigen::Index kBytes = 1 << 23;  // assumed: far more than handing it over costs
    const Eigen::Index at_once = samples_at_once(features);
    const auto sample = static_cast<Eigen::Index>(sizeof(double)) * std::max<Eigen::Index>(1, features);
    return std::max<Eigen::Index>(1, kBytes / sample / at_once) * at_once;
}

/// Parts of a shard; the last one holds what is left, less than two parts of it. At least one.
[[nodiscard]] inline Eigen::Index parts_of(const Shard& shard) {
    return std::max<Eigen::Index>(1, shard.samples() / samples_a_part(shard.feature_count()));
}

/// Part `part` of a shard, whose sums go to the given places.
[[nodiscard]] inline Piece part_of(const Shard& shard, Eigen::Index part, double* gradient, double* value) {
    const Eigen::Index length = samples_a_part(shard.feature_count());
    const Eigen::Index first = part * length;
    const Eigen::Index count = part + 1 < parts_of(shard) ? length : shard.samples() - first;
    return {.features = shard.features.data() + first * shard.feature_count(),
            .targets = shard.targets.data() + first,
            .count = count,
            .gradient = gradient,
            .value = value};
}

/// Collects pieces and lets a loss add them up as soon as there are samples_at_once() of them.
class Gatherer {
 public:
    /// All arguments must outlive it.
    Gatherer(const Loss& loss, const Theta& theta, Eigen::Index features, const LossShape& shape, Room& room)
        : loss_(loss), theta_(theta), features_(features), shape_(shape), room_(room) {
        room_.pieces.clear();
    }
    /// Any number of samples.
    void take(Piece part) {
        const Eigen::Index at_once = samples_at_once(features_);
        while (part.count > 0) {
            Piece piece = part;
            piece.count = std::min(part.count, at_once);
            if (waiting_ + piece.count > at_once) {
                flush();
            }
            room_.pieces.push_back(piece);
            waiting_ += piece.count;
            part.features += piece.count * features_;
            part.targets += piece.count;
            part.count -= piece.count;
        }
    }
    /// What still waits.
    void flush() {
        if (waiting_ > 0) {
            loss_.add_up(theta_, room_.pieces, features_, shape_, room_);
        }
        room_.pieces.clear();
        waiting_ = 0;
    }

 private:
    const Loss& loss_;
    Theta theta_;
    Eigen::Index features_;
    const LossShape& shape_;
    Room& room_;
    Eigen::Index waiting_ = 0;
};

}  // namespace ogsim
