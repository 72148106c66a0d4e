#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "src/network/media.h"
#include "src/network/simulation.h"
#include "tests/src/network/cell.h"

namespace ogsim {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

// 8 Mb/s: a byte a microsecond.
struct IdealCell : Cell {
    explicit IdealCell(int count)
        : Cell(count, [&](Clock& on, Sink& sink) {
              return make_ideal({.workers = count, .rate = BitsPerSecond{8e6}}, on, sink);
          }) {}
    void send(int worker, std::size_t size) { medium->worker(worker).send({worker, 1}, some_bytes(size, 1)); }
};

// 100 and 300 bytes handed over at 1 ms: on the air 1.0 - 1.1 ms and 1.1 - 1.4 ms.
TEST(IdealMedium, SendsInTheOrderOfTheRequestsForEightBytesOverRate) {
    IdealCell cell(2);
    cell.clock.call_at(milliseconds(1), [&] {
        cell.send(1, 100);
        cell.send(0, 300);
    });
    cell.run_until(milliseconds(2));
    ASSERT_EQ(cell.server.updates.size(), 2U);
    EXPECT_EQ(cell.server.updates[0].update, (UpdateId{1, 1}));
    EXPECT_EQ(cell.server.updates[0].at, microseconds(1100));
    EXPECT_EQ(cell.server.updates[1].at, microseconds(1400));
    EXPECT_EQ(cell.server.updates[1].bytes, some_bytes(300, 1));
    EXPECT_EQ(cell.workers[0].outcomes.at(0).outcome, SendOutcome::kAcknowledged);
    EXPECT_EQ(cell.workers[0].outcomes.at(0).at, microseconds(1400));
}

// Worker 0: sends 0.3 ms, hears worker 1's 0.1 ms, idle the other 1.6 of 2 ms. The server hears 0.4 ms.
TEST(IdealMedium, ChargesSenderListenersAndSleepers) {
    IdealCell cell(3);
    cell.clock.call_at(microseconds(500), [&] { cell.medium->worker(2).sleep(); });
    cell.clock.call_at(milliseconds(1), [&] {
        cell.send(0, 300);
        cell.send(1, 100);
    });
    cell.clock.call_at(microseconds(1350), [&] { cell.medium->worker(2).wake(); });
    cell.clock.call_at(microseconds(1777), [&] { cell.medium->switch_off(1); });
    cell.run_until(milliseconds(2));
    EXPECT_EQ(cell.recorder.time(0, RadioState::kTx), microseconds(300));
    EXPECT_EQ(cell.recorder.time(0, RadioState::kRx), microseconds(100));
    EXPECT_EQ(cell.recorder.time(0, RadioState::kIdle), microseconds(1600));
    EXPECT_EQ(cell.recorder.time(kServer, RadioState::kRx), microseconds(400));
    EXPECT_EQ(cell.recorder.time(2, RadioState::kSleep), microseconds(850));
    EXPECT_EQ(cell.recorder.time(2, RadioState::kRx), microseconds(50));
    EXPECT_EQ(cell.recorder.time(1, RadioState::kOff), microseconds(223));
    for (int node = kServer; node < 3; ++node) {
        EXPECT_EQ(cell.recorder.covered(node), milliseconds(2));
    }
}

// Ten updates wait when the server has heard two: its broadcast goes next, and the eight are taken back in time.
TEST(IdealMedium, ABroadcastGoesBeforeAllThatWait) {
    IdealCell cell(10);
    cell.server.then_on_update = [&] {
        if (cell.server.updates.size() == 2) {
            cell.medium->server().broadcast(2, some_bytes(50, 2));
        }
    };
    for (int i = 0; i < 10; ++i) {
        cell.workers[static_cast<std::size_t>(i)].then = [&cell, i] { cell.medium->worker(i).withdraw(); };
    }
    cell.clock.call_at(milliseconds(1), [&] {
        for (int i = 0; i < 10; ++i) {
            cell.send(i, 100);
        }
    });
    cell.run_until(milliseconds(5));
    EXPECT_EQ(cell.server.updates.size(), 2U);
    EXPECT_EQ(cell.server.sent.at(0), microseconds(1250));
    EXPECT_EQ(cell.recorder.models.at(0).start, microseconds(1200));
    EXPECT_EQ(cell.recorder.frames.size(), 3U);
    for (int i = 2; i < 10; ++i) {
        ASSERT_EQ(cell.workers[static_cast<std::size_t>(i)].outcomes.size(), 1U);
        EXPECT_EQ(cell.workers[static_cast<std::size_t>(i)].outcomes[0].outcome, SendOutcome::kWithdrawn);
    }
}

TEST(IdealMedium, OrderingClockStandsStillWhileAnythingIsOnTheAir) {
    IdealCell cell(2);
    SimTime spoke{0};
    cell.medium->worker(1).ordering_clock().call_at_idle(microseconds(1500), [&] { spoke = cell.clock.now(); });
    cell.clock.call_at(milliseconds(1), [&] { cell.send(0, 300); });
    cell.run_until(milliseconds(3));
    EXPECT_EQ(spoke, microseconds(1800));
}

TEST(IdealMedium, ASleeperMissesTheBroadcastThatItSleptThroughInPart) {
    IdealCell cell(3);
    cell.medium->worker(1).sleep();
    cell.clock.call_at(milliseconds(1), [&] { cell.medium->server().broadcast(1, some_bytes(100, 1)); });
    cell.clock.call_at(microseconds(1050), [&] { cell.medium->worker(1).wake(); });
    cell.clock.call_at(microseconds(1060), [&] { cell.medium->switch_off(2); });
    cell.run_until(milliseconds(2));
    EXPECT_EQ(cell.workers[0].messages.size(), 1U);
    EXPECT_TRUE(cell.workers[1].messages.empty());
    EXPECT_TRUE(cell.workers[2].messages.empty());
}

TEST(IdealMedium, AnUpdateOfANodeThatDiesFails) {
    IdealCell cell(2);
    cell.clock.call_at(milliseconds(1), [&] {
        cell.send(0, 300);
        cell.send(1, 300);
    });
    cell.clock.call_at(microseconds(1100), [&] {
        cell.medium->switch_off(0);
        cell.medium->switch_off(1);
    });
    cell.run_until(milliseconds(3));
    EXPECT_TRUE(cell.server.updates.empty());
    for (const WorkerEar& worker : cell.workers) {
        ASSERT_EQ(worker.outcomes.size(), 1U);
        EXPECT_EQ(worker.outcomes[0].outcome, SendOutcome::kFailed);
    }
}

TEST(IdealOptions, AreChecked) {
    Simulation simulation;
    Recorder recorder(simulation.clock());
    EXPECT_THAT([&] { (void)make_ideal({.workers = 0}, simulation.clock(), recorder); },
                testing::ThrowsMessage<std::invalid_argument>("workers must be >= 1, got 0"));
    EXPECT_THROW((void)make_ideal({.rate = BitsPerSecond{0}}, simulation.clock(), recorder), std::invalid_argument);
}

TEST(Ns3Clock, CallsInOrderAndNotWhatWasTakenBack) {
    Simulation simulation;
    Clock& clock = simulation.clock();
    std::string calls;
    clock.call_at(microseconds(2), [&] { calls += "c"; });
    clock.call_at(microseconds(1), [&] { calls += "a"; });
    clock.call_at(microseconds(1), [&] { calls += "b"; });
    const TimerId taken_back = clock.call_at(microseconds(1), [&] { calls += "x"; });
    clock.cancel(taken_back);
    clock.cancel(taken_back);
    clock.call_at(microseconds(3), [&] { simulation.stop(); });
    clock.call_at(microseconds(4), [&] { calls += "too late"; });
    simulation.run();
    EXPECT_EQ(calls, "abc");
    EXPECT_EQ(clock.now(), microseconds(3));
    EXPECT_THROW(clock.call_at(microseconds(2), [] {}), std::invalid_argument);
}

TEST(Simulation, StartsAtZeroEachTime) {
    for (int i = 0; i < 3; ++i) {
        Simulation simulation;
        EXPECT_EQ(simulation.clock().now(), SimTime{0});
        simulation.run_until(milliseconds(5));
        EXPECT_EQ(simulation.clock().now(), milliseconds(5));
    }
}

}  // namespace
}  // namespace ogsim
