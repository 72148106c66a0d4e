#include "model/problem/score_functions.h"

#include <cmath>

#include "model/problem/packet.h"

namespace ogsim {
namespace {

using Array = ScoreFunction::Array;
using packet::Packet;
using namespace Eigen::internal;  // pmul, padd, ...: there is no public name for them

/// s(-m) = 1 / (1 + exp(m)), by the exponential that is at most 1.
Eigen::ArrayXd doubt(const Eigen::ArrayXd& margin) {
    const Eigen::ArrayXd small = (-margin.abs()).exp();
    return (margin >= 0.0).select(small, 1.0) / (1.0 + small);
}

/// p ln p, 0 at 0 and, for the rounding of a certain sample, below.
double entropy(double share) {
    return share > 0.0 ? share * std::log(share) : 0.0;
}

/// What a loss says of one packet of samples.
struct PhiAndSlope {
    Packet phi;
    Packet slope;
};

using Function = PhiAndSlope (*)(const Packet& score, const Packet& target, const LossShape& shape);

/// What is not wanted is not computed.
template <Function kFunction, bool kWantsPhi, bool kWantsSlope>
void sweep_for(const double* score, const double* target, Eigen::Index count, const LossShape& shape, double* phi,
               double* slope) {
    for (Eigen::Index i = 0; i < count; i += packet::kLanes) {
        const PhiAndSlope both = kFunction(packet::load(score + i), packet::load(target + i), shape);
        if constexpr (kWantsPhi) {
            packet::store(phi + i, both.phi);
        }
        if constexpr (kWantsSlope) {
            packet::store(slope + i, both.slope);
        }
    }
}

/// A Sweep from a function of one packet.
template <Function kFunction>
void sweep(const double* score, const double* target, Eigen::Index count, const LossShape& shape, double* phi,
           double* slope) {
    if (phi == nullptr) {
        sweep_for<kFunction, false, true>(score, target, count, shape, phi, slope);
    } else if (slope == nullptr) {
        sweep_for<kFunction, true, false>(score, target, count, shape, phi, slope);
    } else {
        sweep_for<kFunction, true, true>(score, target, count, shape, phi, slope);
    }
}

/// s(-m) and exp(-|m|) of a margin.
struct Doubt {
    Packet small;
    Packet share;
};

[[gnu::always_inline]] inline Doubt doubt_of(const Packet& margin) {
    const Packet small = packet::exp_down(pnegate(pabs(margin)));
    const Packet above = pselect(pcmp_lt(margin, packet::all(0.0)), packet::all(1.0), small);
    return {.small = small, .share = pdiv(above, padd(packet::all(1.0), small))};
}

[[gnu::always_inline]] inline PhiAndSlope square_packet(const Packet& score, const Packet& target,
                                                        const LossShape& /*shape*/) {
    const Packet residual = psub(score, target);
    return {.phi = pmul(packet::all(0.5), pmul(residual, residual)), .slope = residual};
}

[[gnu::always_inline]] inline PhiAndSlope log_odds_packet(const Packet& score, const Packet& target,
                                                          const LossShape& /*shape*/) {
    const Packet margin = pmul(score, target);
    const Doubt doubt = doubt_of(margin);
    return {.phi = padd(pmax(pnegate(margin), packet::all(0.0)), packet::log1p(doubt.small)),
            .slope = pnegate(pmul(target, doubt.share))};
}

[[gnu::always_inline]] inline PhiAndSlope sigmoid_packet(const Packet& score, const Packet& target,
                                                         const LossShape& /*shape*/) {
    const Packet margin = pmul(score, target);
    const Packet wrong = doubt_of(margin).share;
    const Packet right = doubt_of(pnegate(margin)).share;
    return {.phi = wrong, .slope = pnegate(pmul(target, pmul(wrong, right)))};
}

[[gnu::always_inline]] inline PhiAndSlope huber_packet(const Packet& score, const Packet& target,
                                                       const LossShape& shape) {
    const Packet residual = psub(score, target);
    const Packet delta = packet::all(shape.huber_delta);
    const Packet size = pabs(residual);
    const Packet square = pmul(packet::all(0.5), pmul(size, size));
    const Packet line = psub(pmul(delta, size), packet::all(0.5 * shape.huber_delta * shape.huber_delta));
    return {.phi = pselect(pcmp_le(size, delta), square, line), .slope = pmin(pmax(residual, pnegate(delta)), delta)};
}

Eigen::ArrayXd square_conjugate(const Array& u, const Array& target) {
    return 0.5 * u.square() + u * target;
}

}  // namespace

ScoreFunction squared_residual() {
    return {.sweep = &sweep<square_packet>,
            .curvature = [](const Array& score, const Array&, const LossShape&) -> Eigen::ArrayXd {
                return Eigen::ArrayXd::Ones(score.size());
            },
            .conjugate = square_conjugate};
}

ScoreFunction log_odds() {
    return {.sweep = &sweep<log_odds_packet>,
            .curvature = [](const Array& score, const Array& target, const LossShape&) -> Eigen::ArrayXd {
                const Eigen::ArrayXd margin = score * target;
                return doubt(margin) * doubt(-margin);
            },
            .conjugate = [](const Array& u, const Array& target) -> Eigen::ArrayXd {
                const Eigen::ArrayXd share = -u * target;
                return share.unaryExpr(&entropy) + (1.0 - share).unaryExpr(&entropy);
            }};
}

ScoreFunction sigmoid() {
    return {.sweep = &sweep<sigmoid_packet>,
            .curvature = [](const Array& score, const Array& target, const LossShape&) -> Eigen::ArrayXd {
                const Eigen::ArrayXd margin = score * target;
                const Eigen::ArrayXd wrong = doubt(margin);
                const Eigen::ArrayXd right = doubt(-margin);
                return right * wrong * (right - wrong);
            },
            .conjugate = nullptr};
}

ScoreFunction huber() {
    return {.sweep = &sweep<huber_packet>,
            .curvature = [](const Array& score, const Array& target, const LossShape& shape) -> Eigen::ArrayXd {
                return ((score - target).abs() <= shape.huber_delta).cast<double>();
            },
            .conjugate = square_conjugate};
}

}  // namespace ogsim
