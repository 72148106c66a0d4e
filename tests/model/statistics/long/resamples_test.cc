#include <gtest/gtest.h>

#include <vector>

#include "model/statistics/mean.h"
#include "tests/model/statistics/draws.h"

namespace ogsim {
namespace {

class CoverageOfTheProductsBootstrap : public ::testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Sizes, CoverageOfTheProductsBootstrap, ::testing::Values(8, 10, 30));

TEST_P(CoverageOfTheProductsBootstrap, IsBetween93And97PerCent) {
    const int n = GetParam();
    const double of_normal = coverage("bootstrap of 1999, normal", n, [n](auto& rng) {
        const std::vector<double> sample = sample_of(n, rng, normal);
        return holds(mean_with_bootstrap(sample, rng), 0.0);
    });
    const double of_skewed = coverage("bootstrap of 1999, exponential", n, [n](auto& rng) {
        const std::vector<double> sample = sample_of(n, rng, exponential);
        return holds(mean_with_bootstrap(sample, rng), 1.0);
    });
    for (const double share : {of_normal, of_skewed}) {
        EXPECT_GE(share, 0.93);
        EXPECT_LE(share, 0.97);
    }
}

}  // namespace
}  // namespace ogsim
