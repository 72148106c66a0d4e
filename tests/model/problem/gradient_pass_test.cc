#include "model/problem/gradient_pass.h"

#include <gtest/gtest.h>

#include <mutex>
#include <random>
#include <set>
#include <stdexcept>

#include "tests/model/problem/problems.h"

namespace ogsim {
namespace {

/// Workers of unlike size: 1 .. 40 samples of 13 features, which no vector register divides.
Objective unlike_workers(const LossEntry& entry, int workers) {
    std::mt19937_64 rng(7);
    Objective objective = test::random_objective(entry, 3);
    objective.shards.clear();
    for (int worker = 0; worker < workers; ++worker) {
        const Eigen::Index samples = 1 + (worker * 17) % 40;
        Shard shard{.features = test::normal_matrix(13, samples, rng), .targets = Eigen::VectorXd(samples)};
        for (Eigen::Index i = 0; i < samples; ++i) {
            shard.targets[i] = entry.targets == Targets::kSigns     ? (i % 2 == 0 ? 1.0 : -1.0)
                               : entry.targets == Targets::kClasses ? static_cast<double>(i % 3)
                                                                    : 0.1 * static_cast<double>(i);
        }
        objective.shards.push_back(shard);
    }
    return objective;
}

class EveryPass : public testing::TestWithParam<std::string_view> {
 protected:
    EveryPass() : objective_(unlike_workers(loss_entry(GetParam()), 150)) {
        std::mt19937_64 rng(5);
        theta_ = test::normal_matrix(objective_.dimension(), 1, rng);
    }
    Objective objective_;
    Eigen::VectorXd theta_;
};

TEST_P(EveryPass, BlocksAreTheWorkersOwnGradientsToTheBit) {
    GradientPass pass(objective_);
    Eigen::MatrixXd gradients(objective_.dimension(), 100);
    Eigen::VectorXd values(100);
    pass.evaluate(theta_, 30, gradients, values);
    for (int i = 0; i < 100; ++i) {
        const Evaluation one = objective_.evaluate(30 + i, theta_);
        EXPECT_EQ(gradients.col(i), one.gradient) << i;
        EXPECT_EQ(gradients.col(i), objective_.gradient(30 + i, theta_)) << i;
        EXPECT_EQ(values[i], one.value) << i;
    }
}

TEST_P(EveryPass, SumIsTheSameWhateverTheNumberOfThreads) {
    const Evaluation expected = objective_.evaluate(theta_);
    for (const int threads : {1, 2, 3}) {
        GradientPass pass(objective_, threads);
        Evaluation all;
        pass.sum(theta_, all);
        EXPECT_EQ(all.gradient, expected.gradient) << threads;
        EXPECT_EQ(all.value, expected.value) << threads;
    }
}

TEST_P(EveryPass, VisitsEachWorkerOnceWithItsGradient) {
    std::mutex mutex;
    std::set<int> seen;
    GradientPass pass(objective_, 2);
    pass.for_each_block(theta_, [&](int first, const auto& gradients, const auto& values) {
        const std::lock_guard lock(mutex);
        for (Eigen::Index i = 0; i < gradients.cols(); ++i) {
            const int worker = first + static_cast<int>(i);
            EXPECT_TRUE(seen.insert(worker).second) << worker;
            EXPECT_EQ(gradients.col(i), objective_.gradient(worker, theta_));
            EXPECT_EQ(values[i], objective_.value(worker, theta_));
        }
    });
    EXPECT_EQ(seen.size(), 150U);
}

// 2^21 numbers and more, of which a thread takes 2^20 at a time: three parts of worker 1, which is neither first nor
// last.
TEST_P(EveryPass, OneLargeWorkerIsSharedByTheThreadsToTheSameBits) {
    const Shard small = objective_.shards[1];
    Shard& large = objective_.shards[1];
    const Eigen::Index copies = (3 << 20) / small.features.size() + 1;
    large.features = small.features.replicate(1, copies);
    large.targets = small.targets.replicate(copies, 1);
    objective_.shards.resize(3);
    const Evaluation expected = objective_.evaluate(theta_);
    for (const int threads : {1, 2, 3}) {
        GradientPass pass(objective_, threads);
        Evaluation all;
        pass.sum(theta_, all);
        EXPECT_EQ(all.gradient, expected.gradient) << threads;
        EXPECT_EQ(all.value, expected.value) << threads;
        pass.for_each_block(theta_, [&](int first, const auto& gradients, const auto& /*values*/) {
            EXPECT_EQ(gradients.col(0), objective_.gradient(first, theta_));
        });
    }
    Evaluation one = objective_.evaluate(1, theta_);
    objective_.shards[1] = small;
    const double scale = static_cast<double>(copies);
    const Eigen::VectorXd l2 = objective_.l2_weight / 3 * theta_;
    EXPECT_LE((one.gradient - l2 - scale * (objective_.gradient(1, theta_) - l2)).norm(), 1e-10 * one.gradient.norm());
}

INSTANTIATE_TEST_SUITE_P(Catalogue, EveryPass,
                         testing::Values("linear", "logistic", "softmax", "sigmoid", "huber", "mlp"),
                         [](const auto& row) { return std::string(row.param); });

TEST(GradientPass, RejectsNoThreads) {
    const Objective objective = test::random_objective(loss_entry("linear"), 1);
    EXPECT_THROW(GradientPass(objective, 0), std::invalid_argument);
}

}  // namespace
}  // namespace ogsim
