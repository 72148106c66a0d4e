#include "src/ledger/ledger.h"

#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "model/random/stream.h"
#include "tests/src/ledger/toy_device.h"

namespace ogsim {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

SimTime spent(const StateTimes& times, RadioState state) {
    return times.radio.at(static_cast<std::size_t>(state));
}

std::string fault_of(Ledger& ledger, const Event& event) {
    try {
        ledger.on(event);
    } catch (const std::logic_error& error) {
        return error.what();
    }
    return "no fault";
}

// 8 W x 1 s + 4 W x 2 s + 3 W x 1 s + 2 W x 4 s + 0.5 W x 10 s + 0 W x 5 s + 1 W x 3 s of computing = 35 J.
TEST(StateJoules, AddUpPowerTimesTime) {
    const StateTimes times{
        .radio = {seconds(1), seconds(2), seconds(1), seconds(4), seconds(10), SimTime{0}, seconds(5)},
        .compute = seconds(3)};
    EXPECT_EQ(times.total(), seconds(23));
    EXPECT_DOUBLE_EQ(joules(times, kToyDevice).total().si, 35.0);
    EXPECT_DOUBLE_EQ(joules(times, kToyDevice).compute.si, 3.0);
}

// The node above is on for 18 s. Resting idle it would have drawn 36 J, asleep 9 J.
TEST(MarginalJoules, AreWhatIsDrawnAboveResting) {
    const StateTimes times{
        .radio = {seconds(1), seconds(2), seconds(1), seconds(4), seconds(10), SimTime{0}, seconds(5)},
        .compute = seconds(3)};
    EXPECT_DOUBLE_EQ(marginal_joules(times, kToyDevice, RadioState::kIdle).si, -1.0);
    EXPECT_DOUBLE_EQ(marginal_joules(times, kToyDevice, RadioState::kSleep).si, 26.0);
}

TEST(MarginalJoules, AreNoneForANodeThatOnlyRests) {
    const StateTimes times{
        .radio = {SimTime{0}, SimTime{0}, SimTime{0}, seconds(7), SimTime{0}, SimTime{0}, seconds(2)}};
    EXPECT_DOUBLE_EQ(marginal_joules(times, kToyDevice, RadioState::kIdle).si, 0.0);
}

// 1 s of a computation that goes on falls into the stretch's 3 s, as it would with an interval for each state.
TEST(Ledger, TakesAStretchOfTimeAsItWouldItsIntervals) {
    Ledger apart(1, kToyDevice), together(1, kToyDevice);
    for (Ledger* ledger : {&apart, &together}) {
        ledger->on(RadioInterval{0, RadioState::kIdle, seconds(0), seconds(2)});
        ledger->on(ComputeBegan{0, seconds(4)});
    }
    apart.on(RadioInterval{0, RadioState::kRx, seconds(2), seconds(4)});
    apart.on(RadioInterval{0, RadioState::kIdle, seconds(4), seconds(5)});
    RadioTimes stretch{.node = 0, .start = seconds(2), .end = seconds(5), .times = {}};
    stretch.times.at(static_cast<std::size_t>(RadioState::kRx)) = seconds(2);
    stretch.times.at(static_cast<std::size_t>(RadioState::kIdle)) = seconds(1);
    together.on(stretch);
    EXPECT_EQ(together.times(0), apart.times(0));
    EXPECT_EQ(together.worker_times(), apart.worker_times());
    EXPECT_EQ(spent(together.times(0), RadioState::kIdle), seconds(3));
    EXPECT_EQ(together.times(0).compute, seconds(1));
}

TEST(Ledger, RefusesAStretchThatDoesNotAddUp) {
    Ledger ledger(1, kToyDevice);
    EXPECT_NE(fault_of(ledger, RadioTimes{.node = 0, .start = seconds(0), .end = seconds(1), .times = {}})
                  .find("add up to 0 ns"),
              std::string::npos);
}

// Workers 0 and 2 listen for 3 s, of which they compute from 1 s to 2 s; worker 1 sends for 1 s of them and computes
// not.
TEST(Ledger, TakesWhatManySpendAlikeAsItWouldOneByOne) {
    constexpr auto kIdle = static_cast<std::size_t>(RadioState::kIdle);
    constexpr auto kTx = static_cast<std::size_t>(RadioState::kTx);
    Ledger apart(3, kToyDevice), together(3, kToyDevice);
    RadioTimes sender{.node = 1, .start = seconds(0), .end = seconds(3), .times = {}};
    sender.times.at(kTx) = seconds(1);
    sender.times.at(kIdle) = seconds(2);
    apart.on(sender);
    together.on(sender);
    for (const int worker : {0, 2}) {
        apart.on(RadioInterval{worker, RadioState::kIdle, seconds(0), seconds(3)});
        apart.on(ComputeInterval{worker, seconds(1), seconds(2)});
    }
    const std::vector<int> listed{1};
    CrowdRadioTimes others{.workers = {listed, true}, .start = seconds(0), .end = seconds(3), .times = {}};
    others.times.at(kIdle) = seconds(3);
    together.on(CrowdComputeBegan{.workers = {listed, true}, .at = seconds(1)});
    together.on(CrowdComputeInterval{.workers = {listed, true}, .start = seconds(1), .end = seconds(2)});
    together.on(others);
    for (const int worker : {0, 1, 2}) {
        EXPECT_EQ(together.times(worker), apart.times(worker)) << worker;
    }
    EXPECT_EQ(together.worker_times(), apart.worker_times());
    EXPECT_EQ(together.times(1).compute, seconds(0));
    EXPECT_EQ(together.times(2).compute, seconds(1));
    EXPECT_EQ(together.times(kServer).total(), seconds(0)) << "the server is no worker";
    // What follows may be told of one by one, or together again.
    together.on(RadioInterval{2, RadioState::kRx, seconds(3), seconds(4)});
    EXPECT_EQ(together.times(2).total(), seconds(4));
}

TEST(Ledger, ChargesManyThatComputeUpToNow) {
    Ledger ledger(5, kToyDevice);
    const std::vector<int> listed{0, 3};
    ledger.on(CrowdComputeBegan{.workers = {listed, false}, .at = seconds(1)});
    CrowdRadioTimes all{.workers = {{}, true}, .start = seconds(0), .end = seconds(3), .times = {}};
    all.times.at(static_cast<std::size_t>(RadioState::kIdle)) = seconds(3);
    ledger.on(all);
    EXPECT_EQ(ledger.times(3).compute, seconds(2));
    EXPECT_EQ(ledger.times(4).compute, seconds(0));
    EXPECT_EQ(ledger.worker_times().compute, seconds(4));
    EXPECT_EQ(ledger.worker_times().total(), seconds(15));
    ledger.on(CrowdComputeInterval{.workers = {listed, false}, .start = seconds(1), .end = seconds(5)});
    EXPECT_EQ(ledger.times(0).compute, seconds(4));
}

TEST(Ledger, RefusesManyWhoseTimesLeaveAGap) {
    Ledger ledger(2, kToyDevice);
    CrowdRadioTimes all{.workers = {{}, true}, .start = seconds(1), .end = seconds(2), .times = {}};
    all.times.at(static_cast<std::size_t>(RadioState::kIdle)) = seconds(1);
    EXPECT_NE(fault_of(ledger, all).find("do not follow on 0 ns"), std::string::npos);
    const std::vector<int> listed{1};
    const CrowdRadioTimes early{.workers = {listed, true}, .start = SimTime{0}, .end = SimTime{0}, .times = {}};
    ledger.on(early);  // worker 1 has nothing to tell of no time
    ledger.on(RadioInterval{0, RadioState::kIdle, seconds(0), seconds(1)});
    CrowdRadioTimes others{.workers = {listed, true}, .start = seconds(0), .end = seconds(1), .times = all.times};
    EXPECT_NE(fault_of(ledger, others).find("come before its own"), std::string::npos);
}

TEST(Ledger, KeepsEveryNodesTimesAndTheWorkersTogether) {
    Ledger ledger(2, kToyDevice);
    ledger.on(RadioInterval{kServer, RadioState::kTx, seconds(0), seconds(3)});
    ledger.on(RadioInterval{0, RadioState::kRx, seconds(0), seconds(3)});
    ledger.on(RadioInterval{1, RadioState::kIdle, seconds(0), seconds(1)});
    ledger.on(RadioInterval{1, RadioState::kRx, seconds(1), seconds(3)});
    EXPECT_EQ(spent(ledger.times(kServer), RadioState::kTx), seconds(3));
    EXPECT_EQ(spent(ledger.times(1), RadioState::kRx), seconds(2));
    EXPECT_EQ(spent(ledger.worker_times(), RadioState::kRx), seconds(5));
    EXPECT_EQ(spent(ledger.worker_times(), RadioState::kTx), seconds(0)) << "the server is no worker";
    EXPECT_EQ(ledger.worker_times().total(), seconds(6));
}

TEST(Ledger, RefusesRadioIntervalsThatLeaveAGapOrOverlap) {
    Ledger ledger(4, kToyDevice);
    ledger.on(RadioInterval{3, RadioState::kIdle, SimTime{0}, SimTime{5}});
    EXPECT_EQ(fault_of(ledger, RadioInterval{3, RadioState::kTx, SimTime{7}, SimTime{9}}),
              "node 3: radio interval from 7 ns to 9 ns does not follow on 5 ns");
    EXPECT_EQ(fault_of(ledger, RadioInterval{3, RadioState::kTx, SimTime{4}, SimTime{9}}),
              "node 3: radio interval from 4 ns to 9 ns does not follow on 5 ns");
    EXPECT_EQ(fault_of(ledger, RadioInterval{3, RadioState::kTx, SimTime{5}, SimTime{4}}),
              "node 3: radio interval from 5 ns to 4 ns does not follow on 5 ns");
    EXPECT_EQ(fault_of(ledger, RadioInterval{kServer, RadioState::kTx, SimTime{1}, SimTime{2}}),
              "the server: radio interval from 1 ns to 2 ns does not follow on 0 ns");
    EXPECT_EQ(fault_of(ledger, RadioInterval{4, RadioState::kTx, SimTime{0}, SimTime{2}}),
              "an event names node 4, of 4 workers");
    EXPECT_EQ(ledger.worker_times().total(), SimTime{5}) << "a refused interval must not be charged";
}

TEST(Ledger, RefusesComputationsThatOverlap) {
    Ledger ledger(1, kToyDevice);
    ledger.on(ComputeInterval{0, SimTime{10}, SimTime{20}});
    EXPECT_EQ(fault_of(ledger, ComputeInterval{0, SimTime{19}, SimTime{30}}),
              "node 0: computation from 19 ns to 19 ns begins before the last one ended");
    ledger.on(ComputeBegan{0, SimTime{40}});
    EXPECT_EQ(fault_of(ledger, ComputeBegan{0, SimTime{50}}),
              "node 0: computation from 50 ns to 50 ns begins before the last one ended");
    EXPECT_EQ(fault_of(ledger, ComputeInterval{0, SimTime{41}, SimTime{60}}),
              "node 0: computation from 41 ns to 60 ns does not fit its beginning at 40 ns, charged up to 40 ns");
}

TEST(Ledger, ChargesAComputationWhileItGoesOn) {
    Ledger ledger(2, kToyDevice);
    ledger.on(ComputeBegan{0, seconds(2)});
    ledger.on(RadioInterval{0, RadioState::kIdle, seconds(0), seconds(5)});
    EXPECT_EQ(ledger.times(0).compute, seconds(3)) << "metered to 5 s, begun at 2 s";
    ledger.on(RadioInterval{0, RadioState::kSleep, seconds(5), seconds(6)});
    ledger.on(ComputeInterval{0, seconds(2), seconds(8)});
    ledger.on(RadioInterval{0, RadioState::kSleep, seconds(6), seconds(9)});
    EXPECT_EQ(ledger.times(0).compute, seconds(6)) << "from 2 s to 8 s, once";
    ledger.on(ComputeInterval{1, seconds(1), seconds(2)});
    EXPECT_EQ(ledger.worker_times().compute, seconds(7)) << "also without word of the beginning";
}

TEST(Ledger, ChargesNoComputationToANodeThatIsOff) {
    Ledger ledger(1, kToyDevice);
    ledger.on(ComputeBegan{0, seconds(1)});
    ledger.on(RadioInterval{0, RadioState::kIdle, seconds(0), seconds(3)});
    ledger.on(RadioInterval{0, RadioState::kOff, seconds(3), seconds(9)});
    ledger.on(ComputeInterval{0, seconds(1), seconds(3)});
    EXPECT_EQ(ledger.times(0).compute, seconds(2));
}

TEST(Ledger, RefusesToNameANodeThatItDoesNotKnow) {
    const Ledger ledger(3, kToyDevice);
    try {
        (void)ledger.times(3);
        FAIL() << "node 3 of 3 workers was accepted";
    } catch (const std::invalid_argument& error) {
        EXPECT_STREQ(error.what(), "node must be from -1 (the server) to 2, got 3");
    }
    EXPECT_THROW(Ledger(-1, kToyDevice), std::invalid_argument);
}

// Random contiguous intervals and computations; the reference adds up power x time of each, one at a time.
TEST(Ledger, AgreesWithBruteForceOnRandomIntervals) {
    for (unsigned seed = 0; seed < 30; ++seed) {
        std::mt19937_64 random = random_stream(seed, "intervals");
        const int workers = 5;
        Ledger ledger(workers, kToyDevice);
        double drawn = 0.0;
        SimTime end{0};
        for (int worker = 0; worker < workers; ++worker) {
            SimTime now{0};
            for (int step = 0; step < 50; ++step) {
                const auto state = static_cast<RadioState>(random() % (kRadioStates - 1));
                const SimTime length = milliseconds(random() % 1000);
                if (random() % 3 == 0) {
                    ledger.on(ComputeBegan{worker, now});
                    ledger.on(RadioInterval{worker, state, now, now + length});
                    ledger.on(ComputeInterval{worker, now, now + length});
                    drawn += kToyDevice.compute.si * 1e-9 * static_cast<double>(length.count());
                } else {
                    ledger.on(RadioInterval{worker, state, now, now + length});
                }
                drawn += kToyDevice.power(state).si * 1e-9 * static_cast<double>(length.count());
                now += length;
            }
            ASSERT_EQ(ledger.times(worker).total(), now) << "durations must add up to the run time, seed " << seed;
            end += now;
        }
        StateTimes sum;
        for (int worker = 0; worker < workers; ++worker) {
            sum += ledger.times(worker);
        }
        EXPECT_EQ(sum, ledger.worker_times());
        EXPECT_EQ(sum.total(), end);
        EXPECT_NEAR(joules(sum, kToyDevice).total().si, drawn, 1e-12 * drawn) << "seed " << seed;
    }
}

}  // namespace
}  // namespace ogsim
