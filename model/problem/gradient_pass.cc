#include "model/problem/gradient_pass.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace ogsim {

GradientPass::GradientPass(const Objective& objective, int threads) : objective_(objective), threads_(threads) {
    if (threads < 1) {
        throw std::invalid_argument("threads must be >= 1, got " + std::to_string(threads));
    }
}

void GradientPass::evaluate(const Theta& theta, int first, Eigen::Ref<Eigen::MatrixXd> gradients,
                            Eigen::Ref<Eigen::VectorXd> values) {
    for (Eigen::Index i = 0; i < gradients.cols(); ++i) {
        const Evaluation one = objective_.evaluate(first + static_cast<int>(i), theta);
        gradients.col(i) = one.gradient;
        values[i] = one.value;
    }
}

void GradientPass::for_each_block(const Theta& theta, const Use& use) {
    constexpr int kBlock = 64;
    for (int first = 0; first < objective_.workers(); first += kBlock) {
        const Eigen::Index count = std::min(kBlock, objective_.workers() - first);
        gradients_.resize(theta.size(), count);
        values_.resize(count);
        evaluate(theta, first, gradients_, values_);
        use(first, gradients_, values_);
    }
}

void GradientPass::sum(const Theta& theta, Evaluation& all) {
    all.value = 0.0;
    all.gradient.setZero(theta.size());
    for_each_block(theta, [&](int /*first*/, const auto& gradients, const auto& values) {
        for (Eigen::Index i = 0; i < gradients.cols(); ++i) {
            all.value += values[i];
            all.gradient += gradients.col(i);
        }
    });
}

}  // namespace ogsim
