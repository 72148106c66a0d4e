#include "src/run/round_log.h"

#include <gtest/gtest.h>

#include <vector>

namespace ogsim {
namespace {

constexpr SimTime kSecond{1'000'000'000};

TEST(Inversions, CountsPairsInWhichTheQuieterOneCameFirst) {
    EXPECT_EQ(inversions({}), 0);
    EXPECT_EQ(inversions({3.0, 2.0, 1.0}), 0);
    EXPECT_EQ(inversions({1.0, 2.0, 3.0}), 3);
    EXPECT_EQ(inversions({2.0, 3.0, 1.0}), 1);
    EXPECT_EQ(inversions({1.0, 1.0}), 0);  // equals are in order
}

class RoundLogTest : public ::testing::Test {
 protected:
    RoundLogTest()
        : ledger_(1, device_entry("wifi-ns3")),
          log_(fates_, ledger_, RadioState::kIdle, 1, true, [this](const RoundRow& row) { rows_.push_back(row); }) {}

    void tell(const Event& event) {
        fates_.on(event);
        ledger_.on(event);
        log_.on(event);
    }
    /// Both nodes idle until `end`.
    void idle_until(SimTime start, SimTime end) {
        tell(RadioInterval{0, RadioState::kIdle, start, end});
        tell(RadioInterval{kServer, RadioState::kIdle, start, end});
    }
    void close(std::int64_t round, SimTime at) {
        RoundRow row;
        row.round = round;
        log_.close(row, at);
        log_.flush();
    }

    /// The worker is known to be beyond the rounds of the test: it will get none of their models late.
    void is_beyond() {
        tell(ModelReceived{0, 9, SimTime{0}});
        tell(RoundLeft{0, 9, SimTime{0}});
    }

    FateBook fates_;
    Ledger ledger_;
    std::vector<RoundRow> rows_;
    RoundLog log_;
};

TEST_F(RoundLogTest, HoldsARowBackUntilEachOfItsUpdatesHasAFate) {
    is_beyond();
    tell(UpdateOffered{{0, 1}, kSecond, Bytes{10}, 1.0});
    idle_until(SimTime{0}, kSecond);
    close(1, kSecond);
    idle_until(kSecond, 2 * kSecond);
    close(2, 2 * kSecond);
    EXPECT_TRUE(rows_.empty());
    tell(UpdateEnded{{0, 1}, Fate::kLate, 2 * kSecond});
    log_.flush();
    ASSERT_EQ(rows_.size(), 2U);
    EXPECT_EQ(rows_[0].fates[Fate::kLate], 1);
    EXPECT_EQ(rows_[1].fates.offered, 0);
}

// Of a worker that missed the model nothing newer is known: it may yet get it, and offer something. For three rounds
// the row waits for that.
TEST_F(RoundLogTest, HoldsARowBackForWhoMayGetTheModelLate) {
    for (int round = 1; round <= 5; ++round) {
        idle_until((round - 1) * kSecond, round * kSecond);
        close(round, round * kSecond);
        EXPECT_EQ(rows_.size(), static_cast<std::size_t>(std::max(0, round - 3)));
    }
    log_.finish();
    EXPECT_EQ(rows_.size(), 5U);
}

// What comes later still, or for rounds without a row, is in the last row, so that rows add up to the totals.
TEST_F(RoundLogTest, TheLastRowHoldsWhatNoOtherCould) {
    is_beyond();
    idle_until(SimTime{0}, kSecond);
    close(1, kSecond);
    ASSERT_EQ(rows_.size(), 1U);
    tell(UpdateOffered{{0, 1}, kSecond, Bytes{10}, 1.0});
    tell(UpdateEnded{{0, 1}, Fate::kLate, kSecond});
    idle_until(kSecond, 2 * kSecond);
    RoundRow row;
    row.round = 2;
    log_.close(row, 2 * kSecond);
    log_.finish();
    ASSERT_EQ(rows_.size(), 2U);
    EXPECT_EQ(rows_[1].fates.offered, 1);
    EXPECT_EQ(rows_[1].fates[Fate::kLate], 1);
}

// A worker that has not heard that the round is over may still offer something for it.
TEST_F(RoundLogTest, HoldsARowBackUntilEveryWorkerHasLeftItsRound) {
    tell(ModelReceived{0, 1, SimTime{0}});
    idle_until(SimTime{0}, kSecond);
    close(1, kSecond);
    EXPECT_TRUE(rows_.empty());
    tell(UpdateOffered{{0, 1}, kSecond, Bytes{10}, 1.0});
    tell(RoundLeft{0, 1, kSecond});
    tell(UpdateEnded{{0, 1}, Fate::kWithdrawn, kSecond});
    log_.flush();
    ASSERT_EQ(rows_.size(), 1U);
    EXPECT_EQ(rows_[0].fates[Fate::kWithdrawn], 1);
}

// One worker idle at 0.819 W: 0.819 J in the first second, 2 x 0.819 J in the two after it; none of it above resting.
TEST_F(RoundLogTest, ChargesEachRoundWithItsOwnTime) {
    is_beyond();
    idle_until(SimTime{0}, kSecond);
    close(1, kSecond);
    idle_until(kSecond, 3 * kSecond);
    close(2, 3 * kSecond);
    ASSERT_EQ(rows_.size(), 2U);
    EXPECT_NEAR(rows_[0].joules.total(), 0.819, 1e-12);
    EXPECT_NEAR(rows_[1].joules.total(), 1.638, 1e-12);
    EXPECT_NEAR(rows_[1].cumulative_total_j, 2.457, 1e-12);
    EXPECT_NEAR(rows_[1].joules.marginal, 0.0, 1e-12);
}

TEST_F(RoundLogTest, CountsUpdateBytesUpAndTheServersBytesDown) {
    is_beyond();
    const SimTime end{1000};
    tell(FrameSent{0, UpdateId{0, 1}, SimTime{0}, end, Bytes{100}});
    tell(FrameSent{0, std::nullopt, SimTime{0}, end, Bytes{14}});  // an acknowledgement: airtime, but no update
    tell(FrameSent{kServer, std::nullopt, SimTime{0}, end, Bytes{500}});
    idle_until(SimTime{0}, kSecond);
    close(1, kSecond);
    ASSERT_EQ(rows_.size(), 1U);
    EXPECT_EQ(rows_[0].uplink_bytes, 100);
    EXPECT_EQ(rows_[0].downlink_bytes, 500);
    EXPECT_NEAR(rows_[0].airtime_s, 3e-6, 1e-15);
}

TEST_F(RoundLogTest, CountsWhoGotTheModel) {
    tell(ModelReceived{0, 1, kSecond});
    EXPECT_EQ(log_.received(1), 1);
    EXPECT_EQ(log_.received(2), 0);
    EXPECT_EQ(log_.note_missed(1), 0);
    EXPECT_EQ(log_.note_missed(2), 1);
    tell(NodeDied{0, kSecond});
    EXPECT_EQ(log_.note_missed(3), 0);  // the dead miss nothing
    EXPECT_EQ(log_.missed_models()[0], 1);
}

}  // namespace
}  // namespace ogsim
