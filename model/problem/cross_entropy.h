#pragma once

#include <Eigen/Core>

/// Cross-entropy of class scores, shared by softmax and the perceptron.
namespace ogsim {

using ClassTargets = Eigen::Ref<const Eigen::VectorXd>;

/// Subtracts from each column its largest entry: every entry <= 0, and exp of them cannot overflow. C x n, a column a
/// sample.
void shift_by_largest(Eigen::MatrixXd& scores);

/// exp and normalisation of shifted scores: every column becomes probabilities that sum to 1.
void turn_into_probabilities(Eigen::MatrixXd& shifted);

/// Scores of many samples, n x C, a row a sample, so that a processor's vector holds one class of several samples.
struct ClassScores {
    double* data;           ///< Sample i, class c: data[i + c * stride]. Rows up to packet::padded(samples) exist.
    Eigen::Index stride;    ///< >= packet::padded(samples).
    Eigen::Index samples;   ///< n.
    Eigen::Index classes;   ///< C.
    const double* targets;  ///< n: 0 .. C-1.
};

/// P - Y, in place: the derivative of the cross-entropy by each score; and sample by sample ln(sum_c exp(score_c)) -
/// score_y, from the same exponentials.
///
/// @param values  padded(n) entries; null: not wanted.
void turn_into_errors(const ClassScores& scores, double* values);

}  // namespace ogsim
