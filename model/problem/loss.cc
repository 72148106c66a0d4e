#include "model/problem/loss.h"

#include <array>
#include <numbers>

#include "model/catalogue/row_named.h"
#include "model/problem/losses.h"
#include "model/problem/pieces.h"

namespace ogsim {
namespace {

const GeneralisedLinearLoss kLinear(squared_residual());
const GeneralisedLinearLoss kLogistic(log_odds());
const GeneralisedLinearLoss kSigmoid(sigmoid());
const GeneralisedLinearLoss kHuber(huber());
const SoftmaxLoss kSoftmax;
const MlpLoss kMlp;

constexpr std::string_view kByCurvature = "weight * curvature * lambda_max(X X') + l2";
constexpr std::string_view kNoOptimum = "none: minima are local";

constexpr std::array kCatalogue = {
    LossEntry{.name = "linear",
              .formula = "0.5 (x'theta - y)^2",
              .source = "least squares; the Hessian is X X'",
              .targets = Targets::kReal,
              .convexity = Convexity::kQuadratic,
              .curvature = 1.0,
              .smoothness = kByCurvature,
              .strongly_convex = "where X X' is regular or l2 > 0, by weight * lambda_min(X X') + l2",
              .optimum = "Newton, one step, certified by the quadratic; with l1: proximal gradient, certified by "
                         "strong convexity or the duality gap",
              .flops_per_entry = 4.0,
              .loss = &kLinear},
    LossEntry{.name = "logistic",
              .formula = "ln(1 + exp(-y x'theta)), y = -1 or +1",
              .source = "Hessian X diag(s(1-s)) X' with s(1-s) <= 1/4",
              .targets = Targets::kSigns,
              .convexity = Convexity::kConvex,
              .curvature = 0.25,
              .smoothness = kByCurvature,
              .strongly_convex = "with l2 > 0, by l2",
              .optimum = "Newton, certified by strong convexity (l2 > 0) or by the Hessian's change over a ball; none "
                         "for separable classes without l1 and l2. With l1: proximal gradient, certified by strong "
                         "convexity or the duality gap",
              .flops_per_entry = 4.0,
              .loss = &kLogistic},
    LossEntry{.name = "softmax",
              .formula = "ln(sum_c exp(x'theta_c)) - x'theta_y, y = 0 .. classes-1",
              .source = "diag(p) - p p' <= 1/2 (Boehning 1992, Multinomial logistic regression algorithm)",
              .targets = Targets::kClasses,
              .convexity = Convexity::kConvex,
              .curvature = 0.5,
              .smoothness = kByCurvature,
              .strongly_convex = "with l2 > 0, by l2",
              .optimum = "Newton, certified by strong convexity (l2 > 0) or by the Hessian's change over a ball; none "
                         "for separable classes without l2. With l1: proximal gradient, certified with l2 > 0 alone",
              .flops_per_entry = 4.0,
              .loss = &kSoftmax},
    LossEntry{.name = "sigmoid",
              .formula = "1 / (1 + exp(y x'theta)), y = -1 or +1",
              .source = "|s(1-s)(1-2s)| <= 1 / (6 sqrt 3), attained at s = 1/2 +- sqrt(3)/6",
              .targets = Targets::kSigns,
              .convexity = Convexity::kNonconvex,
              .curvature = std::numbers::inv_sqrt3 / 6.0,
              .smoothness = kByCurvature,
              .strongly_convex = "no; not convex",
              .optimum = kNoOptimum,
              .flops_per_entry = 4.0,
              .loss = &kSigmoid},
    LossEntry{
        .name = "huber",
        .formula = "0.5 r^2 where |r| <= delta, else delta |r| - 0.5 delta^2; r = x'theta - y, delta = huber_delta",
        .source = "Huber 1964, Robust estimation of a location parameter; curvature 1 or 0",
        .targets = Targets::kReal,
        .convexity = Convexity::kConvex,
        .curvature = 1.0,
        .smoothness = kByCurvature,
        .strongly_convex = "with l2 > 0, by l2",
        .optimum = "Newton, certified by strong convexity (l2 > 0) or where the last step crosses no kink; with "
                   "l1: proximal gradient, certified by strong convexity or the duality gap",
        .flops_per_entry = 4.0,
        .loss = &kHuber},
    LossEntry{.name = "mlp",
              .formula = "softmax's loss of the scores W'[tanh(V'x); 1], `hidden` units, y = 0 .. classes-1",
              .source = "Pearlmutter 1994 for the Hessian; start after Glorot & Bengio 2010, equation 16",
              .targets = Targets::kClasses,
              .convexity = Convexity::kNonconvex,
              .curvature = std::nullopt,
              .smoothness = "no global constant; estimated at a start point as the largest |eigenvalue| of the Hessian",
              .strongly_convex = "no; not convex",
              .optimum = kNoOptimum,
              .flops_per_entry = 4.0,  // leaves out tanh and 2 of 6 in the small output layer
              .loss = &kMlp},
};

}  // namespace

Eigen::VectorXd Loss::start(Eigen::Index features, const LossShape& shape, std::mt19937_64& /*rng*/) const {
    return Eigen::VectorXd::Zero(dimension(features, shape));
}

Eigen::MatrixXd Loss::hessian(const Theta& theta, const Shard& shard, const LossShape& shape) const {
    Eigen::MatrixXd hessian(theta.size(), theta.size());
    for (Eigen::Index i = 0; i < theta.size(); ++i) {
        hessian.col(i) = hessian_times(theta, Eigen::VectorXd::Unit(theta.size(), i), shard, shape);
    }
    return hessian;
}

Eigen::VectorXd Loss::sample_curvature(const Theta& /*theta*/, const Shard& shard, const LossShape& /*shape*/) const {
    return Eigen::VectorXd::Ones(shard.samples());
}

std::optional<double> Loss::conjugate_at_slope(const Theta& /*theta*/, const Shard& /*shard*/,
                                               const LossShape& /*shape*/, double /*scale*/) const {
    return std::nullopt;
}

Evaluation Loss::evaluate(const Theta& theta, const Shard& shard, const LossShape& shape, Wanted wanted) const {
    Room room;
    Evaluation sum;
    Evaluation part;
    for (Eigen::Index p = 0; p < parts_of(shard); ++p) {
        part.value = 0.0;
        part.gradient.setZero(wanted != Wanted::kValue ? theta.size() : 0);
        Gatherer pieces(*this, theta, shard.feature_count(), shape, room);
        pieces.take(part_of(shard, p, wanted != Wanted::kValue ? part.gradient.data() : nullptr,
                            wanted != Wanted::kGradient ? &part.value : nullptr));
        pieces.flush();
        if (p == 0) {
            sum = part;
        } else {
            sum.value += part.value;
            sum.gradient += part.gradient;
        }
    }
    return sum;
}

std::span<const LossEntry> loss_catalogue() {
    return kCatalogue;
}

const LossEntry& loss_entry(std::string_view name) {
    return row_named(loss_catalogue(), "problem.kind", name);
}

}  // namespace ogsim
