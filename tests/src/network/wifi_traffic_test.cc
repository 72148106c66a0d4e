#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "model/random/stream.h"
#include "tests/src/network/wifi_cell.h"

namespace ogsim {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

// Every outcome once for each send; what was acknowledged has arrived, exactly once, and unspoilt.
void expect_books_balance(WifiCell& cell) {
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

std::size_t count(const WifiCell& cell, SendOutcome wanted) {
    std::size_t found = 0;
    for (const WorkerEar& worker : cell.workers) {
        for (const Outcome& outcome : worker.outcomes) {
            found += outcome.outcome == wanted ? 1 : 0;
        }
    }
    return found;
}

// 30 % of fragments dropped: a MAC that tries 7 times fails with 0.3^7 = 0.02 % a fragment, so nearly all get through.
TEST(WifiTraffic, EveryAcknowledgedUpdateArrivesOnceUnderThirtyPercentLoss) {
    WifiCell cell({.air = {.workers = 10, .channel = {.extra_loss = 0.3}}});
    for (int round = 1; round <= 10; ++round) {
        cell.at(milliseconds(100) * round, [&cell, round] {
            for (int worker = 0; worker < 10; ++worker) {
                cell.send(worker, round, 4000);
            }
        });
    }
    cell.run_until(seconds(3));
    expect_books_balance(cell);
    EXPECT_EQ(cell.sent, 100U);
    EXPECT_GE(count(cell, SendOutcome::kAcknowledged), 98U);
    const auto retries = std::count_if(cell.recorder.frames.begin(), cell.recorder.frames.end(),
                                       [](const FrameSent& frame) { return frame.update && frame.is_retry; });
    EXPECT_GT(retries, 300 * 3 / 10);  // 300 fragments, 30 % of them at least once
}

// With everything lost a fragment has 7 attempts by the MAC and is handed to it 1 + 2 times: 21 frames, then kFailed.
TEST(WifiTraffic, GivesUpAfterTheLastRetry) {
    WifiCell cell({.air = {.workers = 1, .channel = {.extra_loss = 1.0}, .retries = 2}});
    cell.at(milliseconds(1), [&] { cell.send(0, 1, 500); });
    cell.run_until(seconds(1));
    EXPECT_EQ(cell.recorder.frames.size(), 21U);
    ASSERT_EQ(cell.ear(0).outcomes.size(), 1U);
    EXPECT_EQ(cell.ear(0).outcomes[0].outcome, SendOutcome::kFailed);
    EXPECT_TRUE(cell.server.updates.empty());
}

// The update takes about 22 exchanges of 0.33 ms. Withdrawn after 3 ms: the frame on the air ends, none starts.
TEST(WifiTraffic, NothingOfAWithdrawnUpdateIsSentLater) {
    WifiCell cell({.air = {.workers = 1}});
    cell.at(milliseconds(1), [&] { cell.send(0, 1, 30000); });
    cell.at(milliseconds(4), [&] { cell.withdraw(0); });
    cell.run_until(milliseconds(100));
    for (const FrameSent& frame : cell.recorder.frames) {
        EXPECT_TRUE(frame.start <= milliseconds(4) || !frame.update);
    }
    EXPECT_GT(cell.recorder.frames.size(), 6U);
    EXPECT_TRUE(cell.server.updates.empty());
    ASSERT_EQ(cell.ear(0).outcomes.size(), 1U);
    EXPECT_EQ(cell.ear(0).outcomes[0].outcome, SendOutcome::kWithdrawn);
    EXPECT_LT(cell.ear(0).outcomes[0].at, milliseconds(5));
}

TEST(WifiTraffic, WithdrawalAtTheLastMomentStillCountsAsAcknowledged) {
    WifiCell cell({.air = {.workers = 1}});
    cell.at(milliseconds(1), [&] { cell.send(0, 1, 1000); });
    cell.at(milliseconds(1) + microseconds(150), [&] { cell.withdraw(0); });  // in the middle of its only frame
    cell.run_until(milliseconds(10));
    ASSERT_EQ(cell.ear(0).outcomes.size(), 1U);
    EXPECT_EQ(cell.ear(0).outcomes[0].outcome, SendOutcome::kAcknowledged);
    EXPECT_EQ(cell.server.updates.size(), 1U);
}

// Withdrawals at random moments of a busy and lossy cell, each followed at once by the next update.
TEST(WifiTraffic, WithdrawAndSendAgainLosesNoOutcome) {
    WifiCell cell({.air = {.workers = 10, .channel = {.extra_loss = 0.2}}});
    auto random = random_stream(1, "test");
    for (int worker = 0; worker < 10; ++worker) {
        SimTime time = milliseconds(1);
        for (int round = 1; round <= 30; ++round) {
            time += SimTime{static_cast<std::int64_t>(random() % 20'000'000)};
            cell.at(time, [&cell, worker, round] {
                cell.withdraw(worker);
                cell.send(worker, round, 2600);
            });
        }
    }
    cell.run_until(seconds(3));
    expect_books_balance(cell);
    EXPECT_GT(count(cell, SendOutcome::kWithdrawn), 10U);
    EXPECT_GT(count(cell, SendOutcome::kAcknowledged), 10U);
}

// A stop waits for the exchange on the air (260 us of frame, SIFS 16 us, acknowledgement 28 us), then 34 us (AIFS of
// voice) and at most 3 slots of 9 us. A worker whose own countdown ends within those may still go first, rarely twice.
// In best effort it would stand in line with 20 workers.
TEST(WifiTraffic, StopIsOnTheAirAtOnceThoughTwentyWorkersContend) {
    constexpr SimTime kExchange = microseconds(260 + 16 + 28 + 61 + 1);
    std::vector<SimTime> waits;
    for (int trial = 0; trial < 20; ++trial) {
        WifiCell cell({.air = {.workers = 20, .seed = static_cast<std::uint64_t>(trial)}});
        cell.at(milliseconds(1), [&] {
            for (int worker = 0; worker < 20; ++worker) {
                cell.send(worker, 1, 26000);
            }
        });
        const SimTime stop = milliseconds(10) + microseconds(37) * trial;
        cell.at(stop, [&] { cell.broadcast(2, 100); });
        cell.run_until(milliseconds(20));
        SimTime last_end{0};
        for (const FrameSent& frame : cell.recorder.frames) {
            if (frame.node == kServer && frame.size > Bytes{100}) {
                EXPECT_LE(frame.start - std::max(last_end, stop), microseconds(34 + 3 * 9 + 1)) << "trial " << trial;
                waits.push_back(frame.start - stop);
                break;
            }
            last_end = std::max(last_end, frame.end);
        }
    }
    ASSERT_EQ(waits.size(), 20U);
    std::sort(waits.begin(), waits.end());
    EXPECT_LE(waits[10], kExchange);
    EXPECT_LE(waits[19], 3 * kExchange);
}

// 16 dBm - (46.7 + 30 log10(100000 m)) dB = -181 dBm: far below anything. The MAC tries, gives up, and so do we.
TEST(WifiTraffic, NobodyHearsAnythingOutOfRange) {
    WifiCell cell({.air = {.workers = 3, .radius = Metres{1e5}}});
    cell.at(milliseconds(1), [&] { cell.broadcast(1, 1000); });
    cell.at(milliseconds(5), [&] {
        for (int worker = 0; worker < 3; ++worker) {
            cell.send(worker, 1, 1000);
        }
    });
    cell.run_until(seconds(2));
    EXPECT_EQ(cell.server.sent.size(), 1U);
    EXPECT_TRUE(cell.ear(0).messages.empty() && cell.server.updates.empty());
    EXPECT_EQ(count(cell, SendOutcome::kFailed), 3U);
    EXPECT_EQ(cell.recorder.time(0, RadioState::kRx), SimTime{0});
}

std::string digest_of_a_busy_run(std::uint64_t seed) {
    WifiCell cell({.air = {.workers = 8, .seed = seed, .channel = {.extra_loss = 0.1}}});
    for (int round = 1; round <= 5; ++round) {
        cell.at(milliseconds(20) * round, [&cell, round] {
            cell.broadcast(round, 2000);
            for (int worker = 0; worker < 8; ++worker) {
                cell.send(worker, round, 2600);
            }
        });
    }
    cell.run_until(milliseconds(300));
    return cell.recorder.digest();
}

TEST(WifiTraffic, SameSeedGivesTheSameEventsInOneProcess) {
    const std::string first = digest_of_a_busy_run(5);
    EXPECT_GT(first.size(), 10000U);
    EXPECT_EQ(first, digest_of_a_busy_run(5));
    EXPECT_NE(first, digest_of_a_busy_run(6));
    EXPECT_EQ(first, digest_of_a_busy_run(5));
}

}  // namespace
}  // namespace ogsim
