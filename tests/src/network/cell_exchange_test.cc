#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "model/radio/airtime_80211.h"
#include "model/radio/airtime_802154.h"
#include "tests/src/network/cell_fixture.h"

namespace ogsim {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::AnyOf;
using testing::ThrowsMessage;

CellOptions one_worker(const std::string& radio, const std::string& mode = {}) {
    return {.air = {.workers = 1}, .radio = radio, .data_mode = mode};
}

// The same message as in network.WifiExchange: 1000 + 20 (our header) + 8 (LLC) + 30 (MAC and checksum) = 1058 bytes.
// 802.11n, MCS 5: 16 + 8 * 1058 + 6 = 8486 bits in symbols of 208: 41 of 4 us after 36 us. SIFS 16, acknowledgement 28.
// 802.11a at 24 Mb/s: 89 symbols of 96 bits after 20 us. Nobody has sent before: no backoff, the frame leaves at once.
void expect_exchange(const std::string& radio, const std::string& mode, SimTime data, SimTime sifs, SimTime ack) {
    CellCell cell(one_worker(radio, mode));
    cell.at(milliseconds(1), [&] { cell.send(0, 1, 1000); });
    cell.run_until(milliseconds(20));
    ASSERT_EQ(cell.recorder.frames.size(), 2U) << radio;
    EXPECT_EQ(cell.recorder.frames[0].start, milliseconds(1)) << radio;
    EXPECT_EQ(cell.recorder.frames[0].end - cell.recorder.frames[0].start, data) << radio;
    EXPECT_EQ(cell.recorder.frames[0].size, Bytes{1058});
    EXPECT_EQ(cell.recorder.frames[1].start - cell.recorder.frames[0].end, sifs) << radio;
    EXPECT_EQ(cell.recorder.frames[1].end - cell.recorder.frames[1].start, ack) << radio;
    EXPECT_EQ(cell.ear(0).outcomes.at(0).at, milliseconds(1) + data + sifs + ack) << radio;
    EXPECT_EQ(cell.ear(0).outcomes.at(0).outcome, SendOutcome::kAcknowledged);
    EXPECT_EQ(cell.server.updates.at(0).bytes, some_bytes(1000, 0));
    EXPECT_EQ(cell.recorder.time(0, RadioState::kTx), data);
    EXPECT_EQ(cell.recorder.time(0, RadioState::kRx), ack);
}

TEST(CellExchange, TakesWhatTheFormulaSaysOn80211) {
    expect_exchange("802.11n", "HtMcs5", microseconds(36 + 41 * 4), microseconds(16), microseconds(28));
    expect_exchange("802.11a", "OfdmRate24Mbps", microseconds(20 + 89 * 4), microseconds(16), microseconds(28));
    // 802.11g: SIFS 10 us, and 6 us of signal extension in both frames. 802.11b at 11 Mb/s: 192 us and 8464 / 11 =
    // 769.5 us; the acknowledgement of 14 bytes at 2 Mb/s: 192 + 56 us.
    expect_exchange("802.11g", "ErpOfdmRate24Mbps", microseconds(26 + 89 * 4), microseconds(10), microseconds(34));
    expect_exchange("802.11b", "DsssRate11Mbps", microseconds(192 + 770), microseconds(10), microseconds(192 + 56));
}

// 50 bytes: 50 + 8 (our header) + 11 (MAC and checksum) = 69 bytes, with 6 before them 75 * 32 us = 2400 us. Before
// it a backoff of 0 to 7 units of 320 us, the assessment of 128 us, the turnaround of 192 us. The acknowledgement of
// 5 bytes comes 192 us after the frame and takes 11 * 32 = 352 us.
TEST(CellExchange, TakesWhatTheStandardSaysOn802154) {
    CellCell cell(one_worker("802.15.4"));
    cell.at(milliseconds(1), [&] { cell.send(0, 1, 50); });
    cell.run_until(milliseconds(50));
    ASSERT_EQ(cell.recorder.frames.size(), 2U);
    const FrameSent& data = cell.recorder.frames[0];
    const SimTime backoff = data.start - milliseconds(1) - microseconds(128 + 192);
    EXPECT_EQ(backoff % microseconds(320), SimTime{0});
    EXPECT_GE(backoff, SimTime{0});
    EXPECT_LE(backoff, 7 * microseconds(320));
    EXPECT_EQ(data.size, Bytes{69});
    EXPECT_EQ(data.end - data.start, microseconds(2400));
    EXPECT_EQ(cell.recorder.frames[1].start - data.end, microseconds(192));
    EXPECT_EQ(cell.recorder.frames[1].end - cell.recorder.frames[1].start, microseconds(352));
    EXPECT_EQ(cell.ear(0).outcomes.at(0).at, data.start + microseconds(2400 + 192 + 352));
}

// 3000 bytes in fragments of 1400: 1400 + 1400 + 200, each acknowledged; 108 bytes each with 802.15.4: 28 frames.
TEST(CellExchange, CutsMessagesAsTheMediaWifiAndLrwpanDo) {
    std::vector<std::int64_t> sizes;
    {
        CellCell cell(one_worker("802.11n"));
        cell.at(milliseconds(1), [&] { cell.send(0, 7, 3000); });
        cell.run_until(milliseconds(20));
        for (const FrameSent& frame : cell.recorder.frames) {
            sizes.push_back(frame.size.count);
        }
        EXPECT_EQ(sizes, (std::vector<std::int64_t>{1458, 14, 1458, 14, 258, 14}));
        EXPECT_EQ(cell.server.updates.at(0).bytes, some_bytes(3000, 0));
    }
    CellCell mesh(one_worker("802.15.4"));
    mesh.at(milliseconds(1), [&] { mesh.send(0, 7, 3000); });
    mesh.run_until(seconds(1));
    EXPECT_EQ(mesh.recorder.frames.size(), 56U);
    EXPECT_EQ(mesh.recorder.frames.at(0).size, kLargest802154);
}

TEST(CellExchange, BroadcastReachesAllAndIsToldWhenItHasLeft) {
    for (const char* radio : {"802.11n", "802.11b", "802.15.4"}) {
        CellCell cell({.air = {.workers = 5}, .radio = radio});
        cell.at(milliseconds(1), [&] { cell.broadcast(3, 5200); });
        std::size_t complete = 0;
        cell.server.then = [&] {
            for (int i = 0; i < 5; ++i) {
                complete += cell.ear(i).messages.size();
            }
        };
        cell.run_until(seconds(1));
        EXPECT_EQ(complete, 5U) << radio;  // all had it when the server was told
        EXPECT_EQ(cell.server.sent.size(), 1U) << radio;
        EXPECT_EQ(cell.ear(4).messages.at(0), some_bytes(5200, 3)) << radio;
        EXPECT_EQ(cell.ear(4).begins.size(), 1U) << radio;
        ASSERT_EQ(cell.recorder.models.size(), 1U) << radio;
        EXPECT_EQ(cell.recorder.models[0].start, cell.recorder.frames.front().start);
        EXPECT_EQ(cell.recorder.models[0].end, cell.recorder.frames.back().end);
    }
}

// The exchange of 200 + 16 + 28 us, and while somebody could contend for the channel: 16 + (3 + 15) * 9 = 178 us.
TEST(CellExchange, OrderingClockStandsStillWhileOthersTalk) {
    CellCell cell({.air = {.workers = 2}});
    SimTime before{0};
    cell.at(milliseconds(1), [&] {
        before = cell.medium->worker(1).ordering_clock().idle_time();
        cell.send(0, 1, 1000);
    });
    cell.run_until(milliseconds(3));
    const SimTime idle = cell.medium->worker(1).ordering_clock().idle_time() - before;
    EXPECT_EQ(milliseconds(2) - idle, microseconds(200 + 16 + 28 + 178));
}

// With everything lost a fragment has 1 + mac_retries attempts, 1 + retries times: 7 * 3 with 802.11, 4 * 3 with the
// other.
TEST(CellExchange, GivesUpAfterTheLastRetry) {
    for (const auto& [radio, frames] : {std::pair("802.11n", 21U), std::pair("802.15.4", 12U)}) {
        CellOptions options = one_worker(radio);
        options.air.channel.extra_loss = 1.0;
        options.air.retries = 2;
        CellCell cell(options);
        cell.at(milliseconds(1), [&] { cell.send(0, 1, 50); });
        cell.run_until(seconds(2));
        EXPECT_EQ(cell.recorder.frames.size(), frames) << radio;
        EXPECT_EQ(cell.count(SendOutcome::kFailed), 1U) << radio;
        EXPECT_TRUE(cell.server.updates.empty()) << radio;
    }
}

TEST(CellOptions, AreCheckedAndNamed) {
    Simulation simulation;
    Recorder recorder(simulation.clock());
    const auto make = [&](const CellOptions& options) {
        return [&, options] { (void)make_cell(options, simulation.clock(), recorder); };
    };
    EXPECT_THAT(make({.air = {.workers = 0}}), ThrowsMessage<std::invalid_argument>(testing::HasSubstr("got 0")));
    EXPECT_THAT(make({.radio = "802.11q"}),
                ThrowsMessage<std::invalid_argument>(testing::HasSubstr("radio must be one of 802.11n, 802.11a")));
    EXPECT_THAT(
        make({.radio = "802.11a", .data_mode = "HtMcs5"}),
        ThrowsMessage<std::invalid_argument>(testing::HasSubstr("rate of 802.11a must be one of OfdmRate6Mbps")));
    EXPECT_THAT(make({.radio = "802.15.4", .fragment = Bytes{109}}),
                ThrowsMessage<std::invalid_argument>("fragment must be in 1..108, got 109"));
    EXPECT_THAT(make({.window_min = 31, .window_max = 15}),
                ThrowsMessage<std::invalid_argument>("window max must be in 31..32767, got 15"));
    CellOptions lossy;
    lossy.air.channel.extra_loss = 1.5;
    EXPECT_THAT(make(lossy), ThrowsMessage<std::invalid_argument>(testing::HasSubstr("in [0, 1]")));
}

}  // namespace
}  // namespace ogsim
