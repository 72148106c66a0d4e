#include "src/protocol/message.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>

namespace ogsim {
namespace {

ModelMessage some_model(int workers, Eigen::Index dimension, unsigned seed = 1) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal;
    ModelMessage model{.round = 77, .is_last = true, .budget = 0.25, .accepted = {}, .theta = {}};
    for (int m = 0; m < workers; ++m) {
        model.accepted.push_back(random() % 2 == 0);
    }
    model.theta = Eigen::VectorXd::NullaryExpr(dimension, [&] { return normal(random); });
    return model;
}

TEST(ModelMessage, ComesBackAsItWas) {
    for (const int workers : {1, 7, 8, 9, 64, 100}) {
        const ModelMessage sent = some_model(workers, 5);
        const ModelMessage got = model_message(to_bytes(sent));
        EXPECT_EQ(got.round, 77);
        EXPECT_TRUE(got.is_last);
        EXPECT_EQ(got.budget, 0.25);
        EXPECT_EQ(got.accepted, sent.accepted);
        EXPECT_EQ(got.theta, sent.theta);
    }
}

// 24 bytes of header, ceil(9 / 8) = 2 of bits, 5 x 8 of theta.
TEST(ModelMessage, HasTheLayoutOfTheHeader) {
    ModelMessage model = some_model(9, 5);
    model.accepted.assign(9, false);
    model.accepted[0] = model.accepted[8] = true;
    const std::vector<std::byte> bytes = to_bytes(model);
    ASSERT_EQ(bytes.size(), 24U + 2 + 40);
    EXPECT_EQ(bytes[0], std::byte{77});
    EXPECT_EQ(bytes[4], std::byte{1});
    EXPECT_EQ(bytes[15], std::byte{0x3f});  // 0.25 is 0x3fd0000000000000
    EXPECT_EQ(bytes[16], std::byte{9});
    EXPECT_EQ(bytes[20], std::byte{5});
    EXPECT_EQ(bytes[24], std::byte{1});
    EXPECT_EQ(bytes[25], std::byte{1});
}

TEST(ModelMessage, RejectsEveryTruncationAndAnyExtraByte) {
    std::vector<std::byte> bytes = to_bytes(some_model(9, 3));
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        // A copy of exactly that length, so that a sanitizer sees a read beyond it.
        const std::vector<std::byte> cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length));
        EXPECT_THROW((void)model_message(cut), std::invalid_argument) << length;
    }
    bytes.push_back(std::byte{0});
    EXPECT_THROW((void)model_message(bytes), std::invalid_argument);
}

/// A valid model of 9 workers with the bytes at `offset` replaced.
std::vector<std::byte> spoilt(std::size_t offset, std::vector<std::byte> replacement) {
    std::vector<std::byte> bytes = to_bytes(some_model(9, 3));
    std::copy(replacement.begin(), replacement.end(), bytes.begin() + static_cast<std::ptrdiff_t>(offset));
    return bytes;
}

TEST(ModelMessage, RejectsFieldsThatMeanNothing) {
    constexpr std::byte kAll{0xff};
    EXPECT_NO_THROW((void)model_message(spoilt(0, {kAll, kAll, kAll, kAll})));
    EXPECT_THROW((void)model_message(spoilt(4, {std::byte{2}})), std::invalid_argument) << "is_last";
    EXPECT_THROW((void)model_message(spoilt(6, {std::byte{1}})), std::invalid_argument) << "kind";
    EXPECT_THROW((void)model_message(spoilt(14, {kAll, kAll})), std::invalid_argument) << "budget is not a number";
    EXPECT_THROW((void)model_message(spoilt(15, {std::byte{0xbf}})), std::invalid_argument) << "budget below 0";
    EXPECT_THROW((void)model_message(spoilt(16, {kAll, kAll, kAll, kAll})), std::invalid_argument) << "workers";
    EXPECT_THROW((void)model_message(spoilt(20, {kAll, kAll, kAll, kAll})), std::invalid_argument) << "dimension";
    EXPECT_THROW((void)model_message(spoilt(25, {std::byte{2}})), std::invalid_argument) << "a tenth worker's bit";
    EXPECT_THROW((void)model_message(spoilt(32, {kAll, kAll})), std::invalid_argument) << "theta is not a number";
}

// Whatever the bytes: either a model, which then says the same bytes, or the one exception.
TEST(ModelMessage, SurvivesRandomBytes) {
    std::mt19937_64 random(5);
    const std::vector<std::byte> valid = to_bytes(some_model(9, 3));
    int accepted = 0;
    for (int trial = 0; trial < 20000; ++trial) {
        std::vector<std::byte> bytes = valid;
        for (std::uint64_t i = 0; i <= random() % 3; ++i) {
            const std::size_t place = random() % bytes.size();
            bytes[place] = static_cast<std::byte>(random() % 256);
        }
        try {
            EXPECT_EQ(to_bytes(model_message(bytes)), bytes);
            ++accepted;
        } catch (const std::invalid_argument&) {
        }
    }
    EXPECT_GT(accepted, 1000);
    EXPECT_LT(accepted, 19000);
}

TEST(UpdateMessage, ComesBackAsItWasAlsoWithAnEmptyBody) {
    for (const std::size_t length : {0U, 1U, 40U}) {
        const UpdateMessage sent{.update = {.worker = 300, .round = 70000},
                                 .body = std::vector<std::byte>(length, std::byte{0xa5})};
        const UpdateMessage got = update_message(to_bytes(sent));
        EXPECT_EQ(got.update, sent.update);
        EXPECT_EQ(got.body, sent.body);
        EXPECT_EQ(to_bytes(sent).size(), 8 + length);
    }
}

TEST(UpdateMessage, KeepsItsVersionAndThatItIsFresh) {
    const UpdateMessage said{.update = {.worker = 3, .round = 7},
                             .body = {std::byte{1}, std::byte{2}},
                             .is_fresh = true,
                             .version = 0xfffffffeU};
    const UpdateMessage read = update_message(to_bytes(said));
    EXPECT_EQ(read.update, said.update);
    EXPECT_EQ(read.body, said.body);
    EXPECT_TRUE(read.is_fresh);
    EXPECT_EQ(read.version, said.version);
    EXPECT_EQ(to_bytes(said).size(), 8U + 4 + 2) << "header, version, body";
}

TEST(UpdateMessage, RejectsATruncatedHeaderAndAMissingVersion) {
    std::vector<std::byte> bytes = to_bytes(UpdateMessage{.update = {.worker = 3, .round = 7}, .body = {}});
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        const std::vector<std::byte> cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length));
        EXPECT_THROW((void)update_message(cut), std::invalid_argument) << length;
    }
    bytes[3] = std::byte{0x80};  // a version follows
    EXPECT_THROW((void)update_message(bytes), std::invalid_argument);
}

TEST(Messages, RefuseNumbersThatDoNotFit) {
    EXPECT_THROW((void)to_bytes(UpdateMessage{.update = {.worker = -1, .round = 1}, .body = {}}),
                 std::invalid_argument);
    EXPECT_THROW((void)to_bytes(UpdateMessage{.update = {.worker = 1, .round = 1LL << 32}, .body = {}}),
                 std::invalid_argument);
    ModelMessage model = some_model(1, 1);
    model.round = -1;
    EXPECT_THROW((void)to_bytes(model), std::invalid_argument);
}

}  // namespace
}  // namespace ogsim
