#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "model/random/stream.h"
#include "ns3/lr-wpan-net-device.h"
#include "ns3/node-list.h"
#include "ns3/node.h"
#include "src/network/ns3_time.h"
#include "tests/src/network/lrwpan_cell.h"

namespace ogsim {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

// Light takes 10 ns to 3 m.
const std::vector<Place> kTwo = {{Metres{3}, Metres{0}}, {Metres{0}, Metres{3}}};
constexpr SimTime kAll = milliseconds(20);

// One exchange of 119 bytes (4000 us) and its ACK (352 us), as in LrwpanExchange. The other worker receives both.
TEST(LrwpanPower, StatesOfOneExchangeAreThoseOfItsFrames) {
    LrwpanCell cell({.air = {.workers = 2, .places = kTwo}, .min_be = 0});
    cell.at(milliseconds(1), [&] { cell.send(0, 1, 100); });
    cell.run_until(kAll);
    Recorder& seen = cell.recorder;
    EXPECT_EQ(seen.time(0, RadioState::kTx), microseconds(4000));
    EXPECT_EQ(seen.time(0, RadioState::kRx), microseconds(352));
    EXPECT_EQ(seen.time(kServer, RadioState::kTx), microseconds(352));
    EXPECT_EQ(seen.time(kServer, RadioState::kRx), microseconds(4000));
    EXPECT_EQ(seen.time(1, RadioState::kRx), microseconds(4352));
    for (int node = kServer; node < 2; ++node) {
        EXPECT_EQ(seen.covered(node), kAll);
        EXPECT_EQ(seen.time(node, RadioState::kBusy), SimTime{0});
        EXPECT_EQ(seen.time(node, RadioState::kIdle),
                  kAll - seen.time(node, RadioState::kTx) - seen.time(node, RadioState::kRx));
    }
}

// Two frames that overlap, equally strong: the spreading lets the server decode the first, which it answers. What is
// left of the other one is energy.
TEST(LrwpanPower, EnergyThatIsNotReceivedCountsAsBusy) {
    LrwpanCell cell({.air = {.workers = 2, .places = kTwo, .retries = 0}, .min_be = 0, .max_frame_retries = 0});
    cell.at(milliseconds(1), [&] { cell.send(0, 1, 30); });
    // Both find the channel idle: 320 us go by between the second's CCA and the first's frame.
    cell.at(milliseconds(1) + microseconds(100), [&] { cell.send(1, 1, 100); });
    cell.run_until(milliseconds(30));
    // 1320 to 3080 us: 55 bytes of 32 us; the ACK 3272 to 3624 us; the other 1420 to 5420 us: 125 bytes.
    EXPECT_EQ(cell.recorder.time(kServer, RadioState::kRx), microseconds(1760));
    EXPECT_EQ(cell.recorder.time(kServer, RadioState::kTx), microseconds(352));
    EXPECT_EQ(cell.recorder.time(kServer, RadioState::kBusy), microseconds(5420 - 3080 - 352));
    EXPECT_EQ(cell.count(SendOutcome::kFailed), 1U);
}

/// Time in each state, as ns-3's transceiver traces it.
class TracedTimes {
 public:
    explicit TracedTimes(std::uint32_t node) {
        const auto device = ns3::DynamicCast<ns3::LrWpanNetDevice>(ns3::NodeList::GetNode(node)->GetDevice(0));
        device->GetPhy()->TraceConnectWithoutContext("TrxState", ns3::MakeCallback(&TracedTimes::changed, this));
    }
    std::map<ns3::LrWpanPhyEnumeration, SimTime> times;

 private:
    void changed(ns3::Time when, ns3::LrWpanPhyEnumeration before, ns3::LrWpanPhyEnumeration /*after*/) {
        times[before] += from_ns3(when) - since_;
        since_ = from_ns3(when);
    }
    SimTime since_{0};
};

// The run ends while all listen, so that whatever was BUSY_TX or BUSY_RX has been traced.
TEST(LrwpanPower, TransmissionsAndReceptionsAreThoseOfNs3sOwnTrace) {
    LrwpanCell cell({.air = {.workers = 5, .radius = Metres{10}, .channel = {.extra_loss = 0.1}}});
    std::vector<std::unique_ptr<TracedTimes>> traced;
    for (std::uint32_t node = 0; node < 6; ++node) {
        traced.push_back(std::make_unique<TracedTimes>(node));
    }
    cell.at(milliseconds(1), [&] { cell.broadcast(1, 500); });
    cell.at(milliseconds(40), [&] {
        for (int worker = 0; worker < 5; ++worker) {
            cell.send(worker, 1, 500);
        }
    });
    cell.run_until(seconds(3));
    EXPECT_EQ(cell.count(SendOutcome::kAcknowledged), 5U);
    for (int node = kServer; node < 5; ++node) {
        auto& times = traced[static_cast<std::size_t>(node + 1)]->times;
        EXPECT_GT(times[ns3::IEEE_802_15_4_PHY_BUSY_TX], milliseconds(5));
        EXPECT_EQ(cell.recorder.time(node, RadioState::kTx), times[ns3::IEEE_802_15_4_PHY_BUSY_TX]);
        EXPECT_EQ(cell.recorder.time(node, RadioState::kRx), times[ns3::IEEE_802_15_4_PHY_BUSY_RX]);
        EXPECT_EQ(cell.recorder.covered(node), seconds(3));
    }
}

// 5 ms asleep, 1 ms waking up; a broadcast that began meanwhile is missed whole, and its energy found on waking.
TEST(LrwpanPower, ASleeperHearsNothingAndWakesUpInItsTime) {
    LrwpanCell cell({.air = {.workers = 2, .places = kTwo, .wake_time = milliseconds(1)}});
    cell.at(milliseconds(1), [&] { cell.medium->worker(0).sleep(); });
    cell.at(milliseconds(2), [&] { cell.broadcast(1, 100); });  // 2320 to 6320 us
    cell.at(milliseconds(4), [&] { cell.medium->worker(0).wake(); });
    cell.at(milliseconds(4) + microseconds(500), [&] { cell.send(0, 1, 10); });  // waits
    cell.run_until(kAll);
    EXPECT_EQ(cell.recorder.time(0, RadioState::kSleep), milliseconds(3));
    EXPECT_EQ(cell.recorder.time(0, RadioState::kSwitch), milliseconds(1));
    EXPECT_EQ(cell.recorder.time(0, RadioState::kBusy), microseconds(1320) + SimTime{10});
    EXPECT_TRUE(cell.ear(0).begins.empty());
    EXPECT_EQ(cell.ear(1).messages.size(), 1U);
    EXPECT_EQ(cell.count(SendOutcome::kAcknowledged), 1U);
    const auto own = std::find_if(cell.recorder.frames.begin(), cell.recorder.frames.end(),
                                  [](const FrameSent& frame) { return frame.node == 0; });
    ASSERT_NE(own, cell.recorder.frames.end());
    EXPECT_GE(own->start, microseconds(6320));
}

// Off within its frame (1320 to 5320 us): nobody receives it, and nothing follows it. Back on, it sends again.
TEST(LrwpanPower, AFrameWithinWhichItsSenderDiedReachesNobody) {
    LrwpanCell cell({.air = {.workers = 1, .places = {kTwo[0]}}, .min_be = 0});
    cell.at(milliseconds(1), [&] { cell.send(0, 1, 100); });
    cell.at(milliseconds(3), [&] { cell.medium->switch_off(0); });
    cell.at(milliseconds(4), [&] { cell.medium->switch_on(0); });
    cell.at(milliseconds(4), [&] { cell.send(0, 2, 100); });
    cell.run_until(milliseconds(50));
    EXPECT_EQ(cell.recorder.time(0, RadioState::kOff), milliseconds(1));
    EXPECT_EQ(cell.recorder.time(0, RadioState::kTx), microseconds(1680 + 4000));
    ASSERT_EQ(cell.ear(0).outcomes.size(), 2U);
    EXPECT_EQ(cell.ear(0).outcomes[0].outcome, SendOutcome::kFailed);
    EXPECT_EQ(cell.ear(0).outcomes[1].outcome, SendOutcome::kAcknowledged);
    ASSERT_EQ(cell.server.updates.size(), 1U);
    EXPECT_EQ(cell.server.updates[0].update, (UpdateId{0, 2}));
}

TEST(LrwpanPower, ADeadServersBroadcastIsBrokenOff) {
    LrwpanCell cell({.air = {.workers = 1, .places = {kTwo[0]}}});
    cell.at(milliseconds(1), [&] { cell.broadcast(1, 1000); });
    cell.at(milliseconds(10), [&] { cell.medium->switch_off(kServer); });
    cell.at(milliseconds(20), [&] { cell.send(0, 1, 100); });
    cell.at(seconds(1), [&] { cell.medium->switch_on(kServer); });
    cell.at(seconds(1), [&] { cell.broadcast(2, 1000); });
    cell.run_until(seconds(2));
    EXPECT_EQ(cell.server.sent.size(), 1U);
    EXPECT_EQ(cell.recorder.models.size(), 1U);
    EXPECT_EQ(cell.ear(0).messages.size(), 1U);
    EXPECT_EQ(cell.count(SendOutcome::kFailed), 1U);
    EXPECT_EQ(cell.recorder.time(kServer, RadioState::kOff), milliseconds(990));
}

// A and B stand on opposite sides of the server, hear it and not each other: with an exponent of 8 the loss is 96 dB
// over 5 m and 120 dB over 10 m, and noise is at -107 dBm. B's frame begins at the server in the nanosecond in which
// A's first one ends (1320 + 4256 us), and outlasts the acknowledgement of that. A's second frame is locked on, and
// broken off by A's end. From there on ns-3's transceiver would be deaf, and the next frame would stop the program.
TEST(LrwpanPower, AReceiverThatNs3LeavesStuckIsFreed) {
    LrwpanCell cell({.air = {.workers = 2,
                             .places = {{Metres{-5}, Metres{0}}, {Metres{5}, Metres{0}}},
                             .channel = {.path_loss_exponent = 8.0}},
                     .min_be = 0,
                     .max_frame_retries = 0});
    cell.at(milliseconds(1), [&] { cell.send(0, 1, 1000); });
    cell.at(milliseconds(1) + microseconds(4256), [&] { cell.send(1, 1, 108); });  // on the air at 5576 us
    cell.at(milliseconds(9), [&] { cell.medium->switch_off(0); });
    cell.run_until(milliseconds(200));
    ASSERT_GE(cell.recorder.frames.size(), 4U);
    EXPECT_EQ(cell.recorder.frames[1].start, cell.recorder.frames[0].end);
    EXPECT_EQ(cell.count(SendOutcome::kAcknowledged), 1U);
    EXPECT_EQ(cell.count(SendOutcome::kFailed), 1U);
}

// A jammer of 20 dBm 1 m away from the server, on from 10 to 60 ms: nobody finds the channel free, and then all do. It
// sends in 50 slices of 1 ms with a gap of 2 us after each (foreign_sender.h), in which the radio is idle.
TEST(LrwpanPower, AJammerKeepsEverybodyWaiting) {
    LrwpanCell cell({.air = {.workers = 2,
                             .places = kTwo,
                             .interference = {.kind = Interference::Kind::kJammer,
                                              .place = {Metres{1}, Metres{0}},
                                              .from = Seconds{0.01},
                                              .until = Seconds{0.06}}}});
    cell.at(milliseconds(20), [&] {
        cell.send(0, 1, 200);
        cell.broadcast(1, 200);
    });
    cell.run_until(milliseconds(200));
    ASSERT_FALSE(cell.recorder.frames.empty());
    EXPECT_GE(cell.recorder.frames[0].start, milliseconds(60));
    EXPECT_EQ(cell.recorder.time(1, RadioState::kBusy), 50 * (milliseconds(1) - microseconds(2)));
    EXPECT_EQ(cell.count(SendOutcome::kAcknowledged), 1U);
    EXPECT_EQ(cell.ear(1).messages.size(), 1U);
}

// Frozen from the first frame to the contention time after the last; both ways of waiting are counted below.
//     contention = 864 us (no ACK) + (2^5 - 1) * 320 us + 128 us + 192 us = 11 104 us
TEST(LrwpanPower, TheOrderingClockStandsStillUntilNobodyCanHaveAFrameLeft) {
    LrwpanCell cell({.air = {.workers = 2, .places = kTwo}, .min_be = 0});
    cell.at(milliseconds(1), [&] { cell.send(0, 1, 100); });  // on the air 1320 to 5320 us, ACK to 5864 us
    cell.run_until(milliseconds(30));
    const SimTime frozen = microseconds(5864 - 1320) + microseconds(864 + 31 * 320 + 128 + 192);
    for (OrderingClock* clock : {&cell.medium->worker(1).ordering_clock(), &cell.medium->server().ordering_clock()}) {
        EXPECT_NEAR(static_cast<double>((milliseconds(30) - clock->idle_time()).count()),
                    static_cast<double>(frozen.count()), 50);
    }
}

// Everything that can be done to a radio, at random times of a busy and lossy cell, the server's too. Every send has
// one outcome, what was acknowledged has arrived, and the intervals (checked by the recorder) reach to the end.
void torment(std::uint64_t seed) {
    constexpr int kWorkers = 4;
    LrwpanCell cell({.air = {.workers = kWorkers,
                             .seed = seed,
                             .radius = Metres{10},
                             .channel = {.extra_loss = 0.1},
                             .wake_time = microseconds(500),
                             .overhearing = Overhearing::kOn,
                             .downlink_repair = DownlinkRepair::kAsk}});
    auto random = random_stream(seed, "test");
    const auto between = [&random](SimTime least, SimTime most) {
        return least +
               SimTime{static_cast<std::int64_t>(random() % static_cast<std::uint64_t>((most - least).count()))};
    };
    std::vector<std::int64_t> round(kWorkers, 0);
    for (int worker = 0; worker < kWorkers; ++worker) {
        for (SimTime time = milliseconds(1); time < seconds(2); time += between(SimTime{1}, milliseconds(30))) {
            const auto what = random() % 8;
            cell.at(time, [&cell, &round, worker, what] {
                WorkerRadio& radio = cell.medium->worker(worker);
                switch (what) {
                    case 0:
                        return cell.medium->switch_off(worker);
                    case 1:
                        return radio.sleep();
                    case 2:
                        return radio.request(some_bytes(20, 1));
                    case 3:
                    case 4:
                        cell.medium->switch_on(worker);
                        return radio.wake();
                    default:
                        cell.withdraw(worker);
                        return cell.send(worker, ++round[static_cast<std::size_t>(worker)], 150);
                }
            });
        }
    }
    std::int64_t broadcasts = 0;
    bool is_sending = false;
    cell.server.then = [&] { is_sending = false; };
    for (SimTime time = milliseconds(1); time < seconds(2); time += between(SimTime{1}, milliseconds(100))) {
        const auto what = random() % 6;
        cell.at(time, [&, what] {
            if (what == 0) {
                cell.medium->switch_off(kServer);
                is_sending = false;
            } else {
                cell.medium->switch_on(kServer);
                if (!std::exchange(is_sending, true)) {
                    cell.broadcast(++broadcasts, 400);
                }
            }
        });
    }
    cell.at(seconds(2), [&] {
        for (int worker = 0; worker < kWorkers; ++worker) {
            cell.medium->switch_on(worker);
            cell.medium->worker(worker).wake();
        }
        cell.medium->switch_on(kServer);
    });
    cell.run_until(seconds(4));
    std::set<UpdateId> arrived;
    for (const HeardUpdate& heard : cell.server.updates) {
        arrived.insert(heard.update);
        EXPECT_EQ(heard.bytes, some_bytes(150, static_cast<std::size_t>(heard.update.worker)));
    }
    std::set<UpdateId> ended;
    for (const WorkerEar& worker : cell.workers) {
        for (const Outcome& outcome : worker.outcomes) {
            EXPECT_TRUE(ended.insert(outcome.update).second) << "seed " << seed;
            if (outcome.outcome == SendOutcome::kAcknowledged) {
                EXPECT_TRUE(arrived.contains(outcome.update)) << "seed " << seed;
            }
        }
    }
    EXPECT_EQ(ended.size(), cell.sent) << "seed " << seed;
    for (int node = kServer; node < kWorkers; ++node) {
        EXPECT_EQ(cell.recorder.covered(node), seconds(4)) << "seed " << seed;
    }
    EXPECT_GT(cell.count(SendOutcome::kAcknowledged), 10U);
}

TEST(LrwpanPower, SleepAndCrashesAtAnyTimeLeaveTheBooksBalanced) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        torment(seed);
    }
}

}  // namespace
}  // namespace ogsim
