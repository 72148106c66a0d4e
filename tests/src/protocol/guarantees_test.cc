#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "tests/support/pencil_problems.h"
#include "tests/support/star.h"

namespace ogsim::test {
namespace {

constexpr std::array kCensored = {"lag-wk", "ordered-rx", "ordered-timer", "genie"};
constexpr int kDepth = 10;
constexpr double kWeight = 0.01;  // S = sum xi = 0.1, and alpha = (1 - S) / L: the theorem's conditions, just

struct Trial {
    std::string name;
    PencilProblem problem;
};

/// Random least squares, and nonconvex sigmoid losses, a few of each.
std::vector<Trial> trials() {
    std::vector<Trial> all;
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        all.push_back({"least squares, seed " + std::to_string(seed),
                       least_squares(near_identical_shards(0.2 * static_cast<double>(seed), 8, seed, 15, 6))});
        all.push_back({"sigmoid, seed " + std::to_string(seed),
                       sigmoid_loss(near_identical_shards(0.2 * static_cast<double>(seed), 8, seed, 15, 6))});
    }
    return all;
}

StarSettings safe_settings(const char* name, const PencilProblem& problem) {
    return {.method = {.name = name, .step_size = 0.9 / problem.smoothness, .depth = kDepth, .weight = kWeight},
            .rounds = 400};
}

Eigen::VectorXd full_gradient(const PencilProblem& problem, const Eigen::VectorXd& theta) {
    Eigen::VectorXd sum = Eigen::VectorXd::Zero(problem.dimension);
    for (int m = 0; m < problem.workers; ++m) {
        sum += problem.gradient(m, theta);
    }
    return sum;
}

// (*) of the science note: what the silent leave unsaid is within the budget that the server announced, in every round.
TEST(OrderedGradient, LeavesAtMostTheBudgetUnsaidInEveryRound) {
    for (const Trial& trial : trials()) {
        for (const char* name : kCensored) {
            Star star(trial.problem, safe_settings(name, trial.problem));
            int silent_workers = 0;
            star.on_closed = [&](const ClosedRound& round) {
                const Eigen::VectorXd gradient = full_gradient(trial.problem, *round.theta);
                // Where tau = 0 all have spoken, and only rounding is left.
                ASSERT_LE((gradient - *round.sum).norm(), round.budget * (1 + 1e-9) + 1e-12 * (1 + gradient.norm()))
                    << trial.name << ", " << name << ", round " << round.round;
                silent_workers += trial.problem.workers - static_cast<int>(round.heard.size());
            };
            star.run();
            EXPECT_EQ(star.closed.size(), 400U);
            EXPECT_GT(silent_workers, 400) << "the bound was hardly put to the test";
        }
    }
}

// V^k = f(theta^k) + sum_d beta_d ||theta^{k+1-d} - theta^{k-d}||^2 (- f*, a constant),
// beta_d = (1 / (2 alpha)) sum_{j>=d} xi_j.
double lyapunov(const PencilProblem& problem, double step_size, const std::vector<Eigen::VectorXd>& thetas,
                std::size_t k) {
    double value = problem.value(thetas[k]);
    for (std::size_t d = 1; d <= kDepth && d <= k; ++d) {
        const double beta = (kDepth - static_cast<double>(d) + 1) * kWeight / (2 * step_size);
        value += beta * (thetas[k + 1 - d] - thetas[k - d]).squaredNorm();
    }
    return value;
}

TEST(OrderedGradient, LyapunovFunctionNeverRises) {
    for (const Trial& trial : trials()) {
        for (const char* name : kCensored) {
            const StarSettings settings = safe_settings(name, trial.problem);
            Star star(trial.problem, settings);
            star.run();
            double last = std::numeric_limits<double>::infinity();
            for (std::size_t k = 0; k < star.thetas.size(); ++k) {
                const double next = lyapunov(trial.problem, settings.method.step_size, star.thetas, k);
                ASSERT_LE(next, last + 1e-12 * std::abs(next)) << trial.name << ", " << name << ", round " << k + 1;
                last = next;
            }
        }
    }
}

// Summing (alpha / 2) ||grad f(theta^k)||^2 <= V^k - V^{k+1} over k < K:
// min_{k<K} ||grad f(theta^k)||^2 <= 2 (f(theta^1) - f(theta^K)) / (alpha (K - 1)), sharper than with f*.
TEST(OrderedGradient, GradientFallsAsOneOverKWithoutConvexity) {
    for (const Trial& trial : trials()) {
        for (const char* name : kCensored) {
            const StarSettings settings = safe_settings(name, trial.problem);
            Star star(trial.problem, settings);
            star.run();
            const double first = trial.problem.value(star.thetas[0]);
            double least_square = std::numeric_limits<double>::infinity();
            for (std::size_t k = 1; k < star.thetas.size(); ++k) {
                const double square = full_gradient(trial.problem, star.thetas[k - 1]).squaredNorm();
                least_square = std::min(least_square, square);
                const double fallen = first - trial.problem.value(star.thetas[k]);
                ASSERT_LE(least_square, 2 * fallen / (settings.method.step_size * static_cast<double>(k)) + 1e-20)
                    << trial.name << ", " << name << ", K " << k;
            }
        }
    }
}

}  // namespace
}  // namespace ogsim::test
