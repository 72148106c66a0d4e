#include <gtest/gtest.h>

#include <algorithm>

#include "model/random/stream.h"
#include "tests/src/network/cell_fixture.h"

namespace ogsim {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

CellOptions cell_of(int workers, const std::string& radio = "802.11n", double loss = 0.0, std::uint64_t seed = 1) {
    CellOptions options{.air = {.workers = workers, .seed = seed}, .radio = radio};
    options.air.channel.extra_loss = loss;
    options.air.radius = Metres{10.0};
    return options;
}

void send_from_all(CellCell& cell, int rounds, SimTime every, std::size_t size) {
    for (int round = 1; round <= rounds; ++round) {
        cell.at(every * round, [&cell, round, size] {
            for (std::size_t worker = 0; worker < cell.workers.size(); ++worker) {
                cell.medium->worker(static_cast<int>(worker)).withdraw();
                cell.send(static_cast<int>(worker), round, size);
            }
        });
    }
}

// Ten workers send 4 kB each, all at once, under loss from 0 to 60 %, on both kinds of radio.
TEST(CellTraffic, EveryUpdateEndsOnceAndArrivesOnceWhateverTheLoss) {
    for (const char* radio : {"802.11n", "802.15.4"}) {
        const bool is_wifi = std::string(radio) == "802.11n";
        for (const double loss : {0.0, 0.1, 0.3, 0.6}) {
            CellCell cell(cell_of(10, radio, loss));
            send_from_all(cell, 10, is_wifi ? milliseconds(200) : milliseconds(900), is_wifi ? 4000 : 500);
            cell.run_until(seconds(60));
            cell.expect_books_balance();
            EXPECT_EQ(cell.sent, 100U);
            // 802.11: 0.6^7 = 2.8 % of fragments are given up by the MAC, and sent again up to three times. 802.15.4:
            // 0.6^4 = 13 %, and a channel that is too busy for all in 0.9 s: most are withdrawn.
            EXPECT_GE(cell.count(SendOutcome::kAcknowledged), is_wifi ? 95U : 10U) << radio << " " << loss;
        }
    }
}

// Without loss a lone sender never fails; an exchange with 30 % of frames lost takes 1 / 0.7 attempts on average.
TEST(CellTraffic, AttemptsFollowTheLoss) {
    CellCell cell(cell_of(1, "802.11n", 0.3));
    for (int round = 1; round <= 2000; ++round) {
        cell.at(milliseconds(20) * round, [&cell, round] { cell.send(0, round, 100); });
    }
    cell.run_until(seconds(50));
    cell.expect_books_balance();
    const auto data = std::count_if(cell.recorder.frames.begin(), cell.recorder.frames.end(),
                                    [](const FrameSent& frame) { return frame.update.has_value(); });
    EXPECT_NEAR(static_cast<double>(data) / 2000, 1 / 0.7, 0.06);  // standard error 0.018
}

// Withdrawals at random moments of a busy and lossy cell, each followed at once by the next update; nodes fall asleep,
// die and return meanwhile.
TEST(CellTraffic, WithdrawSleepAndCrashLoseNoOutcome) {
    for (const char* radio : {"802.11n", "802.15.4"}) {
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            CellOptions options = cell_of(10, radio, 0.2, seed);
            options.air.wake_time = microseconds(700);
            options.air.downlink_repair = DownlinkRepair::kAsk;
            options.air.overhearing = Overhearing::kOn;
            CellCell cell(options);
            auto random = random_stream(seed, "test");
            for (int worker = 0; worker < 10; ++worker) {
                SimTime time = milliseconds(1);
                for (int round = 1; round <= 30; ++round) {
                    time += SimTime{static_cast<std::int64_t>(random() % 40'000'000)};
                    const auto deed = random() % 8;
                    cell.at(time, [&cell, worker, round, deed] {
                        cell.withdraw(worker);
                        if (deed == 0) {
                            cell.medium->switch_off(worker);
                        } else if (deed == 1) {
                            cell.medium->switch_on(worker);
                        } else if (deed == 2) {
                            cell.medium->worker(worker).sleep();
                        } else if (deed == 3) {
                            cell.medium->worker(worker).wake();
                        }
                        cell.medium->worker(worker).request(some_bytes(10, 1));
                        cell.send(worker, round, 2600);
                    });
                }
            }
            for (int round = 1; round <= 20; ++round) {
                cell.at(milliseconds(60) * round, [&cell, round] {
                    if (round % 7 == 0) {
                        cell.medium->switch_off(kServer);
                        cell.medium->switch_on(kServer);
                    }
                    if (cell.server.sent.size() + 1 >=
                        static_cast<std::size_t>(round) - static_cast<std::size_t>(round) / 7) {
                        cell.broadcast(round, 3000);
                    }
                });
            }
            cell.at(seconds(5), [&cell] {
                for (int worker = 0; worker < 10; ++worker) {
                    cell.medium->worker(worker).wake();
                    cell.withdraw(worker);
                }
            });
            cell.run_until(seconds(20));
            std::set<UpdateId> ended;
            for (const WorkerEar& worker : cell.workers) {
                for (const Outcome& outcome : worker.outcomes) {
                    EXPECT_TRUE(ended.insert(outcome.update).second) << radio << " seed " << seed;
                }
            }
            EXPECT_EQ(ended.size(), cell.sent) << radio << " seed " << seed;
            for (int node = kServer; node < 10; ++node) {
                EXPECT_EQ(cell.recorder.covered(node), seconds(20)) << radio << " node " << node;
            }
        }
    }
}

// The update takes about 22 exchanges of 0.33 ms. Withdrawn after 3 ms: the frame on the air ends, none starts.
TEST(CellTraffic, NothingOfAWithdrawnUpdateIsSentLater) {
    CellCell cell(cell_of(1));
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

TEST(CellTraffic, WithdrawalAtTheLastMomentStillCountsAsAcknowledged) {
    CellCell cell(cell_of(1));
    cell.at(milliseconds(1), [&] { cell.send(0, 1, 1000); });
    cell.at(milliseconds(1) + microseconds(150), [&] { cell.withdraw(0); });  // in the middle of its only frame
    cell.run_until(milliseconds(10));
    ASSERT_EQ(cell.ear(0).outcomes.size(), 1U);
    EXPECT_EQ(cell.ear(0).outcomes[0].outcome, SendOutcome::kAcknowledged);
    EXPECT_EQ(cell.server.updates.size(), 1U);
}

// As on the medium wifi: a stop waits for the exchange on the air (304 us), then 34 us (AIFS of voice) and at most 3
// slots; a worker whose own countdown ends within those may still go first.
TEST(CellTraffic, StopIsOnTheAirAtOnceThoughTwentyWorkersContend) {
    constexpr SimTime kExchange = microseconds(260 + 16 + 28 + 61);
    std::vector<SimTime> waits;
    for (int trial = 0; trial < 20; ++trial) {
        CellCell cell(cell_of(20, "802.11n", 0.0, static_cast<std::uint64_t>(trial)));
        send_from_all(cell, 1, milliseconds(1), 26000);
        const SimTime stop = milliseconds(10) + microseconds(37) * trial;
        cell.at(stop, [&] { cell.broadcast(2, 100); });
        cell.run_until(milliseconds(20));
        for (const FrameSent& frame : cell.recorder.frames) {
            if (frame.node == kServer && frame.size > Bytes{100}) {
                waits.push_back(frame.start - stop);
                break;
            }
        }
    }
    ASSERT_EQ(waits.size(), 20U);
    std::sort(waits.begin(), waits.end());
    EXPECT_LE(waits[10], kExchange);
    EXPECT_LE(waits[19], 3 * kExchange);
}

// 16 dBm - (46.7 + 30 log10(r)) dB with r about 100 km: far below -82 dBm for nearly every place in the disc.
TEST(CellTraffic, NobodyHearsAnythingOutOfRange) {
    CellOptions options = cell_of(3);
    options.air.radius = Metres{1e5};
    CellCell cell(options);
    cell.at(milliseconds(1), [&] { cell.broadcast(1, 1000); });
    send_from_all(cell, 1, milliseconds(5), 1000);
    cell.run_until(seconds(2));
    EXPECT_EQ(cell.server.sent.size(), 1U);
    EXPECT_TRUE(cell.ear(0).messages.empty() && cell.server.updates.empty());
    EXPECT_EQ(cell.count(SendOutcome::kFailed), 3U);
}

TEST(CellTraffic, SleepingNodesHearNothingAndWakeWhenTheySay) {
    CellOptions options = cell_of(2);
    options.air.wake_time = milliseconds(2);
    CellCell cell(options);
    cell.at(milliseconds(1), [&] { cell.medium->worker(0).sleep(); });
    cell.at(milliseconds(5), [&] { cell.broadcast(1, 1000); });
    cell.at(milliseconds(10), [&] {
        cell.medium->worker(0).wake();
        cell.send(0, 1, 100);
    });
    cell.run_until(milliseconds(20));
    EXPECT_TRUE(cell.ear(0).messages.empty());
    EXPECT_EQ(cell.ear(1).messages.size(), 1U);
    EXPECT_EQ(cell.recorder.time(0, RadioState::kSleep), milliseconds(9));
    EXPECT_EQ(cell.recorder.time(0, RadioState::kSwitch), milliseconds(2));
    EXPECT_EQ(cell.recorder.frames.at(1).start, milliseconds(12));
}

// With half of all pieces lost and no repair, a model of ten pieces is whole with probability 2^-10; with repair all
// who heard anything have it in the end.
TEST(CellTraffic, RepairBringsTheMissingPiecesOfABroadcast) {
    for (const char* radio : {"802.11n", "802.15.4"}) {
        CellOptions options = cell_of(8, radio, 0.5);
        options.fragment = Bytes{80};
        options.air.retries = 20;
        std::size_t whole_without = 0;
        {
            CellCell without(options);
            without.at(milliseconds(1), [&] { without.broadcast(1, 800); });
            without.run_until(seconds(9));
            for (const WorkerEar& ear : without.workers) {
                whole_without += ear.messages.size();
            }
        }
        options.air.downlink_repair = DownlinkRepair::kAsk;
        CellCell with(options);
        with.at(milliseconds(1), [&] { with.broadcast(1, 800); });
        with.run_until(seconds(9));
        for (int worker = 0; worker < 8; ++worker) {
            ASSERT_EQ(with.ear(worker).messages.size(), 1U) << radio << " worker " << worker;
            EXPECT_EQ(with.ear(worker).messages[0], some_bytes(800, 1));
            EXPECT_EQ(with.ear(worker).begins.size(), 1U);
        }
        EXPECT_EQ(whole_without, 0U) << radio;
        EXPECT_EQ(with.server.sent.size(), 1U);
    }
}

// A foreign sender 1 m away, at 20 dBm: nobody finds the channel idle before it stops, and then all goes on.
TEST(CellTraffic, AJammerHoldsEverythingUpWhileItIsOn) {
    for (const char* radio : {"802.11n", "802.15.4"}) {
        CellOptions options = cell_of(2, radio);
        options.air.retries = 100;
        options.air.interference = {.kind = Interference::Kind::kJammer,
                                    .place = {Metres{1}, Metres{0}},
                                    .from = Seconds{0.010},
                                    .until = Seconds{0.200}};
        CellCell cell(options);
        cell.at(milliseconds(20), [&] { cell.send(0, 1, 100); });
        cell.run_until(seconds(30));
        ASSERT_EQ(cell.count(SendOutcome::kAcknowledged), 1U) << radio;
        EXPECT_GE(cell.recorder.frames.at(0).start, milliseconds(200)) << radio;
        EXPECT_GE(cell.recorder.time(1, RadioState::kBusy), milliseconds(190)) << radio;
    }
}

std::string digest_of_a_busy_run(const std::string& radio, std::uint64_t seed) {
    CellOptions options = cell_of(8, radio, 0.1, seed);
    options.air.channel.fading = Fading::kRayleigh;
    options.air.channel.shadowing = Decibels{4};
    options.air.mobility.motion = Motion::kWaypoint;
    CellCell cell(options);
    for (int round = 1; round <= 5; ++round) {
        cell.at(milliseconds(100) * round, [&cell, round] {
            if (cell.server.sent.size() + 1 == static_cast<std::size_t>(round)) {
                cell.broadcast(round, 2000);
            }
        });
    }
    send_from_all(cell, 5, milliseconds(100), 2600);
    cell.run_until(seconds(10));  // 802.15.4: the last round takes 8 * 28 exchanges of about 8 ms
    cell.expect_books_balance();
    return cell.recorder.digest();
}

TEST(CellTraffic, SameSeedGivesTheSameEvents) {
    for (const char* radio : {"802.11n", "802.15.4"}) {
        const std::string first = digest_of_a_busy_run(radio, 5);
        EXPECT_GT(first.size(), 5000U);
        EXPECT_EQ(first, digest_of_a_busy_run(radio, 5));
        EXPECT_NE(first, digest_of_a_busy_run(radio, 6));
    }
}

}  // namespace
}  // namespace ogsim
