#include <gtest/gtest.h>

#include <algorithm>

#include "model/random/stream.h"
#include "tests/src/network/wifi_cell.h"

namespace ogsim {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

void request(WifiCell& cell, int worker, std::size_t seed) {
    cell.medium->worker(worker).request(some_bytes(40, seed));
}

TEST(WifiRequest, ArrivesAndIsToldApartOnTheAir) {
    WifiCell cell({.air = {.workers = 2}});
    cell.at(milliseconds(1), [&] { request(cell, 1, 5); });
    cell.run_until(milliseconds(10));
    ASSERT_EQ(cell.server.requests.size(), 1U);
    EXPECT_EQ(cell.server.requests[0].update.worker, 1);
    EXPECT_EQ(cell.server.requests[0].bytes, some_bytes(40, 5));
    ASSERT_EQ(cell.recorder.frames.size(), 2U);
    EXPECT_TRUE(cell.recorder.frames[0].is_request);
    EXPECT_FALSE(cell.recorder.frames[0].update.has_value());
    EXPECT_FALSE(cell.recorder.frames[1].is_request);  // the acknowledgement
    EXPECT_EQ(cell.outcomes(), 0U);
}

// Half of all frames are dropped: 7 attempts by the MAC, four times: 0.5^28.
TEST(WifiRequest, IsRetriedBesideAnUpdateAndOutlivesItsWithdrawal) {
    WifiCell cell({.air = {.workers = 3, .channel = {.extra_loss = 0.5}}});
    for (int worker = 0; worker < 3; ++worker) {
        cell.at(milliseconds(1), [&cell, worker] {
            cell.send(worker, 1, 3000);
            request(cell, worker, 1);
            cell.withdraw(worker);
        });
    }
    cell.run_until(seconds(1));
    EXPECT_EQ(cell.server.requests.size(), 3U);
    EXPECT_TRUE(cell.server.updates.empty());
    EXPECT_EQ(cell.outcomes(), 3U);
}

TEST(WifiRequest, TakesThePlaceOfOneThatHasNotLeft) {
    WifiCell cell({.air = {.workers = 1}});
    cell.at(milliseconds(1), [&] {
        request(cell, 0, 1);
        request(cell, 0, 2);
    });
    cell.run_until(milliseconds(10));
    ASSERT_EQ(cell.server.requests.size(), 1U);
    EXPECT_EQ(cell.server.requests[0].bytes, some_bytes(40, 2));
}

// Three pieces each; all within 5 m, so everybody hears everybody. Each update is passed on once, whole, to both
// others.
TEST(WifiOverhearing, TellsEachUpdateOfTheOthersOnce) {
    WifiCell cell({.air = {.workers = 3, .radius = Metres{5}, .overhearing = Overhearing::kOn}});
    for (int round = 1; round <= 4; ++round) {
        for (int worker = 0; worker < 3; ++worker) {
            cell.at(milliseconds(20 * round + 5 * worker), [&cell, worker, round] { cell.send(worker, round, 3000); });
        }
    }
    cell.run_until(milliseconds(200));
    for (int worker = 0; worker < 3; ++worker) {
        const auto& heard = cell.ear(worker).overheard;
        ASSERT_EQ(heard.size(), 8U);
        for (const HeardUpdate& each : heard) {
            EXPECT_NE(each.update.worker, worker);
            EXPECT_EQ(each.bytes, some_bytes(3000, static_cast<std::size_t>(each.update.worker)));
        }
    }
}

TEST(WifiOverhearing, IsOffUnlessAskedForAndChangesNoFrame) {
    const auto digest = [](Overhearing overhearing, std::size_t expected) {
        WifiCell cell({.air = {.workers = 5, .radius = Metres{5}, .overhearing = overhearing}, .gated = false});
        cell.at(milliseconds(1), [&cell] {
            for (int worker = 0; worker < 5; ++worker) {
                cell.send(worker, 1, 3000);
            }
        });
        cell.run_until(milliseconds(100));
        EXPECT_EQ(cell.ear(0).overheard.empty(), expected == 0);
        return cell.recorder.digest();
    };
    EXPECT_EQ(digest(Overhearing::kOff, 0), digest(Overhearing::kOn, 4));
}

// 3 ms to wake: broadcasts in the first half are missed, what is sent meanwhile leaves when the radio is awake.
TEST(WifiWake, TakesItsTimeAndHoldsBackWhatIsSent) {
    WifiCell cell({.air = {.workers = 1, .wake_time = milliseconds(3)}});
    cell.at(milliseconds(1), [&] { cell.medium->worker(0).sleep(); });
    cell.at(milliseconds(5), [&] {
        cell.medium->worker(0).wake();
        cell.medium->worker(0).wake();  // no effect: it is waking
        cell.send(0, 1, 1000);
    });
    cell.at(milliseconds(6), [&] { cell.broadcast(1, 500); });
    cell.run_until(milliseconds(20));
    EXPECT_EQ(cell.recorder.time(0, RadioState::kSleep), milliseconds(4));
    EXPECT_EQ(cell.recorder.time(0, RadioState::kSwitch), milliseconds(3));
    EXPECT_TRUE(cell.ear(0).messages.empty());
    ASSERT_EQ(cell.server.updates.size(), 1U);
    EXPECT_GE(cell.server.updates[0].at, milliseconds(8) + microseconds(200));
    EXPECT_LE(cell.server.updates[0].at, milliseconds(8) + microseconds(400));
}

TEST(WifiWake, IsBrokenOffBySleep) {
    WifiCell cell({.air = {.workers = 1, .wake_time = milliseconds(3)}});
    cell.at(milliseconds(1), [&] { cell.medium->worker(0).sleep(); });
    cell.at(milliseconds(5), [&] { cell.medium->worker(0).wake(); });
    cell.at(milliseconds(7), [&] { cell.medium->worker(0).sleep(); });
    cell.run_until(milliseconds(20));
    EXPECT_EQ(cell.recorder.time(0, RadioState::kSwitch), milliseconds(2));
    EXPECT_EQ(cell.recorder.time(0, RadioState::kSleep), milliseconds(4 + 13));
}

TEST(WifiWake, WithdrawsWhatWaitsForIt) {
    WifiCell cell({.air = {.workers = 1, .wake_time = milliseconds(3)}});
    cell.at(milliseconds(1), [&] { cell.medium->worker(0).sleep(); });
    cell.at(milliseconds(5), [&] {
        cell.medium->worker(0).wake();
        cell.send(0, 1, 1000);
    });
    cell.at(milliseconds(6), [&] { cell.withdraw(0); });
    cell.run_until(milliseconds(20));
    ASSERT_EQ(cell.ear(0).outcomes.size(), 1U);
    EXPECT_EQ(cell.ear(0).outcomes[0].outcome, SendOutcome::kWithdrawn);
    EXPECT_TRUE(cell.recorder.frames.empty());
}

// Off at any moment of a busy cell, on again 7 ms later: nothing old is sent, and the next update gets through.
TEST(WifiReturn, AWorkerThatComesBackHasNothingToSendAndWorksAsBefore) {
    for (int trial = 0; trial < 60; ++trial) {
        WifiCell cell({.air = {.workers = 5, .seed = static_cast<std::uint64_t>(trial)}});
        for (int worker = 0; worker < 5; ++worker) {
            cell.at(milliseconds(1), [&cell, worker] { cell.send(worker, 1, 6000); });
        }
        const SimTime off = milliseconds(1) + microseconds(97) * trial;
        cell.at(off, [&] { cell.medium->switch_off(0); });
        cell.at(off + milliseconds(7), [&] { cell.medium->switch_on(0); });
        cell.at(milliseconds(40), [&] { cell.broadcast(2, 3000); });
        cell.at(milliseconds(60), [&] { cell.send(0, 2, 6000); });
        cell.run_until(milliseconds(100));
        EXPECT_EQ(cell.recorder.time(0, RadioState::kOff), milliseconds(7)) << trial;
        EXPECT_EQ(cell.ear(0).messages.size(), 1U) << trial;
        ASSERT_EQ(cell.ear(0).outcomes.size(), 2U) << trial;
        EXPECT_EQ(cell.ear(0).outcomes[1].outcome, SendOutcome::kAcknowledged) << trial;
        for (const FrameSent& frame : cell.recorder.frames) {
            EXPECT_FALSE(frame.update == (UpdateId{0, 1}) && frame.start > off) << trial;
        }
    }
}

// Within the frame that was on the air when it went off too: it comes back when that frame has ended.
TEST(WifiReturn, AtOnceIsAfterTheFrameOnTheAir) {
    for (int trial = 0; trial < 60; ++trial) {
        WifiCell cell({.air = {.workers = 3, .seed = static_cast<std::uint64_t>(trial)}});
        for (int worker = 0; worker < 3; ++worker) {
            cell.at(milliseconds(1), [&cell, worker] { cell.send(worker, 1, 6000); });
        }
        const SimTime off = milliseconds(1) + microseconds(53) * trial;
        cell.at(off, [&] { cell.medium->switch_off(0); });
        cell.at(off + microseconds(1), [&] { cell.medium->switch_on(0); });
        cell.at(milliseconds(60), [&] { cell.send(0, 2, 6000); });
        cell.run_until(milliseconds(100));
        EXPECT_GE(cell.recorder.time(0, RadioState::kOff), microseconds(1)) << trial;
        EXPECT_LE(cell.recorder.time(0, RadioState::kOff), microseconds(300)) << trial;
        ASSERT_EQ(cell.ear(0).outcomes.size(), 2U) << trial;
        EXPECT_EQ(cell.ear(0).outcomes[1].outcome, SendOutcome::kAcknowledged) << trial;
    }
}

TEST(WifiReturn, AServerThatComesBackHasForgottenItsBroadcast) {
    for (int trial = 0; trial < 30; ++trial) {
        WifiCell cell({.air = {.workers = 2}});
        cell.at(milliseconds(1), [&] { cell.broadcast(1, 14000); });
        const SimTime off = milliseconds(1) + microseconds(83) * trial;
        cell.at(off, [&] { cell.medium->switch_off(kServer); });
        cell.at(off + milliseconds(5), [&] { cell.medium->switch_on(kServer); });
        cell.at(milliseconds(30), [&] { cell.broadcast(2, 14000); });
        cell.run_until(milliseconds(60));
        EXPECT_EQ(cell.server.sent.size(), 1U) << trial;
        EXPECT_EQ(cell.ear(0).messages.size(), 1U) << trial;
        EXPECT_EQ(cell.ear(1).messages.size(), 1U) << trial;
        EXPECT_EQ(cell.ear(1).messages.back(), some_bytes(14000, 2)) << trial;
    }
}

std::size_t broadcasts_heard(DownlinkRepair repair, int workers) {
    WifiCell cell({.air = {.workers = workers, .channel = {.extra_loss = 0.2}, .downlink_repair = repair}});
    for (int round = 1; round <= 10; ++round) {
        cell.at(milliseconds(100) * round, [&cell, round] { cell.broadcast(round, 14000); });
    }
    cell.run_until(seconds(2));
    EXPECT_EQ(cell.server.sent.size(), 10U);
    EXPECT_EQ(cell.recorder.models.size(), 10U);
    std::size_t heard = 0;
    for (const WorkerEar& worker : cell.workers) {
        EXPECT_EQ(worker.begins.size(), 10U);
        heard += worker.messages.size();
    }
    return heard;
}

// Ten pieces, each lost with probability 0.2: whole with probability 0.8^10 = 0.107, so of 50 about 5. Asked for up to
// four times the rest nearly always comes: one piece stays away with probability 0.2^5.
TEST(WifiRepair, BringsWhatWasMissed) {
    const std::size_t without = broadcasts_heard(DownlinkRepair::kNone, 5);
    EXPECT_LE(without, 15U);
    EXPECT_GE(broadcasts_heard(DownlinkRepair::kAsk, 5), 48U);
}

TEST(WifiRepair, CostsNothingWhereNothingIsMissed) {
    const auto digest = [](DownlinkRepair repair) {
        WifiCell cell({.air = {.workers = 5, .downlink_repair = repair}, .gated = false});
        cell.at(milliseconds(1), [&] { cell.broadcast(1, 14000); });
        cell.run_until(milliseconds(100));
        return cell.recorder.digest();
    };
    EXPECT_EQ(digest(DownlinkRepair::kNone), digest(DownlinkRepair::kAsk));
}

}  // namespace
}  // namespace ogsim
