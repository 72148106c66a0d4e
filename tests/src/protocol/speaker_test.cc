#include "src/protocol/speaker.h"

#include <gtest/gtest.h>

#include <limits>

#include "model/method/tools.h"

namespace ogsim {
namespace {

/// A worker of two entries whose gradient is (3, 4) whatever the model, among four; innovations, in doubles.
struct SpeakerTest : testing::Test {
    SpeakerTest() {
        rules.selection = tools.selection.get();
        rules.compression = tools.compression.get();
        rules.memory = tools.memory;
        rules.clock.window = {0.1};
        rules.poll_slot = {0.01};
    }

    [[nodiscard]] Speaker speaker(int index) {
        return {index, 2, [this](std::int64_t, const Eigen::VectorXd&, Eigen::VectorXd& out) { out = gradient; },
                rules};
    }

    [[nodiscard]] static ModelMessage model(std::int64_t round, bool bit = false) {
        return {.round = round,
                .is_last = false,
                .budget = 0.0,
                .accepted = std::vector<bool>(4, bit),
                .asked = {},
                .theta = Eigen::VectorXd::Zero(2)};
    }

    MethodTools tools = make_tools({.selection = "lag-wk", .compression = "float64"});
    ProtocolRules rules;
    Eigen::VectorXd gradient = Eigen::Vector2d(3, 4);
};

// ||(3, 4)|| = 5; once the server has it, nothing is left to say.
TEST_F(SpeakerTest, SaysWhatTheServerDoesNotHold) {
    Speaker worker = speaker(0);
    worker.hear(model(1));
    worker.learn();
    EXPECT_EQ(worker.loudness(1), 5.0);
    EXPECT_EQ(worker.speech().decoded, gradient);
    worker.say();
    worker.hear(model(2, true));
    EXPECT_EQ(worker.memory().held(), gradient);
    EXPECT_EQ(worker.loudness(2), std::nullopt) << "before it has learned";
    worker.learn();
    EXPECT_EQ(worker.loudness(2), 0.0);
}

TEST_F(SpeakerTest, SaysItAgainWhereTheBitDidNotFlip) {
    Speaker worker = speaker(0);
    worker.hear(model(1));
    worker.learn();
    worker.say();
    worker.hear(model(2, false));
    worker.learn();
    EXPECT_EQ(worker.memory().held(), Eigen::VectorXd(Eigen::Vector2d::Zero()));
    EXPECT_EQ(worker.loudness(2), 5.0);
}

TEST_F(SpeakerTest, HasNoVoiceWhereItsGradientIsNotFinite) {
    gradient[0] = std::numeric_limits<double>::infinity();
    Speaker worker = speaker(0);
    worker.hear(model(1));
    worker.learn();
    EXPECT_EQ(worker.loudness(1), std::nullopt);
    EXPECT_TRUE(worker.has_diverged(1));
    EXPECT_FALSE(worker.has_diverged(2));
    EXPECT_FALSE(worker.due());
}

// Without a budget all who are asked are polled, a slot of 10 ms each: of workers 1 and 3, worker 3 has the second one.
TEST_F(SpeakerTest, TakesItsPlaceAmongThoseAsked) {
    ModelMessage some = model(1);
    some.asked = {false, true, false, true};
    Speaker asked = speaker(3);
    Speaker left_out = speaker(2);
    asked.hear(some);
    left_out.hear(some);
    EXPECT_FALSE(left_out.is_asked());
    ASSERT_TRUE(asked.is_asked());
    EXPECT_TRUE(asked.is_one_of_some());
    asked.learn();
    ASSERT_TRUE(asked.due());
    EXPECT_DOUBLE_EQ(asked.due()->si, 0.01);
}

TEST_F(SpeakerTest, IsNotAskedByTheLastModel) {
    ModelMessage last = model(1);
    last.is_last = true;
    Speaker worker = speaker(0);
    worker.hear(last);
    EXPECT_FALSE(worker.is_asked());
}

}  // namespace
}  // namespace ogsim
