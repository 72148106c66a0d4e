#include "src/protocol/freezing_clock.h"

#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <string>
#include <vector>

#include "tests/support/fake_clock.h"

namespace ogsim::test {
namespace {

class FreezingClockTest : public ::testing::Test {
 protected:
    /// Does `action` at real time `at` ns.
    void at(std::int64_t at, std::function<void()> action) { clock.call_at(SimTime{at}, std::move(action)); }
    /// Sets a timer for idle time `idle` that writes down its name and the real time of the call.
    TimerId set(std::int64_t idle, const std::string& name) {
        return freezing.call_at_idle(SimTime{idle}, [this, name] { note(name); });
    }
    void note(const std::string& name) { notes.push_back(name + "@" + std::to_string(clock.now().count())); }

    FakeClock clock;
    FreezingClock freezing{clock};
    std::vector<std::string> notes;
};

TEST_F(FreezingClockTest, RunsLikeTheClockOnAnIdleChannel) {
    set(30, "a");
    set(10, "b");
    clock.run_until_empty();
    EXPECT_EQ(notes, (std::vector<std::string>{"b@10", "a@30"}));
    EXPECT_EQ(freezing.idle_time(), SimTime{30});
}

TEST_F(FreezingClockTest, CallsFirstWhoAskedToBeFirstAmongEqualTimes) {
    set(10, "a");
    freezing.call_first_at_idle(SimTime{10}, [this] { note("first"); });
    freezing.call_first_at_idle(SimTime{10}, [this] { note("second"); });
    const TimerId none = freezing.call_first_at_idle(SimTime{10}, [this] { note("none"); });
    set(9, "b");
    freezing.cancel(none);
    clock.run_until_empty();
    EXPECT_EQ(notes, (std::vector<std::string>{"b@9", "first@10", "second@10", "a@10"}));
}

// Busy [10, 25) and [20, 40) overlap into [10, 40): idle 15 is reached at 40 + 5.
TEST_F(FreezingClockTest, StandsStillOverOverlappingBusySpans) {
    set(15, "a");
    at(10, [this] { freezing.busy_until(SimTime{25}); });
    at(20, [this] { freezing.busy_until(SimTime{40}); });
    at(30, [this] { EXPECT_EQ(freezing.idle_time(), SimTime{10}); });
    clock.run_until_empty();
    EXPECT_EQ(notes, (std::vector<std::string>{"a@45"}));
}

/// Tells the clock of busy spans only when somebody asks.
struct LateKeeper final : FreezingClock::Keeper {
    void bring_up_to_date() override {
        while (!spans.empty() && spans.front().first <= clock.now()) {
            freezing.was_busy(spans.front().first, spans.front().second);
            spans.erase(spans.begin());
        }
    }
    void changed() override { ++changes; }

    FakeClock& clock;
    FreezingClock& freezing;
    std::vector<std::pair<SimTime, SimTime>> spans;
    int changes = 0;

    LateKeeper(FakeClock& of, FreezingClock& on) : clock(of), freezing(on) {}
};

// The spans of the test above, told at 60: idle 60 - 30. Idle 35 is 5 more, and no timer acts before somebody says so.
TEST_F(FreezingClockTest, CountsTheSameWhereItIsToldLate) {
    LateKeeper keeper(clock, freezing);
    keeper.spans = {{SimTime{10}, SimTime{25}}, {SimTime{20}, SimTime{40}}};
    freezing.set_keeper(&keeper);
    set(35, "a");
    at(60, [this] {
        EXPECT_EQ(freezing.idle_time(), SimTime{30});
        EXPECT_EQ(freezing.next_act(), SimTime{65});
        EXPECT_EQ(freezing.idle_until_act(), SimTime{5});
    });
    at(70, [this] { note("nobody"); });
    at(80, [this] { freezing.act(); });
    clock.run_until_empty();
    EXPECT_EQ(notes, (std::vector<std::string>{"nobody@70", "a@80"}));
    EXPECT_GE(keeper.changes, 1);
}

// Without its keeper it sets a timer of its own again: idle 35 at 65.
TEST_F(FreezingClockTest, ActsByItselfAgainWithoutItsKeeper) {
    LateKeeper keeper(clock, freezing);
    keeper.spans = {{SimTime{10}, SimTime{40}}};
    freezing.set_keeper(&keeper);
    set(35, "a");
    at(50, [this] {
        EXPECT_EQ(freezing.idle_time(), SimTime{20});
        freezing.set_keeper(nullptr);
    });
    clock.run_until_empty();
    EXPECT_EQ(notes, (std::vector<std::string>{"a@65"}));
}

// A span inside another, [12, 20) in [10, 40), and an end in the past add nothing.
TEST_F(FreezingClockTest, IgnoresBusySpansThatSayNothingNew) {
    set(15, "a");
    at(10, [this] { freezing.busy_until(SimTime{40}); });
    at(12, [this] { freezing.busy_until(SimTime{20}); });
    at(41, [this] { freezing.busy_until(SimTime{30}); });
    at(42, [this] { freezing.busy_until(SimTime{42}); });
    clock.run_until_empty();
    EXPECT_EQ(notes, (std::vector<std::string>{"a@45"}));
}

// Busy from 10, said to last until 40, broken off at 18: idle 15 is reached at 18 + 5.
TEST_F(FreezingClockTest, RunsOnWhereAReceptionIsBrokenOff) {
    set(15, "a");
    at(10, [this] { freezing.busy_until(SimTime{40}); });
    at(18, [this] { freezing.idle_now(); });
    at(20, [this] { freezing.idle_now(); });  // idle already: nothing changes
    clock.run_until_empty();
    EXPECT_EQ(notes, (std::vector<std::string>{"a@23"}));
}

// As a 802.11 backoff counter: 10 idle, busy 10..30, 5 idle, busy 35..50, then the last 5.
TEST_F(FreezingClockTest, CountsIdleGapsTogether) {
    set(20, "a");
    at(10, [this] { freezing.busy_until(SimTime{30}); });
    at(35, [this] { freezing.busy_until(SimTime{50}); });
    clock.run_until_empty();
    EXPECT_EQ(notes, (std::vector<std::string>{"a@55"}));
}

TEST_F(FreezingClockTest, CallsEqualTimesInTheOrderInWhichTheyWereSet) {
    set(20, "c");
    set(10, "a");
    set(10, "b");
    clock.run_until_empty();
    EXPECT_EQ(notes, (std::vector<std::string>{"a@10", "b@10", "c@20"}));
}

// Both are due at idle 10. The first makes the channel busy: the second had no way to know, and acts too. The third
// is due a nanosecond later, and waits.
TEST_F(FreezingClockTest, LetsAllActThatAreDueAtTheInstantTheChannelTurnsBusy) {
    freezing.call_at_idle(SimTime{10}, [this] {
        note("a");
        freezing.busy_until(SimTime{50});
    });
    set(10, "b");
    set(11, "c");
    clock.run_until_empty();
    EXPECT_EQ(notes, (std::vector<std::string>{"a@10", "b@10", "c@51"}));
}

TEST_F(FreezingClockTest, ForgetsWhatIsCancelled) {
    const TimerId a = set(10, "a");
    const TimerId b = set(10, "b");
    set(20, "c");
    at(5, [=, this] { freezing.cancel(a); });
    at(15, [=, this] { freezing.cancel(b); });  // has been called already
    at(16, [this] { freezing.cancel(4711); });  // never was
    clock.run_until_empty();
    EXPECT_EQ(notes, (std::vector<std::string>{"b@10", "c@20"}));
}

TEST_F(FreezingClockTest, KeepsNoTimerOfTheClockWhenNothingIsPending) {
    const TimerId a = set(10, "a");
    EXPECT_EQ(clock.pending(), 1U);
    set(5, "b");
    EXPECT_EQ(clock.pending(), 1U) << "one timer of the clock at most";
    freezing.cancel(a);
    clock.run_until(SimTime{7});
    EXPECT_EQ(clock.pending(), 0U);
    auto short_lived = std::make_unique<FreezingClock>(clock);
    short_lived->call_at_idle(SimTime{100}, [] { FAIL() << "called after its clock was gone"; });
    short_lived.reset();
    clock.run_until_empty();
}

TEST_F(FreezingClockTest, TakesNewTimersFromInsideATimerAndWhileFrozen) {
    freezing.call_at_idle(SimTime{10}, [this] { set(12, "b"); });
    at(11, [this] {
        freezing.busy_until(SimTime{100});
        set(11, "now");  // reached already
        set(20, "c");
    });
    clock.run_until_empty();
    EXPECT_EQ(notes, (std::vector<std::string>{"now@11", "b@101", "c@109"}));
}

// The idle time at t is t minus the length of the union of the busy spans in [0, t], marked here slot by slot.
TEST_F(FreezingClockTest, CountsWhatTheUnionOfRandomBusySpansLeaves) {
    std::mt19937_64 random(3);
    std::vector<bool> is_busy(3000);
    for (std::int64_t start = 0; start < 2000; start += 1 + static_cast<std::int64_t>(random() % 30)) {
        const std::int64_t end = start + static_cast<std::int64_t>(random() % 40);
        at(start, [=, this] { freezing.busy_until(SimTime{end}); });
        std::fill(is_busy.begin() + start, is_busy.begin() + end, true);
    }
    std::int64_t idle = 0;
    for (std::int64_t t = 0; t < 2500; ++t) {
        clock.run_until(SimTime{t});
        ASSERT_EQ(freezing.idle_time(), SimTime{idle}) << "at " << t;
        idle += is_busy[static_cast<std::size_t>(t)] ? 0 : 1;
    }
    EXPECT_GT(idle, 600);
}

}  // namespace
}  // namespace ogsim::test
