#include <stdexcept>
#include <string>

#include "model/problem/chunks.h"
#include "model/problem/cross_entropy.h"
#include "model/problem/losses.h"
#include "model/problem/products.h"

namespace ogsim {
namespace {

using ClassColumns = Eigen::Map<const Eigen::MatrixXd>;

/// theta as a d x C matrix.
ClassColumns class_columns(const Theta& theta, Eigen::Index features) {
    if (features == 0 || theta.size() == 0 || theta.size() % features != 0) {
        throw std::invalid_argument("softmax: length of theta must be a multiple of " + std::to_string(features) +
                                    " features, got " + std::to_string(theta.size()));
    }
    return {theta.data(), features, theta.size() / features};
}

/// theta_c'x_i less the largest over c: C x n, every entry <= 0.
Eigen::MatrixXd shifted_scores(const ClassColumns& matrix, const Eigen::Ref<const Eigen::MatrixXd>& samples) {
    Eigen::MatrixXd scores(matrix.cols(), samples.cols());
    scores.noalias() = matrix.transpose() * samples;
    shift_by_largest(scores);
    return scores;
}

}  // namespace

Eigen::Index SoftmaxLoss::dimension(Eigen::Index features, const LossShape& shape) const {
    return features * shape.classes;
}

Eigen::MatrixXd SoftmaxLoss::scores(const Theta& theta, const Eigen::Ref<const Eigen::MatrixXd>& features,
                                    const LossShape& /*shape*/) const {
    return class_columns(theta, features.rows()).transpose() * features;
}

void SoftmaxLoss::add_up(const Theta& theta, std::span<const Piece> pieces, Eigen::Index features,
                         const LossShape& /*shape*/, Room& room) const {
    const ClassColumns matrix = class_columns(theta, features);
    const Eigen::Index samples = samples_of(pieces);
    const Eigen::Index padded = packet::padded(samples);
    const ClassScores scores{.data = room.array(0, padded * matrix.cols()),
                             .stride = padded,
                             .samples = samples,
                             .classes = matrix.cols(),
                             .targets = room.targets(pieces)};
    products(room.samples(pieces, features), samples, features, {matrix.data(), features}, scores.classes,
             {scores.data, scores.stride});
    double* values = pieces.front().value != nullptr ? room.array(1, padded) : nullptr;
    turn_into_errors(scores, values);
    Eigen::Index done = 0;
    for (const Piece& piece : pieces) {
        if (piece.gradient != nullptr) {
            add_product({piece.features, features}, features, piece.count, {scores.data + done, 1, scores.stride},
                        scores.classes, {piece.gradient, features});
        }
        for (Eigen::Index i = 0; values != nullptr && i < piece.count; ++i) {
            *piece.value += values[done + i];
        }
        done += piece.count;
    }
}

// With V = direction'X, the scores' change, P changes by P .* (V - sum_c P_c V_c).
Eigen::VectorXd SoftmaxLoss::hessian_times(const Theta& theta, const Theta& direction, const Shard& shard,
                                           const LossShape& /*shape*/) const {
    const ClassColumns matrix = class_columns(theta, shard.feature_count());
    const ClassColumns move = class_columns(direction, shard.feature_count());
    Eigen::VectorXd product = Eigen::VectorXd::Zero(theta.size());
    Eigen::Map<Eigen::MatrixXd> slope(product.data(), matrix.rows(), matrix.cols());
    for (const auto& [first, count] : cache_chunks(shard)) {
        const auto samples = shard.features.middleCols(first, count);
        Eigen::MatrixXd share = shifted_scores(matrix, samples);
        turn_into_probabilities(share);
        Eigen::MatrixXd change = move.transpose() * samples;
        const Eigen::RowVectorXd mean = share.cwiseProduct(change).colwise().sum();
        change = share.cwiseProduct(change.rowwise() - mean).eval();
        slope.noalias() += samples * change.transpose();
    }
    return product;
}

Eigen::MatrixXd SoftmaxLoss::hessian(const Theta& theta, const Shard& shard, const LossShape& /*shape*/) const {
    Eigen::MatrixXd share = shifted_scores(class_columns(theta, shard.feature_count()), shard.features);
    turn_into_probabilities(share);
    const Eigen::Index features = shard.feature_count();
    Eigen::MatrixXd hessian(theta.size(), theta.size());
    for (Eigen::Index a = 0; a < share.rows(); ++a) {
        for (Eigen::Index b = 0; b <= a; ++b) {
            const Eigen::VectorXd weight = share.row(a).array() * ((a == b ? 1.0 : 0.0) - share.row(b).array());
            Eigen::Ref<Eigen::MatrixXd> block = hessian.block(a * features, b * features, features, features);
            block.noalias() = (shard.features * weight.asDiagonal()) * shard.features.transpose();
            if (a != b) {
                hessian.block(b * features, a * features, features, features) = block.transpose();
            }
        }
    }
    return hessian;
}

Eigen::VectorXd SoftmaxLoss::sample_curvature(const Theta& theta, const Shard& shard,
                                              const LossShape& /*shape*/) const {
    Eigen::MatrixXd share = shifted_scores(class_columns(theta, shard.feature_count()), shard.features);
    turn_into_probabilities(share);
    return (share.array() * (1.0 - share.array())).colwise().mean().transpose();
}

}  // namespace ogsim
