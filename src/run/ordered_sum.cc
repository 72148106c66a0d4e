#include "src/run/ordered_sum.h"

namespace ogsim {

void OrderedSum::add(int first, const Eigen::Ref<const Eigen::MatrixXd>& gradients,
                     const Eigen::Ref<const Eigen::VectorXd>& values) {
    const std::lock_guard lock(mutex_);
    if (first != next_) {
        early_.emplace(first, Block{.gradients = gradients, .values = values});
        return;
    }
    add_next(gradients, values);
    while (!early_.empty() && early_.begin()->first == next_) {
        const auto block = early_.extract(early_.begin());
        add_next(block.mapped().gradients, block.mapped().values);
    }
}

void OrderedSum::add_next(const Eigen::Ref<const Eigen::MatrixXd>& gradients,
                          const Eigen::Ref<const Eigen::VectorXd>& values) {
    for (Eigen::Index i = 0; i < gradients.cols(); ++i) {
        all_.value += values[i];
        all_.gradient += gradients.col(i);
    }
    next_ += static_cast<int>(gradients.cols());
}

}  // namespace ogsim
