#include <gtest/gtest.h>

#include <cmath>

#include "ns3/mobility-model.h"
#include "ns3/node-list.h"
#include "ns3/node.h"
#include "tests/src/network/wifi_cell.h"

namespace ogsim {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// Broadcasts of one piece that worker 0, `distance` away, got out of 400.
std::size_t got_of_400(double distance, const ChannelOptions& channel) {
    WifiCell cell({.air = {.workers = 1, .places = {{Metres{distance}, Metres{0}}}, .channel = channel}});
    for (int round = 1; round <= 400; ++round) {
        cell.at(milliseconds(2) * round, [&cell, round] { cell.broadcast(round, 500); });
    }
    cell.run_until(seconds(1));
    return cell.ear(0).messages.size();
}

// Without fading a frame arrives or not: ns-3 detects a preamble from -82 dBm on (its RxSensitivity is -101), and
// 16 - 46.6777 - 30 log10(d) is -82 dBm at 51.4 m.
TEST(WifiChannel, IsAllOrNothingWithoutFading) {
    EXPECT_EQ(got_of_400(45, {}), 400U);
    EXPECT_EQ(got_of_400(60, {}), 0U);
    EXPECT_EQ(got_of_400(45, {.tx_power = Dbm{10}}), 0U);
    EXPECT_EQ(got_of_400(60, {.reference_loss = Decibels{40}}), 400U);
}

// Under Rayleigh fading the power is exponential: at 40 m the mean is -78.74 dBm, 3.26 dB above -82, and the share of
// frames above it exp(-10^-0.326) = 0.62. What is above it and yet decoded wrongly is little at 24 Mb/s ... and bounded
// from below here by what needs 4 dB more. Nakagami with m = 20 is steady: nearly all.
TEST(WifiChannel, FadingLosesTheFramesThatFallBelowTheThreshold) {
    const double rayleigh = static_cast<double>(got_of_400(40, {.fading = Fading::kRayleigh})) / 400;
    EXPECT_LT(rayleigh, 0.62 + 0.08);
    EXPECT_GT(rayleigh, std::exp(-std::pow(10.0, 0.0)) - 0.1);
    EXPECT_GT(got_of_400(40, {.fading = Fading::kNakagami, .nakagami_m = 20}), 350U);
}

// A standard deviation of 12 dB at 40 m, 3.3 dB above the threshold: some of 40 workers hear everything, others
// nothing, and it stays so.
TEST(WifiChannel, ShadowingIsAFateOfThePair) {
    std::vector<Place> ring(40, Place{Metres{40}, Metres{0}});
    WifiCell cell({.air = {.workers = 40, .places = ring, .channel = {.shadowing = Decibels{12}}}});
    for (int round = 1; round <= 20; ++round) {
        cell.at(milliseconds(2) * round, [&cell, round] { cell.broadcast(round, 500); });
    }
    cell.run_until(milliseconds(100));
    int all = 0;
    int none = 0;
    for (const WorkerEar& worker : cell.workers) {
        all += worker.messages.size() == 20 ? 1 : 0;
        none += worker.messages.empty() ? 1 : 0;
    }
    EXPECT_GE(all + none, 36);  // the others are within a few tenths of a dB of it
    EXPECT_GE(all, 10);
    EXPECT_GE(none, 5);
}

Motion motion_of(int i) {
    return i == 0 ? Motion::kRandomWalk : Motion::kWaypoint;
}

// 10 m/s for 100 s: everybody has moved, nobody is outside the square or faster than that, and the server stands still.
TEST(WifiMobility, StaysInTheSquareAtItsSpeed) {
    for (int kind = 0; kind < 2; ++kind) {
        WifiCell cell({.air = {.workers = 10, .mobility = {.motion = motion_of(kind), .speed = 10.0}}});
        std::vector<ns3::Vector> last(11);
        double moved = 0;
        for (int second = 1; second <= 100; ++second) {
            cell.at(seconds(second), [&, second] {
                for (std::uint32_t i = 0; i < 11; ++i) {
                    const auto here = ns3::NodeList::GetNode(i)->GetObject<ns3::MobilityModel>()->GetPosition();
                    EXPECT_LE(std::max(std::abs(here.x), std::abs(here.y)), 20.0 + 1e-6);
                    const double step = std::hypot(here.x - last[i].x, here.y - last[i].y);
                    EXPECT_TRUE(second == 1 || step <= 10.0 + 1e-6) << step;
                    moved += second == 1 ? 0 : step;
                    last[i] = here;
                }
            });
        }
        cell.run_until(seconds(101));
        EXPECT_EQ(std::hypot(last[0].x, last[0].y), 0.0);
        EXPECT_GT(moved, 10 * 99 * 4.0);
    }
}

std::vector<std::size_t> rounds_heard(Motion motion, std::uint64_t seed) {
    WifiCell cell({.air = {.workers = 5,
                           .seed = seed,
                           .radius = Metres{80},
                           .mobility = {.motion = motion, .speed = 20.0, .turn_after = Seconds{5}}}});
    for (int round = 1; round <= 100; ++round) {
        cell.at(milliseconds(200) * round, [&cell, round] { cell.broadcast(round, 500); });
    }
    cell.run_until(seconds(21));
    std::vector<std::size_t> heard;
    for (const WorkerEar& worker : cell.workers) {
        heard.push_back(worker.messages.size());
    }
    return heard;
}

TEST(WifiMobility, WalksInAndOutOfRangeTheSameWayFromTheSameSeed) {
    const auto first = rounds_heard(Motion::kRandomWalk, 3);
    EXPECT_EQ(first, rounds_heard(Motion::kRandomWalk, 3));
    EXPECT_NE(first, rounds_heard(Motion::kRandomWalk, 4));
    bool some_in_part = false;
    for (const std::size_t heard : first) {
        some_in_part = some_in_part || (heard > 5 && heard < 95);
    }
    EXPECT_TRUE(some_in_part);
}

// A jammer of 20 dBm beside the server from 20 to 60 ms; at 5 m it is -48 dBm, and -62 is sensed as energy: nobody
// sends, since all sense it; all is sent afterwards.
TEST(WifiInterference, AJammerSilencesTheCellWhileItIsOn) {
    WifiCell cell({.air = {.workers = 3,
                           .radius = Metres{5},
                           .interference = {
                               .kind = Interference::Kind::kJammer, .from = Seconds{0.020}, .until = Seconds{0.060}}}});
    for (int worker = 0; worker < 3; ++worker) {
        cell.at(milliseconds(25), [&cell, worker] { cell.send(worker, 1, 3000); });
    }
    cell.run_until(milliseconds(100));
    ASSERT_EQ(cell.recorder.interfered.size(), 1U);
    EXPECT_EQ(cell.recorder.interfered[0].start, milliseconds(20));
    EXPECT_EQ(cell.recorder.interfered[0].end, milliseconds(60));
    EXPECT_EQ(cell.server.updates.size(), 3U);
    for (const FrameSent& frame : cell.recorder.frames) {
        EXPECT_GE(frame.start, milliseconds(60));
    }
    EXPECT_GE(cell.recorder.time(0, RadioState::kBusy), milliseconds(39));
}

// Far from the workers and weak: below what they sense (-62 dBm), yet strong enough at the server to spoil frames.
TEST(WifiInterference, AHiddenJammerCostsFrames) {
    const auto frames = [](Interference::Kind kind) {
        WifiCell cell({.air = {.workers = 1,
                               .places = {{Metres{20}, Metres{0}}},
                               .interference = {.kind = kind, .power = Dbm{-25}, .place = {Metres{-1}, Metres{0}}}}});
        cell.at(milliseconds(1), [&] { cell.send(0, 1, 3000); });
        cell.run_until(milliseconds(200));
        return cell.recorder.frames.size();
    };
    EXPECT_EQ(frames(Interference::Kind::kNone), 6U);
    EXPECT_GT(frames(Interference::Kind::kJammer), 20U);
}

// A worker under a jammer that never stops can fall asleep, and wake.
TEST(WifiInterference, ARadioUnderAJammerCanSleep) {
    WifiCell cell({.air = {.workers = 1, .radius = Metres{5}, .interference = {.kind = Interference::Kind::kJammer}}});
    cell.at(milliseconds(10), [&] { cell.medium->worker(0).sleep(); });
    cell.at(milliseconds(30), [&] { cell.medium->worker(0).wake(); });
    cell.run_until(milliseconds(50));
    EXPECT_GE(cell.recorder.time(0, RadioState::kSleep), milliseconds(18));
    EXPECT_GE(cell.recorder.time(0, RadioState::kBusy), milliseconds(28));
}

TEST(WifiInterference, BurstsAreTheOnesThatAreDrawn) {
    WifiCell cell(
        {.air = {.workers = 1,
                 .radius = Metres{5},
                 .interference = {
                     .kind = Interference::Kind::kBursts, .bursts_per_second = 100.0, .mean_burst = Seconds{0.002}}}});
    cell.run_until(seconds(1));
    EXPECT_GT(cell.recorder.interfered.size(), 50U);
    SimTime on_air{0};
    for (const Interfered& burst : cell.recorder.interfered) {
        on_air += std::min(burst.end, SimTime(seconds(1))) - burst.start;
    }
    EXPECT_NEAR(static_cast<double>(cell.recorder.time(0, RadioState::kBusy).count()),
                static_cast<double>(on_air.count()), 0.01 * static_cast<double>(on_air.count()));
}

}  // namespace
}  // namespace ogsim
