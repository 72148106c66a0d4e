#include "src/run/ordered_sum.h"

#include <gtest/gtest.h>

#include <vector>

namespace ogsim {
namespace {

// 1e16 + 1 + 1 in doubles is 1e16, while 1 + 1 + 1e16 is not: the order shows in the last bits.
TEST(OrderedSum, AddsInTheOrderOfTheWorkersWhateverComesFirst) {
    Eigen::MatrixXd gradients(2, 6);
    gradients << 1e16, 1.0, 1.0, -1e16, 3.0, 1.0,  //
        0.1, 0.2, 0.3, 0.4, 0.5, 0.6;
    Eigen::VectorXd values(6);
    values << 1.0, 1e16, 1.0, 1.0, -1e16, 7.0;
    Evaluation plain{.value = 0.0, .gradient = Eigen::VectorXd::Zero(2)};
    for (Eigen::Index m = 0; m < 6; ++m) {
        plain.value += values[m];
        plain.gradient += gradients.col(m);
    }
    const std::vector<std::vector<int>> orders{{0, 2, 4}, {4, 2, 0}, {2, 0, 4}, {2, 4, 0}};
    for (const std::vector<int>& order : orders) {
        OrderedSum sum(2);
        for (const int first : order) {
            sum.add(first, gradients.middleCols(first, 2), values.segment(first, 2));
        }
        const Evaluation all = sum.take();
        EXPECT_EQ(all.value, plain.value);
        EXPECT_EQ(all.gradient, plain.gradient);
    }
}

}  // namespace
}  // namespace ogsim
