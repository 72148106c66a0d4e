#include <gtest/gtest.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include "model/method/tools.h"
#include "src/protocol/speaker.h"
#include "src/run/learner.h"

// Every request for memory is counted, Eigen's too, which asks malloc() and not operator new.
#if defined(__SANITIZE_ADDRESS__)
#define OGSIM_COUNTS_BY_HOOK 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define OGSIM_COUNTS_BY_HOOK 1
#endif
#endif

namespace {
std::atomic<std::int64_t> requests{0};
}  // namespace

#ifdef OGSIM_COUNTS_BY_HOOK
// Of the sanitizers' library; g++ brings no header for it.
extern "C" int __sanitizer_install_malloc_and_free_hooks(  // NOLINT: its name
    void (*on_malloc)(const volatile void*, std::size_t), void (*on_free)(const volatile void*));

namespace {
const int kHook = __sanitizer_install_malloc_and_free_hooks([](const volatile void*, std::size_t) { ++requests; },
                                                            [](const volatile void*) {});
}  // namespace
#else
extern "C" void* __libc_malloc(std::size_t size);  // NOLINT: glibc's own

extern "C" void* malloc(std::size_t size) {  // NOLINT: stands in for the library's
    ++requests;
    return __libc_malloc(size);
}
#endif

namespace ogsim {
namespace {

constexpr int kWorkers = 20;

/// 20 workers x 1 .. 39 samples x 13 features, targets that any loss can have.
Objective made_up(std::string_view kind) {
    std::mt19937_64 rng(1);
    std::uniform_real_distribution<double> uniform(-1.0, 1.0);
    Objective objective{.kind = &loss_entry(kind), .weight = 1e-3, .l2_weight = 0.05, .hidden = 4};
    objective.classes = objective.kind->targets == Targets::kClasses ? 2 : 0;
    for (int worker = 0; worker < kWorkers; ++worker) {
        const Eigen::Index samples = 1 + 2 * worker;
        Shard shard{.features = Eigen::MatrixXd(13, samples), .targets = Eigen::VectorXd::Ones(samples)};
        for (double& entry : shard.features.reshaped()) {
            entry = uniform(rng);
        }
        objective.shards.push_back(shard);
    }
    return objective;
}

template <class Act>
std::int64_t requests_of(const Act& act) {
    const std::int64_t before = requests;
    act();
    return requests - before;
}

class NoAllocation : public testing::TestWithParam<std::string_view> {};

TEST_P(NoAllocation, InASecondPassOverTheData) {
    const Objective objective = made_up(GetParam());
    Evaluations evaluations(objective);
    Eigen::VectorXd theta = Eigen::VectorXd::Constant(objective.dimension(), 0.1);
    Eigen::VectorXd gradient(theta.size());
    const auto round = [&](std::int64_t k) {
        theta *= 0.9;
        for (int worker = 0; worker < kWorkers; ++worker) {
            evaluations.gradient(worker, k, theta, gradient);
        }
        return evaluations.all_at(k, theta).value;
    };
    EXPECT_GT(requests_of([&] { (void)round(1); }), 0) << "nothing is counted";
    EXPECT_EQ(requests_of([&] { (void)round(2); }), 0);
    EXPECT_EQ(requests_of([&] { (void)round(3); }), 0);
}

INSTANTIATE_TEST_SUITE_P(Catalogue, NoAllocation,
                         testing::Values("linear", "logistic", "softmax", "sigmoid", "huber", "mlp"),
                         [](const auto& row) { return std::string(row.param); });

/// Workers that hear a model, compute, find how loud they are, and stay silent: the budget is above all norms.
TEST(LearningLayer, AllocatesNothingInARoundInWhichAWorkerStaysSilent) {
    const MethodParts parts{.selection = "lag-wk", .compression = "float32"};
    const MethodTools tools = make_tools(parts);
    ProtocolRules rules;
    rules.selection = tools.selection.get();
    rules.compression = tools.compression.get();
    rules.memory = tools.memory;
    rules.steps.first = 0.1;
    rules.clock.window = {0.1};
    rules.poll_slot = {0.01};
    const Objective objective = made_up("softmax");
    Evaluations evaluations(objective);
    std::vector<Speaker> speakers;
    for (int m = 0; m < kWorkers; ++m) {
        speakers.emplace_back(m, objective.dimension(),
                              learner(evaluations, objective, parts, rules.steps, 1, m, 1.0 / kWorkers), rules);
    }
    std::vector<ModelMessage> models;  // as the radios bring them
    for (std::int64_t k = 1; k <= 4; ++k) {
        for (int m = 0; m < kWorkers; ++m) {
            models.push_back({.round = k,
                              .is_last = false,
                              .budget = 1e6,
                              .accepted = std::vector<bool>(kWorkers, false),
                              .asked = {},
                              .theta = Eigen::VectorXd::Constant(objective.dimension(), 1.0 / static_cast<double>(k))});
        }
    }
    int silent = 0;
    const auto round = [&](std::size_t k) {
        for (std::size_t m = 0; m < kWorkers; ++m) {
            speakers[m].hear(std::move(models[(k - 1) * kWorkers + m]));
            speakers[m].learn();
            silent += speakers[m].loudness(static_cast<std::int64_t>(k)) > 0.0 && !speakers[m].due() ? 1 : 0;
        }
    };
    round(1);
    round(2);  // the first that knows a movement
    silent = 0;
    EXPECT_EQ(requests_of([&] { round(3); }), 0);
    EXPECT_EQ(requests_of([&] { round(4); }), 0);
    EXPECT_EQ(silent, 2 * kWorkers);
}

}  // namespace
}  // namespace ogsim
