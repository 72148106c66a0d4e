#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "tests/src/network/wifi_cell.h"

/// The same rounds with idle radios off the channel and with all radios on it all the time, which is the oracle: the
/// same frames and the same messages at the same nanosecond.
namespace ogsim {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

struct Rounds {
    WifiOptions options;
    SimTime apart;       ///< Of the workers' turns, on their ordering clocks.
    std::size_t bytes;   ///< Of an update.
    std::size_t enough;  ///< Updates that end a round.
    int rounds = 4;
};

struct Course {
    std::string frames;
    std::vector<std::pair<SimTime, std::string>> messages;  // in an order that does not depend on ties
    std::vector<std::array<SimTime, kRadioStates>> times;   // of the server and the workers
    std::size_t updates = 0;
    std::size_t retries = 0;
};

/// Every round: the server broadcasts 3000 bytes, worker w speaks at (w + round) mod M turns of idle time after it has
/// them and 200 us, and takes back what is left when the next broadcast begins.
class RoundsOnAir {
 public:
    explicit RoundsOnAir(const Rounds& rounds) : rounds_(rounds), cell_(rounds.options) {
        const int workers = rounds.options.air.workers;
        for (int worker = 0; worker < workers; ++worker) {
            cell_.ear(worker).then = [this, worker] {
                note("begins", worker);
                cell_.medium->worker(worker).ordering_clock().cancel(turns_[worker]);
                cell_.withdraw(worker);
            };
            cell_.ear(worker).then_on_broadcast = [this, worker] { take_turn(worker); };
        }
        cell_.server.then_on_update = [this] {
            note("update", cell_.server.updates.back().update.worker);
            if (++heard_ == rounds_.enough) {
                next_round();
            }
        };
    }

    Course run(SimTime end, const std::function<void(WifiCell&)>& disturb) {
        cell_.at(milliseconds(1), [this] { next_round(); });
        cell_.at(end, [] {});
        if (disturb) {
            disturb(cell_);
        }
        cell_.run_until(end);
        std::sort(messages_.begin(), messages_.end());
        Course course{.frames = {}, .messages = messages_, .times = {}, .updates = cell_.server.updates.size()};
        for (const FrameSent& frame : cell_.recorder.frames) {
            course.frames += std::to_string(frame.node) + "@" + std::to_string(frame.start.count()) + "+" +
                             std::to_string(frame.size.count) + "\n";
            course.retries += frame.is_retry ? 1U : 0U;
        }
        for (int node = kServer; node < rounds_.options.air.workers; ++node) {
            course.times.emplace_back();
            for (std::size_t state = 0; state < kRadioStates; ++state) {
                course.times.back()[state] = cell_.recorder.time(node, static_cast<RadioState>(state));
            }
            EXPECT_EQ(cell_.recorder.covered(node), end) << "node " << node;
        }
        return course;
    }

 private:
    void next_round() {
        heard_ = 0;
        if (round_ < rounds_.rounds) {
            ++round_;
            cell_.clock.call_at(cell_.clock.now(), [this] { cell_.broadcast(round_, 3000); });
        }
    }
    void take_turn(int worker) {
        note("has", worker);
        cell_.clock.call_at(cell_.clock.now() + microseconds(200), [this, worker, round = round_] {
            OrderingClock& clock = cell_.medium->worker(worker).ordering_clock();
            const SimTime due = clock.idle_time() + rounds_.apart * ((worker + round) % rounds_.options.air.workers);
            clock.cancel(turns_[worker]);
            turns_[worker] = clock.call_at_idle(due, [this, worker, round] {
                note("speaks", worker);
                cell_.send(worker, round, rounds_.bytes);
            });
        });
    }
    void note(const std::string& what, int worker) {
        messages_.emplace_back(cell_.clock.now(), what + " " + std::to_string(worker));
    }

    const Rounds rounds_;
    WifiCell cell_;
    std::map<int, TimerId> turns_;
    int round_ = 0;
    std::size_t heard_ = 0;
    std::vector<std::pair<SimTime, std::string>> messages_;
};

Course course(Rounds rounds, bool is_gated, const std::function<void(WifiCell&)>& disturb = {}) {
    rounds.options.gated = is_gated;
    rounds.options.tells_intervals = !is_gated;
    return RoundsOnAir(rounds).run(milliseconds(200), disturb);
}

/// Frames, messages and all that is told of them alike to the nanosecond; each node's states to 0.5 %, and mostly to
/// the nanosecond too.
Course expect_same(const Rounds& rounds, const std::function<void(WifiCell&)>& disturb = {}) {
    EXPECT_EQ(why_not_gated(rounds.options), std::nullopt);
    const Course gated = course(rounds, true, disturb);
    const Course all_on = course(rounds, false, disturb);
    EXPECT_EQ(gated.frames, all_on.frames);
    EXPECT_TRUE(gated.messages == all_on.messages);
    for (std::size_t node = 0; node < all_on.times.size(); ++node) {
        for (std::size_t state = 0; state < kRadioStates; ++state) {
            const auto right = static_cast<double>(all_on.times[node][state].count());
            EXPECT_NEAR(static_cast<double>(gated.times[node][state].count()), right, 0.005 * right)
                << "node " << static_cast<int>(node) + kServer << ", " << name(static_cast<RadioState>(state));
        }
    }
    return all_on;
}

Rounds twenty(SimTime apart, std::size_t bytes, std::size_t enough = 20) {
    return {.options = {.air = {.workers = 20}}, .apart = apart, .bytes = bytes, .enough = enough};
}

// Turns 30 us apart: a slot, the detection of a preamble and more lie between them, so nothing collides.
TEST(GatedRadios, ChangeNothingWhereNothingCollides) {
    const Course course = expect_same(twenty(microseconds(30), 1000));
    EXPECT_EQ(course.updates, 80U);
    EXPECT_EQ(course.retries, 0U);
}

// Turns 3 us apart, less than it takes to notice a preamble: neighbours collide.
TEST(GatedRadios, ChangeNothingWhereNeighboursCollide) {
    const Course course = expect_same(twenty(microseconds(3), 1000));
    EXPECT_EQ(course.updates, 80U);
    EXPECT_GT(course.retries, 20U);
}

// All at once, 22 fragments each, and what is left after five updates is taken back.
TEST(GatedRadios, ChangeNothingInTheThickestCrowd) {
    const Course course = expect_same(twenty(SimTime{100}, 30000, 5));
    EXPECT_GE(course.updates, 5U);
    EXPECT_GT(course.retries, 100U);
}

TEST(GatedRadios, ChangeNothingUnderOtherStandards) {
    for (const char* standard : {"802.11a", "802.11g", "802.11ac", "802.11ax"}) {
        SCOPED_TRACE(standard);
        Rounds rounds = twenty(microseconds(3), 3000);
        rounds.options.standard = standard;
        EXPECT_GT(expect_same(rounds).updates, 20U);
    }
}

// 60 m across 120: many do not hear one another.
TEST(GatedRadios, ChangeNothingAmongHiddenStations) {
    Rounds rounds = twenty(microseconds(20), 1000, 5);
    rounds.options.air.radius = Metres{60};
    EXPECT_GT(expect_same(rounds).updates, 5U);
}

TEST(GatedRadios, ChangeNothingUnderFadingShadowingAndLoss) {
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        Rounds rounds = twenty(microseconds(5), 1000, 10);
        rounds.options.air.seed = seed;
        rounds.options.air.channel.extra_loss = 0.1;
        EXPECT_GT(expect_same(rounds).updates, 10U);
        rounds.options.air.channel = {.shadowing = Decibels{6.0}};
        EXPECT_GT(expect_same(rounds).updates, 5U);
        rounds.options.air.channel = {.fading = Fading::kRayleigh};
        EXPECT_GT(expect_same(rounds).updates, 5U);
    }
}

// Crashes and returns at any instant, also in the middle of frames.
TEST(GatedRadios, ChangeNothingWhereWorkersCrashAndComeBack) {
    const Course course = expect_same(twenty(microseconds(30), 1000, 15), [](WifiCell& cell) {
        for (int worker = 0; worker < 10; ++worker) {
            const SimTime crash = milliseconds(2) + microseconds(1371) * worker;
            cell.at(crash, [&cell, worker] { cell.medium->switch_off(worker); });
            cell.at(crash + milliseconds(3), [&cell, worker] { cell.medium->switch_on(worker); });
        }
    });
    EXPECT_GT(course.updates, 30U);
}

TEST(GatedRadios, TellIntervalsInOrderWhereTheyAreAskedFor) {
    Rounds rounds = twenty(microseconds(3), 3000);
    rounds.options.tells_intervals = true;  // the recorder checks that they follow on one another
    const Course gated = RoundsOnAir(rounds).run(milliseconds(200), {});
    EXPECT_EQ(gated.times, course(rounds, false).times);
}

TEST(GatedRadios, StayOnTheChannelWhereItWouldNotBeTheSame) {
    EXPECT_EQ(why_not_gated({}), std::nullopt);
    EXPECT_EQ(why_not_gated({.standard = "802.11b"}), "ns-3 draws the errors of 802.11b itself");
    EXPECT_EQ(why_not_gated({.air = {.mobility = {.motion = Motion::kRandomWalk}}}), "workers move");
    EXPECT_TRUE(why_not_gated({.rate_control = "ideal"}).has_value());
    EXPECT_TRUE(why_not_gated({.largest_ampdu = Bytes{5000}}).has_value());
    EXPECT_TRUE(why_not_gated({.rts_above = Bytes{0}}).has_value());
    EXPECT_TRUE(why_not_gated({.air = {.interference = {.kind = Interference::Kind::kJammer}}}).has_value());
    EXPECT_TRUE(why_not_gated({.air = {.overhearing = Overhearing::kOn}}).has_value());
    EXPECT_TRUE(why_not_gated({.air = {.downlink_repair = DownlinkRepair::kAsk}}).has_value());
    EXPECT_TRUE(why_not_gated({.air = {.pcap_prefix = "packets"}}).has_value());
}

}  // namespace
}  // namespace ogsim
