#include "model/problem/loss.h"

#include <array>

#include "model/catalogue/row_named.h"
#include "model/problem/losses.h"

namespace ogsim {
namespace {

const LinearLoss kLinear;
const LogisticLoss kLogistic;
const SoftmaxLoss kSoftmax;

constexpr std::array kCatalogue = {
    LossEntry{.name = "linear",
              .formula = "0.5 (x'theta - y)^2",
              .source = "least squares; the Hessian is X X'",
              .targets = Targets::kReal,
              .curvature = 1.0,
              .flops_per_entry = 4.0,
              .loss = &kLinear},
    LossEntry{.name = "logistic",
              .formula = "ln(1 + exp(-y x'theta)), y = -1 or +1",
              .source = "Hessian X diag(s(1-s)) X' with s(1-s) <= 1/4",
              .targets = Targets::kSigns,
              .curvature = 0.25,
              .flops_per_entry = 4.0,
              .loss = &kLogistic},
    LossEntry{.name = "softmax",
              .formula = "ln(sum_c exp(x'theta_c)) - x'theta_y, y = 0 .. classes-1",
              .source = "diag(p) - p p' <= 1/2 (Boehning 1992, Multinomial logistic regression algorithm)",
              .targets = Targets::kClasses,
              .curvature = 0.5,
              .flops_per_entry = 4.0,
              .loss = &kSoftmax},
};

}  // namespace

std::span<const LossEntry> loss_catalogue() {
    return kCatalogue;
}

const LossEntry& loss_entry(std::string_view name) {
    return row_named(loss_catalogue(), "problem.kind", name);
}

}  // namespace ogsim
