#include "model/compression/memory.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "tests/model/compression/vectors.h"

namespace ogsim {
namespace {

MemoryRule rule(std::string_view name, double retention = 0.5) {
    return memory_rule(memory_entry(name), retention);
}

TEST(Memories, AreTheFourRowsOfTheTable) {
    std::string names;
    for (const MemoryEntry& row : memory_catalogue()) {
        names += std::string(row.name) + " ";
        EXPECT_EQ(&memory_entry(row.name), &row);
        EXPECT_EQ(memory_rule(row, 0.5).error_feedback, row.error_feedback);
        EXPECT_EQ(memory_rule(row, 0.5).retention > 0, row.keeps_sum);
    }
    EXPECT_EQ(names, "none innovation error-feedback difference ");
    EXPECT_EQ(rule("none").retention, 0);
    EXPECT_EQ(rule("innovation").retention, 1);
    EXPECT_EQ(rule("error-feedback").retention, 0);
    EXPECT_EQ(rule("difference", 0.3).retention, 0.3);
    EXPECT_THROW((void)memory_entry("elephant"), std::invalid_argument);
    for (const double retention : {0.0, -0.5, 1.5}) {
        EXPECT_THROW((void)rule("difference", retention), std::invalid_argument);
        EXPECT_NO_THROW((void)rule("innovation", retention)) << "not its setting";
    }
}

// retention 0.5, h = e = 0, g = 4: p = 4. Say q = 3, accepted: h = 1.5, e = 1. g = 4 again: p = 4 - 1.5 + 1 = 3.5. Not
// accepted: h stays, e = 3.5, and p = 4 - 1.5 + 3.5 = 6.
TEST(WorkerMemory, WishesForWhatIsNotHeldAndWhatIsOwed) {
    const auto one = [](double value) { return Eigen::VectorXd::Constant(1, value); };
    WorkerMemory memory(1, rule("difference"));
    EXPECT_EQ(memory.wish(one(4))[0], 4);
    EXPECT_FALSE(memory.is_in_doubt());
    memory.say(one(3));
    EXPECT_TRUE(memory.is_in_doubt());
    memory.settle(true);
    EXPECT_FALSE(memory.is_in_doubt() || memory.said().has_value());
    EXPECT_EQ(memory.held()[0], 1.5);
    EXPECT_EQ(memory.owed()[0], 1);
    EXPECT_EQ(memory.wish(one(4))[0], 3.5);
    memory.say(one(3));
    memory.settle(false);
    memory.settle(false);  // nothing is open: no effect
    EXPECT_EQ(memory.held()[0], 1.5);
    EXPECT_EQ(memory.owed()[0], 3.5);
    EXPECT_EQ(memory.wish(one(4))[0], 6);
}

// 0.1 is no float32: both ends hold the nearest one, 0.1f, and what is wished for next is what that leaves over.
TEST(ServerMemory, HoldsWhatTheWorkerHoldsAlsoWhereItIsRounded) {
    MemoryRule single = rule("innovation");
    single.is_single = true;
    const auto one = [](double value) { return Eigen::VectorXd::Constant(1, value); };
    WorkerMemory worker(1, single);
    ServerMemory server(1, 2, single);
    (void)worker.wish(one(0.1));
    worker.say(one(0.1));
    worker.settle(true);
    server.accept(1, one(0.1));
    EXPECT_EQ(server.close_round()[0], 0.1) << "what has just been said counts as it was said";
    EXPECT_EQ(worker.held()[0], static_cast<double>(0.1F));
    EXPECT_EQ(server.held(1)[0], worker.held()[0]);
    EXPECT_EQ(server.held(0)[0], 0.0);
    EXPECT_EQ(server.close_round()[0], worker.held()[0]) << "and from the next round on as it is held";
    EXPECT_EQ(worker.wish(one(0.1))[0], 0.1 - static_cast<double>(0.1F));
    EXPECT_THROW(ServerMemory(1, 2, single, Summation::kRunning), std::invalid_argument);
}

TEST(WorkerMemory, OwesNothingWithoutErrorFeedback) {
    WorkerMemory memory(1, rule("innovation"));
    EXPECT_EQ(memory.wish(Eigen::VectorXd::Constant(1, 4))[0], 4);
    memory.say(Eigen::VectorXd::Constant(1, 3));
    memory.settle(true);
    EXPECT_EQ(memory.held()[0], 3);
    EXPECT_EQ(memory.owed()[0], 0);
    EXPECT_EQ(memory.wish(Eigen::VectorXd::Constant(1, 4))[0], 1);
    EXPECT_EQ(memory.wish(Eigen::VectorXd::Constant(1, 4))[0], 1) << "one never said is not accepted";
    memory.settle(true);
    EXPECT_EQ(memory.held()[0], 3) << "what was never said cannot have been accepted";
}

TEST(WorkerMemory, RefusesToLoseTrackOfWhatWasSaid) {
    const Eigen::VectorXd one = Eigen::VectorXd::Ones(1);
    WorkerMemory memory(1, rule("innovation"));
    EXPECT_THROW(memory.say(one), std::logic_error);
    (void)memory.wish(one);
    memory.say(one);
    EXPECT_THROW(memory.say(one), std::logic_error);
    EXPECT_THROW((void)memory.wish(one), std::logic_error);
    EXPECT_THROW(WorkerMemory(0, {}), std::invalid_argument);
    EXPECT_THROW(WorkerMemory(1, {.retention = 1.5}), std::invalid_argument);
}

TEST(ServerMemory, RejectsWhatCannotBeAWorkersWord) {
    EXPECT_THROW(ServerMemory(1, 0, {}), std::invalid_argument);
    EXPECT_THROW(ServerMemory(0, 1, {}), std::invalid_argument);
    ServerMemory memory(2, 3, rule("innovation"));
    const Eigen::VectorXd q = Eigen::VectorXd::Ones(2);
    EXPECT_THROW(memory.accept(-1, q), std::invalid_argument);
    EXPECT_THROW(memory.accept(3, q), std::invalid_argument);
    EXPECT_THROW(memory.accept(0, Eigen::VectorXd::Ones(3)), std::invalid_argument);
    EXPECT_THROW((void)memory.held(3), std::invalid_argument);
    memory.accept(0, q);
    EXPECT_THROW(memory.accept(0, q), std::invalid_argument);
    EXPECT_EQ(memory.close_round(), q);
    EXPECT_NO_THROW(memory.accept(0, q)) << "a round later";
}

// Retention 0.5, two workers. Round 1: 4 and 2 arrive, s = 6, h = 2 and 1. Round 2: 8 of the second, s = 2 + 9 = 11, h
// = 2 and 5. Rounds 3 and 4: nobody, s = 7.
TEST(ServerMemory, AddsWhatItHoldsAndWhatArrived) {
    const auto one = [](double value) { return Eigen::VectorXd::Constant(1, value); };
    ServerMemory memory(1, 2, rule("difference"));
    EXPECT_EQ(memory.close_round()[0], 0);
    memory.accept(1, one(2));
    memory.accept(0, one(4));
    EXPECT_EQ(memory.held(0)[0], 0) << "as of the last close";
    EXPECT_EQ(memory.close_round()[0], 6);
    memory.accept(1, one(8));
    EXPECT_EQ(memory.close_round()[0], 11);
    EXPECT_EQ(memory.held(0)[0], 2);
    EXPECT_EQ(memory.held(1)[0], 5);
    EXPECT_EQ(memory.close_round()[0], 7);
    EXPECT_EQ(memory.close_round()[0], 7);
}

TEST(ServerMemory, HoldsNothingWithoutRetention) {
    ServerMemory memory(1, 1000000, rule("none"));
    memory.accept(999999, Eigen::VectorXd::Constant(1, 2));
    EXPECT_EQ(memory.close_round()[0], 2);
    EXPECT_EQ(memory.close_round()[0], 0);
    EXPECT_EQ(memory.held(999999)[0], 0);
}

// s in its plainest form: all is added to its worker's part, and the parts are added up in the order of the workers.
// The same to the bit, whoever was heard, in whatever order.
TEST(ServerMemory, WithFullRetentionIsTheSumOfThePartsToTheBit) {
    constexpr int kWorkers = 7;
    std::mt19937_64 random(5);
    ServerMemory memory(5, kWorkers, rule("innovation"));
    Eigen::MatrixXd parts = Eigen::MatrixXd::Zero(5, kWorkers);
    for (unsigned round = 0; round < 200; ++round) {
        const auto first = static_cast<int>(random() % kWorkers);
        for (int i = 0; i < static_cast<int>(random() % (kWorkers + 1)); ++i) {
            const int worker = (first + 3 * i) % kWorkers;  // 3 and 7 have no divisor in common: nobody twice
            const Eigen::VectorXd q = random_vector(5, 100 * round + static_cast<unsigned>(i));
            memory.accept(worker, q);
            parts.col(worker) += q;
        }
        Eigen::VectorXd sum = Eigen::VectorXd::Zero(5);
        for (int worker = 0; worker < kWorkers; ++worker) {
            sum += parts.col(worker);
        }
        ASSERT_EQ(memory.close_round(), sum);
    }
}

}  // namespace
}  // namespace ogsim
