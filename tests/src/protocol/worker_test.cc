#include "src/protocol/worker.h"

#include <gtest/gtest.h>

#include <limits>

#include "tests/support/star.h"

namespace ogsim::test {
namespace {

using std::chrono::milliseconds;

/// Hears what one worker does; hands it models.
struct WorkerTest : ::testing::Test, ServerRadioListener {
    explicit WorkerTest() {
        rules.selection = tools.selection.get();
        rules.compression = tools.compression.get();
        rules.memory = tools.memory;
        rules.steps.first = 0.5;
        rules.clock.window = {0.1};
        rules.poll_slot = {0.01};
        rules.compute_allowance = milliseconds(10);
        medium.server().listen(*this);
    }

    Worker::Settings settings(SimTime compute_time, SleepPolicy sleep = SleepPolicy::kAlwaysOn) {
        return {.index = 0,
                .dimension = 2,
                .gradient = [this](std::int64_t, const Eigen::VectorXd&, Eigen::VectorXd& out) { out = gradient; },
                .compute_time = compute_time,
                .sleep = sleep};
    }

    Worker& start(SimTime compute_time, SleepPolicy sleep = SleepPolicy::kAlwaysOn) {
        worker.emplace(settings(compute_time, sleep), rules, clock, medium.worker(0), diary);
        medium.worker(0).listen(*worker);
        return *worker;
    }

    void publish(ModelMessage model) {
        model.theta = model.theta.size() == 0 ? Eigen::VectorXd::Zero(2) : model.theta;
        medium.server().broadcast(model.round, to_bytes(model));
    }
    /// M = 2: worker 0, and one that is not there.
    static ModelMessage model(std::int64_t round, double budget, bool bit = false) {
        return {.round = round, .is_last = false, .budget = budget, .accepted = {bit, false}, .asked = {}, .theta = {}};
    }

    void on_broadcast_sent() override {}
    void on_update(UpdateId update, Payload message) override {
        arrived.push_back(clock.now());
        EXPECT_EQ(update_message(message).update, update);
    }

    FakeClock clock;
    FakeMedium medium{clock, 1};
    Diary diary;
    MethodTools tools = make_tools({.selection = "ordered-timer", .compression = "float64"});
    ProtocolRules rules;
    Eigen::VectorXd gradient = Eigen::Vector2d(3, 4);
    std::optional<Worker> worker;
    std::vector<SimTime> arrived;
};

// tau / M = 1, norm 5: phi = 0.1 s / 5 = 20 ms after the origin, which is 10 ms after the model at 0.
TEST_F(WorkerTest, SpeaksAtItsDueTimeAfterTheComputeAllowance) {
    start(milliseconds(3));
    publish(model(1, 2.0));
    clock.run_until_empty();
    EXPECT_EQ(arrived, std::vector<SimTime>{milliseconds(30)});
    ASSERT_EQ(diary.all<UpdateOffered>().size(), 1U);
    EXPECT_EQ(diary.all<UpdateOffered>()[0].norm, 5.0);
    EXPECT_EQ(diary.all<UpdateOffered>()[0].size, Bytes{8 + 16});
    EXPECT_EQ(worker->loudness(1), 5.0);
    EXPECT_EQ(worker->loudness(2), std::nullopt);
    EXPECT_EQ(*worker->memory().said(), gradient);
}

// A slow node: the gradient is there 25 ms after the origin, and the due time of 20 ms has passed: at once, at 35 ms.
// With 15 ms after the origin, 5 ms are left: at 30 ms, as if it had been fast.
TEST_F(WorkerTest, CountsTheIdleTimeSinceTheOriginWhileItStillComputes) {
    start(milliseconds(35));
    publish(model(1, 2.0));
    clock.run_until_empty();
    start(milliseconds(25));
    publish(model(2, 2.0));
    clock.run_until_empty();
    EXPECT_EQ(arrived, (std::vector<SimTime>{milliseconds(35), milliseconds(35 + 30)}));
}

// Of two asked workers the first speaks when its gradient is there, 3 ms after the model, not at the allowance of 10
// ms.
TEST_F(WorkerTest, SpeaksAsSoonAsItCanWhereTheServerAskedSome) {
    start(milliseconds(3));
    ModelMessage some = model(1, 0.0);
    some.asked = {true, false};
    publish(some);
    clock.run_until_empty();
    EXPECT_EQ(arrived, std::vector<SimTime>{milliseconds(3)});
}

TEST_F(WorkerTest, ComputesNothingWhereOthersAreAsked) {
    start(milliseconds(3));
    ModelMessage others = model(1, 0.0);
    others.asked = {false, true};
    publish(others);
    clock.run_until_empty();
    EXPECT_TRUE(arrived.empty());
    EXPECT_TRUE(diary.all<ComputeInterval>().empty());
    publish(model(2, 0.0));
    clock.run_until_empty();
    EXPECT_EQ(arrived.size(), 1U);
    EXPECT_EQ(diary.all<RoundLeft>().size(), 1U);
}

TEST_F(WorkerTest, KeepsSilentWithinTheBudget) {
    start(milliseconds(3));
    publish(model(1, 10.0));  // M norm = 10 = tau
    clock.run_until_empty();
    EXPECT_TRUE(arrived.empty());
    EXPECT_EQ(worker->memory().said(), std::nullopt);
}

// Bit flipped: delivered. Not flipped: forgotten, and offered again inside the next innovation.
TEST_F(WorkerTest, BelievesWhatTheAlternatingBitSays) {
    start(milliseconds(3));
    publish(model(1, 0.0));
    clock.run_until_empty();
    publish(model(2, 0.0, false));
    EXPECT_EQ(worker->memory().held(), Eigen::Vector2d(0, 0));
    clock.run_until_empty();
    EXPECT_EQ(*worker->memory().said(), gradient) << "all of it again";
    gradient = Eigen::Vector2d(4, 4);
    publish(model(5, 0.0, true));  // two broadcasts were missed in between
    clock.run_until_empty();
    EXPECT_EQ(worker->memory().held(), Eigen::Vector2d(3, 4));
    EXPECT_EQ(*worker->memory().said(), Eigen::Vector2d(1, 0)) << "only what is new";
}

TEST_F(WorkerTest, AnAcknowledgementAloneDeliversNothing) {
    start(milliseconds(3));
    publish(model(1, 0.0));
    clock.run_until_empty();
    ASSERT_EQ(arrived.size(), 1U);
    EXPECT_EQ(worker->memory().held(), Eigen::Vector2d(0, 0));
    EXPECT_TRUE(worker->memory().said());
    EXPECT_TRUE(diary.all<UpdateEnded>().empty()) << "the server tells whether in time or late";
}

// The next broadcast begins at 2 ms: the first computation lasted from 0 to 2 ms, the second from 2 to 5 ms.
TEST_F(WorkerTest, BreaksOffComputingWhenTheNextRoundBegins) {
    start(milliseconds(3));
    publish(model(1, 0.0));
    clock.run_until(milliseconds(2));
    publish(model(2, 0.0));
    clock.run_until_empty();
    const auto computed = diary.all<ComputeInterval>();
    ASSERT_EQ(computed.size(), 2U);
    EXPECT_EQ(computed[0].end, milliseconds(2));
    EXPECT_EQ(computed[1].start, milliseconds(2));
    EXPECT_EQ(computed[1].end, milliseconds(5));
    EXPECT_EQ(worker->loudness(1), std::nullopt);
    EXPECT_EQ(arrived.size(), 1U);
}

TEST_F(WorkerTest, SleepsWhileItComputesAndOnlyThen) {
    start(milliseconds(3), SleepPolicy::kBetweenDuties);
    publish(model(1, 0.0));
    clock.run_until(milliseconds(1));
    EXPECT_TRUE(medium.is_asleep(0));
    clock.run_until(milliseconds(3));
    EXPECT_FALSE(medium.is_asleep(0));
    clock.run_until_empty();
    EXPECT_EQ(arrived.size(), 1U);
}

TEST_F(WorkerTest, DoesNothingMoreAfterTheLastModel) {
    start(milliseconds(3));
    ModelMessage last = model(1, 0.0);
    last.is_last = true;
    publish(last);
    clock.run_until_empty();
    EXPECT_EQ(diary.all<ModelReceived>().size(), 1U);
    EXPECT_TRUE(diary.all<ComputeInterval>().empty());
}

TEST_F(WorkerTest, SitsOutWhatIsNoNewModelOfThisRun) {
    start(milliseconds(3));
    publish(model(5, 0.0));
    clock.run_until_empty();
    ModelMessage wide = model(6, 0.0);
    wide.theta = Eigen::Vector3d(1, 2, 3);
    publish(wide);
    clock.run_until_empty();
    ModelMessage nobody = model(6, 0.0);
    nobody.accepted.clear();
    publish(nobody);
    clock.run_until_empty();
    publish(model(5, 0.0));  // not newer
    clock.run_until_empty();
    medium.server().broadcast(6, Payload{});
    clock.run_until_empty();
    EXPECT_EQ(diary.all<ModelReceived>().size(), 1U);
    EXPECT_EQ(arrived.size(), 1U);
}

TEST_F(WorkerTest, NeverSaysWhatIsNotFinite) {
    gradient[0] = std::numeric_limits<double>::infinity();
    start(milliseconds(3));
    publish(model(1, 0.0));
    clock.run_until_empty();
    EXPECT_TRUE(arrived.empty());
    EXPECT_EQ(worker->loudness(1), std::nullopt);
}

TEST_F(WorkerTest, TellsOfTheUpdateThatItsDeathCutOff) {
    FakeMedium slow(clock, 1, {}, 1, milliseconds(50));
    slow.server().listen(*this);
    worker.emplace(settings(milliseconds(3)), rules, clock, slow.worker(0), diary);
    slow.worker(0).listen(*worker);
    slow.server().broadcast(1, to_bytes([] {
                                ModelMessage first = model(1, 0.0);
                                first.theta = Eigen::VectorXd::Zero(2);
                                return first;
                            }()));
    clock.run_until(milliseconds(20));
    worker->die();
    slow.switch_off(0);
    clock.run_until_empty();
    EXPECT_TRUE(arrived.empty());
    EXPECT_EQ(diary.count(Fate::kLost), 1);
}

}  // namespace
}  // namespace ogsim::test
