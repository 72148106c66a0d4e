#include "model/problem/cross_entropy.h"

#include "model/problem/packet.h"

namespace ogsim {
namespace {

using packet::Packet;
using namespace Eigen::internal;  // padd, psub, ...: there is no public name for them

double& own_score(const ClassScores& scores, Eigen::Index sample) {
    return scores.data[sample + static_cast<Eigen::Index>(scores.targets[sample]) * scores.stride];
}

Packet largest(const ClassScores& scores, const double* first) {
    Packet largest = packet::load(first);
    for (Eigen::Index c = 1; c < scores.classes; ++c) {
        largest = pmax(largest, packet::load(first + c * scores.stride));
    }
    return largest;
}

/// Turns the scores of a packet of samples, from `first` on, into probabilities. Returns ln(sum_c exp(score_c)).
template <bool kWantsValue>
Packet turn_packet(const ClassScores& scores, double* first) {
    const Packet shift = largest(scores, first);
    Packet sum = packet::all(0.0);
    for (Eigen::Index c = 0; c < scores.classes; ++c) {
        const Packet share = packet::exp_down(psub(packet::load(first + c * scores.stride), shift));
        sum = padd(sum, share);
        packet::store(first + c * scores.stride, share);
    }
    const Packet norm = pdiv(packet::all(1.0), sum);
    for (Eigen::Index c = 0; c < scores.classes; ++c) {
        packet::store(first + c * scores.stride, pmul(packet::load(first + c * scores.stride), norm));
    }
    return kWantsValue ? padd(plog(sum), shift) : sum;
}

}  // namespace

void shift_by_largest(Eigen::MatrixXd& scores) {
    for (Eigen::Index i = 0; i < scores.cols(); ++i) {
        scores.col(i).array() -= scores.col(i).maxCoeff();
    }
}

void turn_into_probabilities(Eigen::MatrixXd& shifted) {
    shifted.array() = shifted.array().exp();
    for (Eigen::Index i = 0; i < shifted.cols(); ++i) {
        shifted.col(i) /= shifted.col(i).sum();
    }
}

void turn_into_errors(const ClassScores& scores, double* values) {
    for (Eigen::Index i = 0; values != nullptr && i < scores.samples; ++i) {
        values[i] = -own_score(scores, i);
    }
    for (Eigen::Index i = 0; i < scores.samples; i += packet::kLanes) {
        if (values != nullptr) {
            const Packet own = packet::load(values + i);
            packet::store(values + i, padd(turn_packet<true>(scores, scores.data + i), own));
        } else {
            turn_packet<false>(scores, scores.data + i);
        }
    }
    for (Eigen::Index i = 0; i < scores.samples; ++i) {
        own_score(scores, i) -= 1.0;
    }
}

}  // namespace ogsim
