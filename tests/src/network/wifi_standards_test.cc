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

std::size_t count(const WifiCell& cell, SendOutcome wanted) {
    std::size_t found = 0;
    for (const WorkerEar& worker : cell.workers) {
        found += static_cast<std::size_t>(std::count_if(worker.outcomes.begin(), worker.outcomes.end(),
                                                        [wanted](const Outcome& o) { return o.outcome == wanted; }));
    }
    return found;
}

// Every send has one outcome; acknowledged updates have arrived, withdrawn ones have not, whatever the MAC keeps in its
// reorder buffer.
void expect_every_update_has_its_fate(const WifiCell& cell, const std::string& what) {
    std::set<UpdateId> arrived;
    for (const HeardUpdate& heard : cell.server.updates) {
        EXPECT_TRUE(arrived.insert(heard.update).second) << what;
        EXPECT_EQ(heard.bytes, some_bytes(heard.bytes.size(), static_cast<std::size_t>(heard.update.worker))) << what;
    }
    EXPECT_EQ(cell.outcomes(), cell.sent) << what;
    for (const WorkerEar& worker : cell.workers) {
        for (const Outcome& o : worker.outcomes) {
            if (o.outcome != SendOutcome::kFailed) {
                EXPECT_EQ(arrived.contains(o.update), o.outcome == SendOutcome::kAcknowledged)
                    << what << " worker " << o.update.worker << " round " << o.update.round;
            }
        }
    }
}

// Ten workers contend; each withdraws at a random moment and sends the next update at once. At the end each is given
// time to send one more, and all of those arrive: nobody's window or queue is stuck.
void withdraw_often(const WifiOptions& options, const std::string& what) {
    WifiCell cell(options);
    auto random = random_stream(1, "test");
    for (int worker = 0; worker < 10; ++worker) {
        SimTime time = milliseconds(1);
        for (int round = 1; round <= 30; ++round) {
            time += SimTime{static_cast<std::int64_t>(random() % 20'000'000)};
            cell.at(time, [&cell, worker, round] {
                cell.withdraw(worker);
                cell.send(worker, round, 6000);
            });
        }
        cell.at(seconds(2) + milliseconds(30) * worker, [&cell, worker] {
            cell.withdraw(worker);
            cell.send(worker, 100, 60000);
        });
    }
    cell.run_until(seconds(5));
    expect_every_update_has_its_fate(cell, what);
    EXPECT_GT(count(cell, SendOutcome::kWithdrawn), 10U) << what;
    EXPECT_GT(count(cell, SendOutcome::kAcknowledged), 30U) << what;
    for (int worker = 0; worker < 10; ++worker) {
        EXPECT_EQ(cell.ear(worker).outcomes.back().update.round, 100) << what;
        EXPECT_EQ(cell.ear(worker).outcomes.back().outcome, SendOutcome::kAcknowledged) << what << worker;
    }
}

TEST(WifiStandards, NothingIsStuckBehindAWithdrawnFrame) {
    for (const std::string standard : {"802.11n", "802.11ac", "802.11ax"}) {
        withdraw_often({.air = {.workers = 10, .channel = {.extra_loss = 0.2}}, .standard = standard}, standard);
    }
}

TEST(WifiStandards, NothingIsStuckBehindAWithdrawnFrameOfAnAggregate) {
    for (const char* standard : {"802.11n", "802.11ac", "802.11ax"}) {
        withdraw_often({.air = {.workers = 10, .channel = {.extra_loss = 0.2}},
                        .standard = standard,
                        .largest_ampdu = Bytes{20000}},
                       std::string(standard) + " aggregated");
    }
}

// 42 kB are 30 fragments. One by one: 30 exchanges. In aggregates of 20 kB, 13 frames each: a lone one first, while
// the agreement is made, then three.
TEST(WifiStandards, AggregationSendsFewerAndLongerFrames) {
    const auto frames = [](Bytes ampdu) {
        WifiCell cell({.air = {.workers = 1}, .largest_ampdu = ampdu});
        cell.at(milliseconds(1), [&] { cell.send(0, 1, 42000); });
        cell.run_until(milliseconds(100));
        EXPECT_EQ(count(cell, SendOutcome::kAcknowledged), 1U);
        return std::count_if(cell.recorder.frames.begin(), cell.recorder.frames.end(),
                             [](const FrameSent& frame) { return frame.update.has_value(); });
    };
    EXPECT_EQ(frames(Bytes{0}), 30);
    EXPECT_GE(frames(Bytes{20000}), 3);
    EXPECT_LE(frames(Bytes{20000}), 4);
}

TEST(WifiStandards, RtsGoesBeforeLongFramesAlone) {
    const auto frames = [](std::size_t size) {
        WifiCell cell({.air = {.workers = 1}, .rts_above = Bytes{500}});
        cell.at(milliseconds(1), [&] { cell.send(0, 1, size); });
        cell.run_until(milliseconds(10));
        std::vector<std::int64_t> sizes;
        for (const FrameSent& frame : cell.recorder.frames) {
            sizes.push_back(frame.size.count);
        }
        return sizes;
    };
    EXPECT_EQ(frames(300), (std::vector<std::int64_t>{358, 14}));
    EXPECT_EQ(frames(1000), (std::vector<std::int64_t>{20, 14, 1058, 14}));  // RTS, CTS, data, acknowledgement
}

// After a sense of the channel and AIFS a lone frame is sent at once; after its own last one a station counts down from
// a backoff in [0, cw]. With cw = 0 the second of two fragments follows SIFS + 3 slots after the acknowledgement.
TEST(WifiStandards, AWindowOfZeroSendsAfterTheInterframeSpace) {
    WifiCell cell({.air = {.workers = 1}, .cw_min = 0, .cw_max = 0});
    cell.at(milliseconds(1), [&] { cell.send(0, 1, 14000); });
    cell.run_until(milliseconds(20));
    ASSERT_EQ(cell.recorder.frames.size(), 20U);
    for (std::size_t i = 2; i < 20; i += 2) {
        const SimTime gap = cell.recorder.frames[i].start - cell.recorder.frames[i - 1].end;
        EXPECT_NEAR(static_cast<double>(gap.count()), 1e3 * (16 + 3 * 9), 100) << i;
    }
}

// Near the server every manager ends up at a faster rate than the slowest; all get everything through.
TEST(WifiStandards, EveryRateControlDelivers) {
    for (const std::string& standard : wifi_standards()) {
        for (const std::string& control : wifi_rate_controls(standard)) {
            WifiCell cell({.air = {.workers = 3, .radius = Metres{5}}, .standard = standard, .rate_control = control});
            for (int round = 1; round <= 10; ++round) {
                cell.at(milliseconds(200) * round, [&cell, round] {
                    for (int worker = 0; worker < 3; ++worker) {
                        cell.send(worker, round, 3000);
                    }
                });
            }
            cell.run_until(seconds(3));
            EXPECT_EQ(count(cell, SendOutcome::kAcknowledged), 30U) << standard << " " << control;
        }
    }
}

}  // namespace
}  // namespace ogsim
