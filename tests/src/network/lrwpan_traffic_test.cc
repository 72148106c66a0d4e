#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "model/random/stream.h"
#include "tests/src/network/lrwpan_cell.h"

namespace ogsim {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

// Every outcome once for each send; what was acknowledged has arrived, exactly once, and unspoilt.
void expect_books_balance(LrwpanCell& cell) {
    std::set<UpdateId> arrived;
    for (const HeardUpdate& heard : cell.server.updates) {
        EXPECT_TRUE(arrived.insert(heard.update).second) << "update of worker " << heard.update.worker << " came twice";
        EXPECT_EQ(heard.bytes, some_bytes(heard.bytes.size(), static_cast<std::size_t>(heard.update.worker)));
    }
    std::set<UpdateId> ended;
    for (const WorkerEar& worker : cell.workers) {
        for (const Outcome& outcome : worker.outcomes) {
            EXPECT_TRUE(ended.insert(outcome.update).second) << "two outcomes for worker " << outcome.update.worker;
            if (outcome.outcome != SendOutcome::kFailed) {
                EXPECT_EQ(arrived.contains(outcome.update), outcome.outcome == SendOutcome::kAcknowledged);
            }
        }
    }
    EXPECT_EQ(ended.size(), cell.sent);
}

void all_at_once(int workers) {
    LrwpanCell cell({.air = {.workers = workers, .radius = Metres{10}}});
    cell.at(milliseconds(1), [&] {
        for (int worker = 0; worker < workers; ++worker) {
            cell.send(worker, 1, 1000);
        }
    });
    cell.run_until(seconds(60));
    expect_books_balance(cell);
    EXPECT_EQ(cell.server.updates.size(), static_cast<std::size_t>(workers));
    EXPECT_EQ(cell.count(SendOutcome::kAcknowledged), static_cast<std::size_t>(workers));
}

TEST(LrwpanTraffic, TenWorkersWithAKilobyteEachAtOnceAllGetThrough) {
    all_at_once(10);
}

TEST(LrwpanTraffic, FiftyWorkersWithAKilobyteEachAtOnceAllGetThrough) {
    all_at_once(50);
}

// A frame fails the MAC's 4 attempts with 0.3^4 = 0.8 %, and all 4 * 4 with 0.3^16: nearly all get through, the frames
// again that were lost.
TEST(LrwpanTraffic, EveryAcknowledgedUpdateArrivesOnceUnderThirtyPercentLoss) {
    LrwpanCell cell({.air = {.workers = 10, .radius = Metres{10}, .channel = {.extra_loss = 0.3}}});
    for (int round = 1; round <= 5; ++round) {
        cell.at(seconds(2) * round, [&cell, round] {
            for (int worker = 0; worker < 10; ++worker) {
                cell.send(worker, round, 1000);
            }
        });
    }
    cell.run_until(seconds(20));
    expect_books_balance(cell);
    EXPECT_EQ(cell.sent, 50U);
    EXPECT_GE(cell.count(SendOutcome::kAcknowledged), 49U);
    const auto retries = std::count_if(cell.recorder.frames.begin(), cell.recorder.frames.end(),
                                       [](const FrameSent& frame) { return frame.update && frame.is_retry; });
    EXPECT_GT(retries, 500 * 3 / 10);  // 500 pieces, 30 % of them at least once
}

// With everything lost a frame has 1 + 3 attempts by the MAC and is handed to it 1 + 2 times: 12 frames, then kFailed.
TEST(LrwpanTraffic, GivesUpAfterTheLastRetry) {
    LrwpanCell cell({.air = {.workers = 1, .channel = {.extra_loss = 1.0}, .retries = 2}});
    cell.at(milliseconds(1), [&] { cell.send(0, 1, 500); });
    cell.run_until(seconds(1));
    EXPECT_EQ(cell.recorder.frames.size(), 12U);
    ASSERT_EQ(cell.ear(0).outcomes.size(), 1U);
    EXPECT_EQ(cell.ear(0).outcomes[0].outcome, SendOutcome::kFailed);
    EXPECT_TRUE(cell.server.updates.empty());
}

// 3000 bytes are 28 frames and more than 130 ms. Withdrawn after 30 ms: what is on the air ends, none starts.
TEST(LrwpanTraffic, NothingOfAWithdrawnUpdateIsSentLater) {
    LrwpanCell cell({.air = {.workers = 1}});
    cell.at(milliseconds(1), [&] { cell.send(0, 1, 3000); });
    cell.at(milliseconds(31), [&] { cell.withdraw(0); });
    cell.run_until(milliseconds(500));
    for (const FrameSent& frame : cell.recorder.frames) {
        EXPECT_TRUE(frame.start <= milliseconds(31) || !frame.update);
    }
    EXPECT_GT(cell.recorder.frames.size(), 4U);
    EXPECT_TRUE(cell.server.updates.empty());
    ASSERT_EQ(cell.ear(0).outcomes.size(), 1U);
    EXPECT_EQ(cell.ear(0).outcomes[0].outcome, SendOutcome::kWithdrawn);
    EXPECT_LE(cell.ear(0).outcomes[0].at, milliseconds(31) + microseconds(192 + 4256 + 864));
}

TEST(LrwpanTraffic, AFrameInItsBackoffIsTakenBackAtOnce) {
    LrwpanCell cell({.air = {.workers = 1}});
    cell.at(milliseconds(1), [&] { cell.send(0, 1, 50); });
    cell.at(milliseconds(1) + microseconds(100), [&] { cell.withdraw(0); });  // in the backoff, or in the CCA
    cell.run_until(milliseconds(50));
    EXPECT_TRUE(cell.recorder.frames.empty());
    ASSERT_EQ(cell.ear(0).outcomes.size(), 1U);
    EXPECT_EQ(cell.ear(0).outcomes[0].outcome, SendOutcome::kWithdrawn);
    EXPECT_EQ(cell.ear(0).outcomes[0].at, milliseconds(1) + microseconds(100));
}

TEST(LrwpanTraffic, WithdrawalAtTheLastMomentStillCountsAsAcknowledged) {
    LrwpanCell cell({.air = {.workers = 1}, .min_be = 0});
    cell.at(milliseconds(1), [&] { cell.send(0, 1, 100); });
    cell.at(milliseconds(3), [&] { cell.withdraw(0); });  // in the middle of its only frame
    cell.run_until(milliseconds(10));
    ASSERT_EQ(cell.ear(0).outcomes.size(), 1U);
    EXPECT_EQ(cell.ear(0).outcomes[0].outcome, SendOutcome::kAcknowledged);
    EXPECT_EQ(cell.server.updates.size(), 1U);
}

// Withdrawals at random moments of a busy and lossy cell, each followed at once by the next update.
TEST(LrwpanTraffic, WithdrawAndSendAgainLosesNoOutcome) {
    LrwpanCell cell({.air = {.workers = 6, .radius = Metres{10}, .channel = {.extra_loss = 0.2}}});
    auto random = random_stream(1, "test");
    for (int worker = 0; worker < 6; ++worker) {
        SimTime time = milliseconds(1);
        for (int round = 1; round <= 30; ++round) {
            time += SimTime{static_cast<std::int64_t>(random() % 100'000'000)};
            cell.at(time, [&cell, worker, round] {
                cell.withdraw(worker);
                cell.send(worker, round, 260);
            });
        }
    }
    cell.run_until(seconds(6));
    expect_books_balance(cell);
    EXPECT_GT(cell.count(SendOutcome::kWithdrawn), 10U);
    EXPECT_GT(cell.count(SendOutcome::kAcknowledged), 10U);
}

std::string digest(std::uint64_t seed) {
    LrwpanCell cell({.air = {.workers = 8, .seed = seed, .radius = Metres{10}, .channel = {.extra_loss = 0.1}}});
    cell.at(milliseconds(1), [&] { cell.broadcast(1, 500); });
    cell.at(milliseconds(50), [&] {
        for (int worker = 0; worker < 8; ++worker) {
            cell.send(worker, 1, 500);
        }
    });
    cell.at(milliseconds(300), [&] { cell.broadcast(2, 500); });
    cell.run_until(seconds(1));
    return cell.recorder.digest();
}

TEST(LrwpanTraffic, SameSeedSameFramesAndIntervals) {
    const std::string first = digest(1);
    EXPECT_NE(digest(2), first);
    EXPECT_EQ(digest(1), first);
}

// The worker has missed some of 100 pieces with probability 1 - 0.8^100; it asks, and the server sends those again.
TEST(LrwpanTraffic, AMissedPieceOfABroadcastIsAskedForWhereRepairIsOn) {
    for (const DownlinkRepair repair : {DownlinkRepair::kNone, DownlinkRepair::kAsk}) {
        LrwpanCell cell(
            {.air = {.workers = 5, .radius = Metres{10}, .channel = {.extra_loss = 0.2}, .downlink_repair = repair}});
        cell.at(milliseconds(1), [&] { cell.broadcast(1, 10800); });
        cell.run_until(seconds(20));
        for (int worker = 0; worker < 5; ++worker) {
            EXPECT_EQ(cell.ear(worker).messages.size(), repair == DownlinkRepair::kAsk ? 1U : 0U);
            EXPECT_EQ(cell.ear(worker).begins.size(), 1U);
        }
        EXPECT_EQ(cell.server.sent.size(), 1U);
        EXPECT_EQ(cell.recorder.models.size(), 1U);
        const auto asks = std::count_if(cell.recorder.frames.begin(), cell.recorder.frames.end(),
                                        [](const FrameSent& frame) { return frame.is_request; });
        EXPECT_EQ(asks > 0, repair == DownlinkRepair::kAsk);
    }
}

class OtherEar final : public WorkerRadioListener {
 public:
    void on_broadcast_begins() override {}
    void on_broadcast(Payload) override {}
    void on_outcome(UpdateId, SendOutcome) override {}
    void on_overheard(UpdateId update, Payload message) override {
        updates.push_back({update, SimTime{0}, {message.begin(), message.end()}});
    }
    std::vector<HeardUpdate> updates;
};

// A tenth of the frames is lost at the server, and then sent again: the other worker hears those twice, and tells once.
// It misses none of 3 pieces with 0.9^3 = 0.73, or more where they are sent again: 14.6 of 20, or more.
TEST(LrwpanTraffic, OverhearsTheUpdatesOfOthersOnceEach) {
    LrwpanCell cell(
        {.air = {.workers = 2, .radius = Metres{10}, .channel = {.extra_loss = 0.1}, .overhearing = Overhearing::kOn}});
    OtherEar other;
    cell.medium->worker(1).listen(other);
    for (int round = 1; round <= 20; ++round) {
        cell.at(milliseconds(100) * round, [&cell, round] { cell.send(0, round, 300); });
    }
    cell.run_until(seconds(4));
    EXPECT_GE(other.updates.size(), 10U);
    std::set<UpdateId> once;
    for (const HeardUpdate& heard : other.updates) {
        EXPECT_TRUE(once.insert(heard.update).second);
        EXPECT_EQ(heard.bytes, some_bytes(300, 0));
    }
}

class RequestEar final : public ServerRadioListener {
 public:
    void on_broadcast_sent() override {}
    void on_update(UpdateId, Payload) override {}
    void on_request(int worker, Payload message) override { requests.emplace_back(worker, message.size()); }
    std::vector<std::pair<int, std::size_t>> requests;
};

TEST(LrwpanTraffic, ARequestTakesThePlaceOfOneThatHasNotLeft) {
    LrwpanCell cell({.air = {.workers = 1}});
    RequestEar server;
    cell.medium->server().listen(server);
    cell.at(milliseconds(1), [&] {
        cell.send(0, 1, 300);
        cell.medium->worker(0).request(some_bytes(10, 1));
        cell.medium->worker(0).request(some_bytes(20, 1));
    });
    cell.at(milliseconds(200), [&] { cell.medium->worker(0).request(some_bytes(30, 1)); });
    cell.run_until(seconds(1));
    EXPECT_EQ(server.requests, (std::vector<std::pair<int, std::size_t>>{{0, 20}, {0, 30}}));
    EXPECT_EQ(cell.count(SendOutcome::kAcknowledged), 1U);
}

}  // namespace
}  // namespace ogsim
