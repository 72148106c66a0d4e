#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "model/radio/airtime_80211.h"
#include "tests/src/network/wifi_cell.h"

namespace ogsim {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;

constexpr Bytes kFragmentHeader{20};

// The frame of a message of 1000 bytes: 1000 + 20 (our header) + 8 (LLC) + 30 (MAC and checksum) = 1058 bytes.
constexpr Bytes kFrame{1058};
static_assert(kFrame == Bytes{1000} + kFragmentHeader + kLlcHeader + kQosDataOverhead);

struct Exchange {
    SimTime data, gap, acknowledgement, total;
};

// One worker within 20 m: propagation is below 67 ns each way.
Exchange one_exchange(const std::string& standard, const std::string& mode) {
    WifiCell cell({.air = {.workers = 1}, .standard = standard, .data_mode = mode});
    cell.at(milliseconds(1), [&] { cell.send(0, 1, 1000); });
    cell.run_until(milliseconds(10));
    EXPECT_EQ(cell.recorder.frames.size(), 2U);
    EXPECT_EQ(cell.ear(0).outcomes.size(), 1U);
    const FrameSent& data = cell.recorder.frames.at(0);
    const FrameSent& ack = cell.recorder.frames.at(1);
    EXPECT_EQ(data.size, kFrame);
    EXPECT_EQ(data.node, 0);
    EXPECT_EQ(data.update, (UpdateId{0, 1}));
    EXPECT_EQ(ack.size, kAckFrame);
    EXPECT_EQ(ack.node, kServer);
    EXPECT_EQ(ack.update, std::nullopt);
    EXPECT_EQ(cell.ear(0).outcomes.at(0).outcome, SendOutcome::kAcknowledged);
    EXPECT_EQ(cell.server.updates.at(0).bytes, some_bytes(1000, 0));
    return {data.end - data.start, ack.start - data.end, ack.end - ack.start,
            cell.ear(0).outcomes.at(0).at - data.start};
}

// 802.11n, HT mixed format, MCS 5 (52 Mb/s, 208 bits a symbol): 16 + 8 * 1058 + 6 = 8486 bits are 40.8, so 41 symbols
// of 4 us, after 36 us of preamble: 200 us. Then SIFS 16 us, and the acknowledgement of 14 bytes at 24 Mb/s: 28 us.
TEST(WifiExchange, TakesWhatTheFormulaSaysOn80211n) {
    const Exchange exchange = one_exchange("802.11n", "HtMcs5");
    EXPECT_EQ(exchange.data, microseconds(36 + 41 * 4));
    EXPECT_EQ(exchange.data, ht_mixed_airtime(kFrame, 5));
    EXPECT_EQ(exchange.acknowledgement, microseconds(28));
    EXPECT_NEAR(static_cast<double>(exchange.gap.count()), 16000, 70);
    EXPECT_NEAR(static_cast<double>(exchange.total.count()), 1e3 * (200 + 16 + 28), 140);
}

// 802.11a at 24 Mb/s, 96 bits a symbol: 8486 bits are 88.4, so 89 symbols of 4 us, after 20 us: 376 us.
TEST(WifiExchange, TakesWhatTheFormulaSaysOn80211a) {
    const Exchange exchange = one_exchange("802.11a", "OfdmRate24Mbps");
    EXPECT_EQ(exchange.data, microseconds(20 + 89 * 4));
    EXPECT_EQ(exchange.data, ofdm_airtime(kFrame, BitsPerSecond{24e6}));
    EXPECT_EQ(exchange.acknowledgement, ofdm_airtime(kAckFrame, BitsPerSecond{24e6}));
    EXPECT_NEAR(static_cast<double>(exchange.total.count()), 1e3 * (376 + 16 + 28), 140);
}

// Every rate of every standard carries an update and a broadcast at 2 m: no name in the table stops ns-3.
TEST(WifiExchange, WorksAtEveryRateOfEveryStandard) {
    for (const std::string& standard : wifi_standards()) {
        EXPECT_TRUE(is_data_mode(standard, default_data_mode(standard)));
        for (const std::string& mode : data_modes(standard)) {
            WifiCell cell({.air = {.workers = 1, .radius = Metres{2}}, .standard = standard, .data_mode = mode});
            cell.at(milliseconds(1), [&] { cell.broadcast(1, 3000); });
            cell.at(milliseconds(10), [&] { cell.send(0, 1, 3000); });
            cell.run_until(milliseconds(100));
            EXPECT_EQ(cell.ear(0).messages.size(), 1U) << standard << " " << mode;
            EXPECT_EQ(cell.server.updates.size(), 1U) << standard << " " << mode;
        }
    }
}

// 3000 bytes in fragments of 1400 are 1400 + 1400 + 200: three frames, each acknowledged on its own.
TEST(WifiExchange, SendsAFrameAFragment) {
    WifiCell cell({.air = {.workers = 1}});
    cell.at(milliseconds(1), [&] { cell.send(0, 7, 3000); });
    cell.run_until(milliseconds(20));
    std::vector<std::int64_t> sizes;
    for (const FrameSent& frame : cell.recorder.frames) {
        sizes.push_back(frame.size.count);
    }
    EXPECT_EQ(sizes, (std::vector<std::int64_t>{1458, 14, 1458, 14, 258, 14}));
    EXPECT_EQ(cell.server.updates.at(0).bytes, some_bytes(3000, 0));
    EXPECT_EQ(cell.server.updates.at(0).update, (UpdateId{0, 7}));
}

TEST(WifiExchange, BroadcastReachesAllAndIsToldWhenItHasLeft) {
    WifiCell cell({.air = {.workers = 5}});
    cell.at(milliseconds(1), [&] { cell.broadcast(3, 5200); });
    std::size_t complete = 0;
    cell.server.then = [&] {
        for (int i = 0; i < 5; ++i) {
            complete += cell.ear(i).messages.size();
        }
    };
    cell.run_until(milliseconds(20));
    EXPECT_EQ(complete, 5U);  // all had it when the server was told
    EXPECT_EQ(cell.server.sent.size(), 1U);
    EXPECT_EQ(cell.ear(4).messages.at(0), some_bytes(5200, 3));
    EXPECT_EQ(cell.ear(4).begins.size(), 1U);
    ASSERT_EQ(cell.recorder.models.size(), 1U);
    EXPECT_EQ(cell.recorder.models[0].round, 3);
    EXPECT_EQ(cell.recorder.models[0].size, Bytes{5200});
    EXPECT_EQ(cell.recorder.models[0].start, cell.recorder.frames.front().start);
    // Four fragments, and the CF-End with which the server gives back the rest of its transmit opportunity.
    ASSERT_EQ(cell.recorder.frames.size(), 5U);
    EXPECT_EQ(cell.recorder.models[0].end, cell.recorder.frames[3].end);
}

// The clock of worker 1 stands still while worker 0 and the server talk, frame 200 us, 16 us, acknowledgement 28 us,
// and while somebody could contend for the channel: 16 + (3 + 15) * 9 = 178 us; less the 4 us that ns-3 needs to detect
// a preamble.
TEST(WifiExchange, OrderingClockStandsStillWhileOthersTalk) {
    WifiCell cell({.air = {.workers = 2}});
    SimTime before{0};
    cell.at(milliseconds(1), [&] {
        before = cell.medium->worker(1).ordering_clock().idle_time();
        cell.send(0, 1, 1000);
    });
    cell.run_until(milliseconds(3));
    const SimTime idle = cell.medium->worker(1).ordering_clock().idle_time() - before;
    EXPECT_NEAR(static_cast<double>((milliseconds(2) - idle).count()), 1e3 * (200 + 16 + 28 + 178 - 4), 100);
}

TEST(WifiOptions, AreCheckedBeforeNs3SeesThem) {
    using testing::HasSubstr;
    using testing::ThrowsMessage;
    Simulation simulation;
    Recorder recorder(simulation.clock());
    const auto make = [&](const WifiOptions& options) {
        return [&, options] { (void)make_wifi(options, simulation.clock(), recorder); };
    };
    EXPECT_THAT(make({.air = {.workers = 0}}), ThrowsMessage<std::invalid_argument>("workers must be >= 1, got 0"));
    EXPECT_THAT(make({.standard = "802.11q"}),
                ThrowsMessage<std::invalid_argument>(
                    "standard must be one of 802.11b, 802.11a, 802.11g, 802.11n, 802.11ac, 802.11ax, got \"802.11q\""));
    EXPECT_THAT(make({.standard = "802.11n", .data_mode = "VhtMcs5"}),
                ThrowsMessage<std::invalid_argument>("data mode must be one of 802.11n's, got VhtMcs5"));
    EXPECT_THAT(make({.air = {.channel = {.extra_loss = 1.5}}}),
                ThrowsMessage<std::invalid_argument>(HasSubstr("in [0, 1]")));
    EXPECT_THAT(make({.fragment = Bytes{2201}}), ThrowsMessage<std::invalid_argument>(HasSubstr("got 2201")));
    EXPECT_FALSE(is_data_mode("802.11q", "HtMcs5"));
}

}  // namespace
}  // namespace ogsim
