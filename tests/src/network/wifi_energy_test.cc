#include <gtest/gtest.h>

#include "model/random/stream.h"
#include "ns3/basic-energy-source-helper.h"
#include "ns3/config.h"
#include "ns3/double.h"
#include "ns3/node-list.h"
#include "ns3/nstime.h"
#include "ns3/wifi-radio-energy-model-helper.h"
#include "ns3/wifi-radio-energy-model.h"
#include "src/ledger/ledger.h"
#include "tests/src/network/wifi_cell.h"

namespace ogsim {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::array kAwakeStates{RadioState::kTx, RadioState::kRx, RadioState::kBusy, RadioState::kIdle,
                                  RadioState::kSleep};

// Workers 10 .. 14 doze and wake at random moments, in the middle of others' frames too.
void let_some_doze(WifiCell& cell, SimTime end) {
    auto random = random_stream(3, "test");
    for (int worker = 10; worker < 15; ++worker) {
        bool dozes = false;
        for (SimTime time{0}; time < end; time += SimTime{static_cast<std::int64_t>(random() % 3'000'000)}) {
            dozes = !dozes;
            cell.at(time, [&cell, worker, dozes] {
                dozes ? cell.medium->worker(worker).sleep() : cell.medium->worker(worker).wake();
            });
        }
    }
}

// A broadcast every 15 ms; from 2 ms after it ten workers send, `apart` from one another: at once they collide, 1.2 ms
// apart each has the channel to itself (two fragments of 0.26 ms with their acknowledgements).
void make_busy(WifiCell& cell, SimTime end, SimTime apart = SimTime{0}) {
    for (int round = 1; milliseconds(15) * round < end; ++round) {
        cell.at(milliseconds(15) * round, [&cell, round] { cell.broadcast(round, 2000); });
        for (int worker = 0; worker < 10; ++worker) {
            cell.at(milliseconds(15) * round + milliseconds(2) + worker * apart, [&cell, worker, round] {
                cell.withdraw(worker);
                cell.send(worker, round, 2600);
            });
        }
    }
    let_some_doze(cell, end);
}

// ns-3's model with one ampere in `state` and next to none elsewhere, at one volt: joules are seconds in that state.
ns3::DeviceEnergyModelContainer stopwatches(RadioState state) {
    ns3::BasicEnergySourceHelper source;
    source.Set("BasicEnergySourceInitialEnergyJ", ns3::DoubleValue(1e9));
    source.Set("BasicEnergySupplyVoltageV", ns3::DoubleValue(1.0));
    source.Set("PeriodicEnergyUpdateInterval", ns3::TimeValue(ns3::Seconds(1e6)));
    ns3::WifiRadioEnergyModelHelper model;
    constexpr std::array kNames{"TxCurrentA", "RxCurrentA", "CcaBusyCurrentA", "IdleCurrentA", "SleepCurrentA"};
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        model.Set(kNames[i], ns3::DoubleValue(kAwakeStates[i] == state ? 1.0 : 1e-12));
    }
    ns3::DeviceEnergyModelContainer models;
    for (std::uint32_t i = 0; i < ns3::NodeList::GetNNodes(); ++i) {
        const auto node = ns3::NodeList::GetNode(i);
        models.Add(model.Install(node->GetDevice(0), source.Install(node).Get(0)));
    }
    return models;
}

// Each state's joules against ns3::WifiRadioEnergyModel on the very same run, node by node.
TEST(WifiEnergy, EqualsNs3sOwnModelInEveryState) {
    WifiCell cell({.air = {.workers = 15}, .gated = false});
    std::vector<ns3::DeviceEnergyModelContainer> watches;
    for (const RadioState state : kAwakeStates) {
        watches.push_back(stopwatches(state));
    }
    make_busy(cell, milliseconds(500), microseconds(1200));
    cell.run_until(milliseconds(500));
    for (std::size_t s = 0; s < watches.size(); ++s) {
        for (int node = kServer; node < 15; ++node) {
            const double theirs = watches[s].Get(static_cast<std::uint32_t>(node + 1))->GetTotalEnergyConsumption();
            const double ours = ogsim::seconds(cell.recorder.time(node, kAwakeStates[s])).si;
            EXPECT_NEAR(ours, theirs, 1e-3 * theirs + 1e-9) << name(kAwakeStates[s]) << " of node " << node;
        }
    }
    EXPECT_GT(cell.recorder.time(12, RadioState::kSleep), milliseconds(50));
    EXPECT_GT(cell.recorder.time(0, RadioState::kTx), milliseconds(2));
}

// The whole way from the PHY to joules: the ledger with the device wifi-ns3 against ns-3's model as it is by default,
// on the same run. Both say 1.140 W tx, 0.939 W rx, 0.819 W busy and idle, 0.099 W asleep.
TEST(WifiEnergy, LedgerAgreesWithNs3sOwnModelAsItIsByDefault) {
    WifiCell cell({.air = {.workers = 15}, .gated = false});
    ns3::BasicEnergySourceHelper source;
    source.Set("BasicEnergySourceInitialEnergyJ", ns3::DoubleValue(1e9));
    source.Set("PeriodicEnergyUpdateInterval", ns3::TimeValue(ns3::Seconds(1e6)));
    const ns3::WifiRadioEnergyModelHelper helper;
    ns3::DeviceEnergyModelContainer models;
    for (std::uint32_t i = 0; i < ns3::NodeList::GetNNodes(); ++i) {
        const auto node = ns3::NodeList::GetNode(i);
        models.Add(helper.Install(node->GetDevice(0), source.Install(node).Get(0)));
    }
    make_busy(cell, milliseconds(500), microseconds(1200));
    cell.run_until(milliseconds(500));

    Ledger ledger(15, device_entry("wifi-ns3"));
    for (const RadioInterval& interval : cell.recorder.intervals) {
        ledger.on(interval);
    }
    for (int node = kServer; node < 15; ++node) {
        const double theirs = models.Get(static_cast<std::uint32_t>(node + 1))->GetTotalEnergyConsumption();
        const double ours = joules(ledger.times(node), ledger.device()).total().si;
        EXPECT_NEAR(ours, theirs, 1e-3 * theirs) << "node " << node;
    }
}

// Where transmissions overlap ns-3's model is wrong: a sender that senses the other one is charged as listening, though
// it goes on sending. What we charge as sending then is what the frames say.
TEST(WifiEnergy, ASenderInACollisionIsChargedForSending) {
    WifiCell cell({.air = {.workers = 15}});
    const ns3::DeviceEnergyModelContainer tx = stopwatches(RadioState::kTx);
    make_busy(cell, milliseconds(100));
    cell.run_until(milliseconds(100));
    std::map<int, SimTime> on_air;
    for (const FrameSent& frame : cell.recorder.frames) {
        on_air[frame.node] += frame.end - frame.start;
    }
    for (int node = kServer; node < 15; ++node) {
        EXPECT_EQ(cell.recorder.time(node, RadioState::kTx), on_air[node]) << "node " << node;
    }
    EXPECT_LT(tx.Get(1)->GetTotalEnergyConsumption(), 0.9 * ogsim::seconds(on_air[0]).si);
}

// Looked at every 777 us, in the middle of whatever is going on; the Recorder checks each interval as it comes.
TEST(WifiEnergy, StatesAddUpToTheTimeAtEveryInstant) {
    WifiCell cell({.air = {.workers = 15}});
    make_busy(cell, milliseconds(300));
    for (SimTime time{0}; time < milliseconds(300); time += microseconds(777)) {
        cell.at(time, [&cell, time] {
            cell.medium->meter_up_to_now();
            for (int node = kServer; node < 15; ++node) {
                EXPECT_EQ(cell.recorder.covered(node), time) << "node " << node;
            }
        });
    }
    cell.run_until(milliseconds(300));
    EXPECT_EQ(cell.recorder.covered(3), milliseconds(300));
}

// Asking the meter changes nothing: the same times as without asking.
TEST(WifiEnergy, LookingAtTheMeterChangesNothing) {
    const auto times = [](SimTime every) {
        WifiCell cell({.air = {.workers = 15}});
        make_busy(cell, milliseconds(200));
        for (SimTime time{0}; time < milliseconds(200); time += every) {
            cell.at(time, [&cell] { cell.medium->meter_up_to_now(); });
        }
        cell.run_until(milliseconds(200));
        std::vector<SimTime> all;
        for (int node = kServer; node < 15; ++node) {
            for (const RadioState state : kAwakeStates) {
                all.push_back(cell.recorder.time(node, state));
            }
        }
        return all;
    };
    EXPECT_EQ(times(microseconds(111)), times(seconds(1)));
}

TEST(WifiEnergy, ASleeperHearsNothingAndHearsAgainOnceAwake) {
    WifiCell cell({.air = {.workers = 2}});
    cell.at(milliseconds(1), [&] { cell.medium->worker(1).sleep(); });
    cell.at(milliseconds(2), [&] { cell.broadcast(1, 500); });
    cell.at(milliseconds(6), [&] { cell.medium->worker(1).wake(); });
    cell.at(milliseconds(7), [&] { cell.broadcast(2, 500); });
    cell.run_until(milliseconds(10));
    EXPECT_EQ(cell.ear(0).messages.size(), 2U);
    ASSERT_EQ(cell.ear(1).messages.size(), 1U);
    EXPECT_EQ(cell.ear(1).messages[0], some_bytes(500, 2));
    EXPECT_EQ(cell.recorder.time(1, RadioState::kSleep), milliseconds(5));
}

// Switched off at any moment: sending, receiving, asleep. What it was about fails, once; it costs nothing any more.
TEST(WifiEnergy, ADeadNodeIsOffAtOnceAndForGood) {
    for (int trial = 0; trial < 40; ++trial) {
        WifiCell cell({.air = {.workers = 15, .seed = static_cast<std::uint64_t>(trial)}});
        make_busy(cell, milliseconds(60));
        const SimTime death = milliseconds(15) + microseconds(53) * trial;
        cell.at(death, [&] {
            cell.medium->switch_off(0);
            cell.medium->switch_off(12);
        });
        cell.run_until(milliseconds(60));
        EXPECT_EQ(cell.recorder.time(0, RadioState::kOff), milliseconds(60) - death);
        EXPECT_EQ(cell.recorder.time(12, RadioState::kOff), milliseconds(60) - death);
        EXPECT_EQ(cell.ear(0).outcomes.size(), 3U);  // rounds 1, 2 and 3, the last ones from a dead radio
        EXPECT_EQ(cell.ear(0).outcomes.back().outcome, SendOutcome::kFailed);
        EXPECT_TRUE(cell.ear(0).begins.empty() || cell.ear(0).begins.back() <= death);
        EXPECT_GE(cell.ear(1).messages.size(), 2U);  // the others go on
        for (const FrameSent& frame : cell.recorder.frames) {
            EXPECT_TRUE(frame.node != 0 || frame.start <= death);
        }
    }
}

TEST(WifiEnergy, AServerThatIsSwitchedOffStopsNothingElse) {
    for (int trial = 0; trial < 40; ++trial) {
        WifiCell cell({.air = {.workers = 15}});
        make_busy(cell, milliseconds(40));
        const SimTime death = milliseconds(15) + microseconds(61) * trial;
        cell.at(death, [&] { cell.medium->switch_off(kServer); });
        cell.run_until(milliseconds(60));
        EXPECT_EQ(cell.recorder.time(kServer, RadioState::kOff), milliseconds(60) - death);
    }
}

}  // namespace
}  // namespace ogsim
