#include <stdexcept>
#include <string>

#include "model/problem/chunks.h"
#include "model/problem/losses.h"
#include "model/problem/products.h"

namespace ogsim {
namespace {

void require_length(const Theta& theta, Eigen::Index features) {
    if (theta.size() != features) {
        throw std::invalid_argument("length of theta must be " + std::to_string(features) + ", got " +
                                    std::to_string(theta.size()));
    }
}

/// phi' of any number of samples.
Eigen::ArrayXd slopes(const ScoreFunction& phi, const Eigen::VectorXd& score, const Eigen::VectorXd& target,
                      const LossShape& shape) {
    const Eigen::Index padded = packet::padded(score.size());
    Eigen::ArrayXXd arrays = Eigen::ArrayXXd::Zero(padded, 3);
    arrays.col(0).head(score.size()) = score;
    arrays.col(1).head(score.size()) = target;
    phi.sweep(arrays.col(0).data(), arrays.col(1).data(), padded, shape, nullptr, arrays.col(2).data());
    return arrays.col(2).head(score.size());
}

}  // namespace

Eigen::Index GeneralisedLinearLoss::dimension(Eigen::Index features, const LossShape& /*shape*/) const {
    return features;
}

Eigen::MatrixXd GeneralisedLinearLoss::scores(const Theta& theta, const Eigen::Ref<const Eigen::MatrixXd>& features,
                                              const LossShape& /*shape*/) const {
    return theta.transpose() * features;
}

void GeneralisedLinearLoss::add_up(const Theta& theta, std::span<const Piece> pieces, Eigen::Index features,
                                   const LossShape& shape, Room& room) const {
    require_length(theta, features);
    const Eigen::Index padded = packet::padded(samples_of(pieces));
    double* score = room.array(0, padded);
    double* phi = pieces.front().value != nullptr ? room.array(1, padded) : nullptr;
    double* slope = pieces.front().gradient != nullptr ? room.array(2, padded) : nullptr;
    Eigen::Index done = 0;
    for (const Piece& piece : pieces) {
        for (Eigen::Index i = 0; i < piece.count; ++i) {
            score[done++] = dot(piece.features + i * features, theta.data(), features);
        }
    }
    phi_.sweep(score, room.targets(pieces), padded, shape, phi, slope);
    done = 0;
    for (const Piece& piece : pieces) {
        if (slope != nullptr) {
            add_scaled(piece.features, features, piece.count, slope + done, piece.gradient);
        }
        for (Eigen::Index i = 0; phi != nullptr && i < piece.count; ++i) {
            *piece.value += phi[done + i];
        }
        done += piece.count;
    }
}

Eigen::VectorXd GeneralisedLinearLoss::hessian_times(const Theta& theta, const Theta& direction, const Shard& shard,
                                                     const LossShape& shape) const {
    Eigen::VectorXd product = Eigen::VectorXd::Zero(theta.size());
    for (const auto& [first, count] : cache_chunks(shard)) {
        const auto samples = shard.features.middleCols(first, count);
        const Eigen::VectorXd score = samples.transpose() * theta;
        Eigen::VectorXd change = samples.transpose() * direction;
        change.array() *= phi_.curvature(score.array(), shard.targets.array().segment(first, count), shape);
        product.noalias() += samples * change;
    }
    return product;
}

Eigen::MatrixXd GeneralisedLinearLoss::hessian(const Theta& theta, const Shard& shard, const LossShape& shape) const {
    const Eigen::VectorXd curvature = sample_curvature(theta, shard, shape);
    return (shard.features * curvature.asDiagonal()) * shard.features.transpose();
}

Eigen::VectorXd GeneralisedLinearLoss::sample_curvature(const Theta& theta, const Shard& shard,
                                                        const LossShape& shape) const {
    const Eigen::VectorXd score = shard.features.transpose() * theta;
    return phi_.curvature(score.array(), shard.targets.array(), shape);
}

std::optional<double> GeneralisedLinearLoss::conjugate_at_slope(const Theta& theta, const Shard& shard,
                                                                const LossShape& shape, double scale) const {
    if (phi_.conjugate == nullptr) {
        return std::nullopt;
    }
    const Eigen::VectorXd score = shard.features.transpose() * theta;
    const Eigen::ArrayXd u = scale * slopes(phi_, score, shard.targets, shape);
    return phi_.conjugate(u, shard.targets.array()).sum();
}

}  // namespace ogsim
