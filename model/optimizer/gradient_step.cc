#include "model/optimizer/gradient_step.h"

#include <stdexcept>
#include <string>

namespace ogsim {

Eigen::VectorXd gradient_step(const Eigen::Ref<const Eigen::VectorXd>& theta,
                              const Eigen::Ref<const Eigen::VectorXd>& sum, double step_size) {
    if (theta.size() != sum.size()) {
        throw std::invalid_argument("sum must have the " + std::to_string(theta.size()) + " entries of theta, got " +
                                    std::to_string(sum.size()));
    }
    return theta - step_size * sum;
}

}  // namespace ogsim
