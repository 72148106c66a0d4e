#include "src/network/ns3_clock.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "src/network/simulation.h"

namespace ogsim {
namespace {

using std::chrono::microseconds;

TEST(Ns3Clock, CallsInTheOrderOfTimeAndThenOfTheCalls) {
    Simulation simulation;
    Clock& clock = simulation.clock();
    std::string order;
    clock.call_at(microseconds(2), [&] { order += 'c'; });
    clock.call_at(microseconds(1), [&] { order += 'a'; });
    clock.call_at(microseconds(1), [&] { order += 'b'; });
    simulation.run();
    EXPECT_EQ(order, "abc");
    EXPECT_EQ(clock.now(), microseconds(2));
}

// A timer takes the place of one that has rung or was cancelled: what is left of that one's id must not reach it.
TEST(Ns3Clock, CancelsNoLaterTimerByTheIdOfOneThatIsOver) {
    Simulation simulation;
    Clock& clock = simulation.clock();
    int rung = 0;
    const TimerId cancelled = clock.call_at(microseconds(1), [&] { rung += 100; });
    clock.cancel(cancelled);
    const TimerId first = clock.call_at(microseconds(1), [&] { ++rung; });
    clock.cancel(cancelled);
    clock.call_at(microseconds(2), [&] {
        clock.call_at(microseconds(3), [&] { ++rung; });
        clock.cancel(first);
        clock.cancel(cancelled);
        clock.cancel(0);
    });
    simulation.run();
    EXPECT_EQ(rung, 2);
}

TEST(Ns3Clock, LetsAnActionCallAndCancelOthers) {
    Simulation simulation;
    Clock& clock = simulation.clock();
    int left = 1000;
    TimerId never = 0;
    const std::function<void()> again = [&] {
        clock.cancel(never);
        never = clock.call_at(clock.now() + microseconds(5), [] { FAIL() << "it was cancelled"; });
        if (--left > 0) {
            clock.call_at(clock.now() + microseconds(1), again);
        } else {
            clock.cancel(never);
        }
    };
    clock.call_at(microseconds(1), again);
    simulation.run();
    EXPECT_EQ(left, 0);
    EXPECT_EQ(clock.now(), microseconds(1000));
}

TEST(Ns3Clock, RefusesThePast) {
    Simulation simulation;
    Clock& clock = simulation.clock();
    clock.call_at(microseconds(2), [&] {
        EXPECT_THROW(static_cast<void>(clock.call_at(microseconds(1), [] {})), std::invalid_argument);
    });
    simulation.run();
}

}  // namespace
}  // namespace ogsim
