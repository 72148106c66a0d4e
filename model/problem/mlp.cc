#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "model/problem/chunks.h"
#include "model/problem/cross_entropy.h"
#include "model/problem/losses.h"
#include "model/problem/products.h"

namespace ogsim {
namespace {

/// A vector of theta's length as its two layers, without a copy.
template <class Scalar, class Matrix, class Row>
struct Layers {
    Layers(Scalar* data, Eigen::Index features, const LossShape& shape)
        : hidden(data, features, shape.hidden),
          weights(data + hidden.size(), shape.hidden, shape.classes, Eigen::OuterStride<>(shape.hidden + 1)),
          bias(data + hidden.size() + shape.hidden, shape.classes, Eigen::InnerStride<>(shape.hidden + 1)) {}

    Eigen::Map<Matrix> hidden;                                           ///< V: d x H.
    Eigen::Map<Matrix, Eigen::Unaligned, Eigen::OuterStride<>> weights;  ///< W without its last row: H x C.
    Eigen::Map<Row, Eigen::Unaligned, Eigen::InnerStride<>> bias;        ///< W's last row: C.
};

using ConstLayers = Layers<const double, const Eigen::MatrixXd, const Eigen::VectorXd>;
using MutableLayers = Layers<double, Eigen::MatrixXd, Eigen::VectorXd>;

ConstLayers layers_of(const Theta& theta, Eigen::Index features, const LossShape& shape) {
    const Eigen::Index wanted = features * shape.hidden + (shape.hidden + 1) * shape.classes;
    if (shape.hidden < 1 || shape.classes < 1 || theta.size() != wanted) {
        throw std::invalid_argument("mlp: length of theta must be " + std::to_string(wanted) + " for " +
                                    std::to_string(features) + " features, " + std::to_string(shape.hidden) +
                                    " hidden units and " + std::to_string(shape.classes) + " classes, got " +
                                    std::to_string(theta.size()));
    }
    return {theta.data(), features, shape};
}

/// A: H x n.
Eigen::MatrixXd activations(const ConstLayers& layers, const Eigen::Ref<const Eigen::MatrixXd>& samples) {
    Eigen::MatrixXd units(layers.hidden.cols(), samples.cols());
    units.noalias() = layers.hidden.transpose() * samples;
    units.array() = units.array().tanh();
    return units;
}

/// W'[A; 1]: C x n.
Eigen::MatrixXd output_scores(const ConstLayers& layers, const Eigen::MatrixXd& units) {
    Eigen::MatrixXd scores = layers.weights.transpose() * units;
    scores.colwise() += layers.bias;
    return scores;
}

/// Adds [A; 1] E' to the output layer's part of a gradient.
void add_output_slope(MutableLayers& slope, const Eigen::MatrixXd& units, const Eigen::MatrixXd& error) {
    slope.weights.noalias() += units * error.transpose();
    slope.bias += error.rowwise().sum();
}

/// The same of matrices with a row a sample.
void add_output_slope(MutableLayers& slope, Columns<const double> units, Columns<const double> error,
                      Eigen::Index samples, Room& room) {
    const Eigen::Index hidden = slope.weights.rows();
    const Eigen::Index classes = slope.weights.cols();
    const Eigen::Index padded = packet::padded(hidden);
    double* added = room.array(4, padded * classes);
    products(room.columns(units.data, units.stride, hidden), hidden, samples, error, classes, {added, padded});
    for (Eigen::Index c = 0; c < classes; ++c) {
        slope.weights.col(c) += Eigen::Map<const Eigen::VectorXd>(added + c * padded, hidden);
        for (Eigen::Index i = 0; i < samples; ++i) {
            slope.bias[c] += error.data[i + c * error.stride];
        }
    }
}

/// tanh of whole packets.
void to_tanh(double* entries, Eigen::Index count) {
    for (Eigen::Index i = 0; i < count; i += packet::kLanes) {
        packet::store(entries + i, packet::tanh(packet::load(entries + i)));
    }
}

/// Entries uniform in +-sqrt(6 / (inputs + outputs)), drawn column by column.
template <class Block>
void draw_glorot(Block&& weights, Eigen::Index inputs, Eigen::Index outputs, std::mt19937_64& rng) {
    const double bound = std::sqrt(6.0 / static_cast<double>(inputs + outputs));
    std::uniform_real_distribution<double> uniform(-bound, bound);
    for (Eigen::Index column = 0; column < weights.cols(); ++column) {
        for (Eigen::Index row = 0; row < weights.rows(); ++row) {
            weights(row, column) = uniform(rng);
        }
    }
}

}  // namespace

Eigen::Index MlpLoss::dimension(Eigen::Index features, const LossShape& shape) const {
    return features * shape.hidden + (shape.hidden + 1) * shape.classes;
}

Eigen::VectorXd MlpLoss::start(Eigen::Index features, const LossShape& shape, std::mt19937_64& rng) const {
    Eigen::VectorXd theta = Eigen::VectorXd::Zero(dimension(features, shape));
    MutableLayers layers(theta.data(), features, shape);
    draw_glorot(layers.hidden, features, shape.hidden, rng);
    draw_glorot(layers.weights, shape.hidden, shape.classes, rng);
    return theta;
}

Eigen::MatrixXd MlpLoss::scores(const Theta& theta, const Eigen::Ref<const Eigen::MatrixXd>& features,
                                const LossShape& shape) const {
    const ConstLayers layers = layers_of(theta, features.rows(), shape);
    return output_scores(layers, activations(layers, features));
}

// All matrices have a row a sample: A, n x H; E, n x C; W_H E, n x H.
void MlpLoss::add_up(const Theta& theta, std::span<const Piece> pieces, Eigen::Index features, const LossShape& shape,
                     Room& room) const {
    const ConstLayers layers = layers_of(theta, features, shape);
    const Eigen::Index samples = samples_of(pieces);
    const Eigen::Index padded = packet::padded(samples);
    double* units = room.array(0, padded * shape.hidden);
    products(room.samples(pieces, features), samples, features, {layers.hidden.data(), features}, shape.hidden,
             {units, padded});
    to_tanh(units, padded * shape.hidden);
    const ClassScores scores{.data = room.array(1, padded * shape.classes),
                             .stride = padded,
                             .samples = samples,
                             .classes = shape.classes,
                             .targets = room.targets(pieces)};
    for (Eigen::Index c = 0; c < shape.classes; ++c) {
        std::fill_n(scores.data + c * padded, padded, layers.bias[c]);
    }
    add_product({units, padded}, padded, shape.hidden, {layers.weights.data(), 1, shape.hidden + 1}, shape.classes,
                {scores.data, padded});
    double* values = pieces.front().value != nullptr ? room.array(2, padded) : nullptr;
    turn_into_errors(scores, values);
    const bool wants_gradient = pieces.front().gradient != nullptr;
    double* back = wants_gradient ? room.array(3, padded * shape.hidden) : nullptr;
    if (wants_gradient) {
        std::fill_n(back, padded * shape.hidden, 0.0);
        add_product({scores.data, padded}, padded, shape.classes, {layers.weights.data(), shape.hidden + 1, 1},
                    shape.hidden, {back, padded});
        const Eigen::Map<const Eigen::ArrayXd> activation(units, padded * shape.hidden);
        Eigen::Map<Eigen::ArrayXd>(back, padded * shape.hidden) *= 1.0 - activation.square();
    }
    Eigen::Index done = 0;
    for (const Piece& piece : pieces) {
        if (wants_gradient) {
            MutableLayers slope(piece.gradient, features, shape);
            add_output_slope(slope, {units + done, padded}, {scores.data + done, padded}, piece.count, room);
            add_product({piece.features, features}, features, piece.count, {back + done, 1, padded}, shape.hidden,
                        {slope.hidden.data(), features});
        }
        for (Eigen::Index i = 0; values != nullptr && i < piece.count; ++i) {
            *piece.value += values[done + i];
        }
        done += piece.count;
    }
}

// Each quantity of evaluate() and, with the word `move`, its derivative along the direction.
Eigen::VectorXd MlpLoss::hessian_times(const Theta& theta, const Theta& direction, const Shard& shard,
                                       const LossShape& shape) const {
    const ConstLayers layers = layers_of(theta, shard.feature_count(), shape);
    const ConstLayers along = layers_of(direction, shard.feature_count(), shape);
    Eigen::VectorXd product = Eigen::VectorXd::Zero(theta.size());
    MutableLayers slope(product.data(), shard.feature_count(), shape);
    for (const auto& [first, count] : cache_chunks(shard)) {
        const auto samples = shard.features.middleCols(first, count);
        const Eigen::MatrixXd units = activations(layers, samples);
        const Eigen::ArrayXXd gain = 1.0 - units.array().square();
        Eigen::MatrixXd units_move = along.hidden.transpose() * samples;
        units_move.array() *= gain;

        Eigen::MatrixXd error = output_scores(layers, units);
        shift_by_largest(error);
        turn_into_probabilities(error);
        Eigen::MatrixXd error_move = output_scores(along, units);
        error_move.noalias() += layers.weights.transpose() * units_move;
        const Eigen::RowVectorXd mean = error.cwiseProduct(error_move).colwise().sum();
        error_move = error.cwiseProduct(error_move.rowwise() - mean).eval();
        for (Eigen::Index i = 0; i < count; ++i) {
            error(static_cast<Eigen::Index>(shard.targets[first + i]), i) -= 1.0;
        }

        add_output_slope(slope, units, error_move);
        slope.weights.noalias() += units_move * error.transpose();
        Eigen::MatrixXd back_move = along.weights * error + layers.weights * error_move;
        back_move.array() *= gain;
        const Eigen::MatrixXd back = layers.weights * error;
        back_move.array() -= 2.0 * back.array() * units.array() * units_move.array();
        slope.hidden.noalias() += samples * back_move.transpose();
    }
    return product;
}

}  // namespace ogsim
