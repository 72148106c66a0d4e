#include "src/run/faults.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>

#include "tests/support/fake_clock.h"

namespace ogsim {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

struct Event {
    SimTime time;
    int node;
    bool is_crash;
    bool forgets;
    bool operator==(const Event&) const = default;
};

/// Faults on a clock of their own, written down.
struct Log {
    explicit Log(const Scenario& scenario)
        : faults(scenario, clock,
                 {.crash =
                      [this](int node, bool forgets) {
                          events.push_back({clock.now(), node, true, forgets});
                      },
                  .come_back =
                      [this](int node) {
                          events.push_back({clock.now(), node, false, false});
                      }}) {}

    test::FakeClock clock;
    std::vector<Event> events;
    Faults faults;
};

Scenario with(int workers) {
    Scenario scenario;
    scenario.network.workers = workers;
    return scenario;
}

Scenario scheduled(const std::string& text) {
    Scenario scenario = with(8);
    scenario.faults.schedule = text;
    return scenario;
}

// Times between a return and the next crash (up), and between a crash and the return (down), in s.
struct Spans {
    std::vector<double> up, down;
    int forgotten = 0;
};

Spans spans_of(const std::vector<Event>& events, int node) {
    Spans spans;
    SimTime last{0};
    for (const Event& event : events) {
        if (event.node == node) {
            (event.is_crash ? spans.up : spans.down).push_back(ogsim::seconds(event.time - last).si);
            spans.forgotten += event.forgets ? 1 : 0;
            last = event.time;
        }
    }
    return spans;
}

double mean(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

TEST(Faults, AreNoneByDefault) {
    Log log(with(3));
    EXPECT_EQ(log.clock.pending(), 0U);
    for (const int node : {kServer, 0, 1, 2}) {
        EXPECT_FALSE(log.faults.is_down(node));
    }
}

TEST(Faults, KeepTheScheduleToTheNanosecond) {
    Log log(scheduled("3@1.000000001-2.5, server@2-2.000000002"));
    log.clock.run_until(seconds(2));
    EXPECT_TRUE(log.faults.is_down(3));
    EXPECT_TRUE(log.faults.is_down(kServer));
    EXPECT_FALSE(log.faults.is_down(2));
    log.clock.run_until(seconds(10));
    EXPECT_THAT(log.events, ElementsAre(Event{nanoseconds(1'000'000'001), 3, true, false},
                                        Event{nanoseconds(2'000'000'000), kServer, true, false},
                                        Event{nanoseconds(2'000'000'002), kServer, false, false},
                                        Event{nanoseconds(2'500'000'000), 3, false, false}));
    EXPECT_FALSE(log.faults.is_down(3));
}

TEST(Faults, ForgetWhereTheScheduleSaysSo) {
    Log log(scheduled("3@1-2!, 4@1-2"));
    log.clock.run_until_empty();
    ASSERT_EQ(log.events.size(), 4U);
    EXPECT_TRUE(log.events[0].forgets);
    EXPECT_FALSE(log.events[1].forgets);
}

// Down from 1 to 3; the outage from 2 to 5 begins while it is down and is not one. The one from 4 on is.
TEST(Faults, LeaveANodeThatIsDownDownForWhatItWas) {
    Log log(scheduled("3@1-3, 3@2-5, 3@4-6"));
    log.clock.run_until_empty();
    EXPECT_THAT(log.events, ElementsAre(Event{seconds(1), 3, true, false}, Event{seconds(3), 3, false, false},
                                        Event{seconds(4), 3, true, false}, Event{seconds(6), 3, false, false}));
}

// The mean of n exponential times of mean m has the standard deviation m / sqrt(n); their standard deviation is m as
// well, and the share above m is 1/e. In 1e5 s a worker fails about 1e5 / (9 + 1) times.
TEST(Faults, FailAndReturnAfterExponentialTimesOfTheRightMean) {
    Scenario scenario = with(2);
    scenario.faults.worker_mtbf_s = 9.0;
    scenario.faults.worker_mttr_s = 1.0;
    Log log(scenario);
    log.clock.run_until(seconds(100'000));
    const Spans spans = spans_of(log.events, 1);
    const auto n = static_cast<double>(spans.up.size());
    EXPECT_NEAR(n, 1e4, 400.0);
    EXPECT_NEAR(mean(spans.up), 9.0, 4.0 * 9.0 / std::sqrt(n));
    EXPECT_NEAR(mean(spans.down), 1.0, 4.0 / std::sqrt(n));
    const auto above = std::count_if(spans.up.begin(), spans.up.end(), [](double span) { return span > 9.0; });
    EXPECT_NEAR(static_cast<double>(above) / n, std::exp(-1.0), 4.0 * 0.5 / std::sqrt(n));
    EXPECT_THAT(spans_of(log.events, kServer).up, IsEmpty());
}

TEST(Faults, LetTheServerFailByItsOwnTimes) {
    Scenario scenario = with(2);
    scenario.faults.server_mtbf_s = 4.0;
    scenario.faults.server_mttr_s = 2.0;
    Log log(scenario);
    log.clock.run_until(seconds(60'000));
    const Spans spans = spans_of(log.events, kServer);
    const auto n = static_cast<double>(spans.up.size());
    EXPECT_NEAR(mean(spans.up), 4.0, 4.0 * 4.0 / std::sqrt(n));
    EXPECT_NEAR(mean(spans.down), 2.0, 4.0 * 2.0 / std::sqrt(n));
    EXPECT_THAT(spans_of(log.events, 0).up, IsEmpty());
}

// A share p of n draws has the standard deviation sqrt(p (1 - p) / n).
TEST(Faults, ForgetAsOftenAsTheScenarioSays) {
    for (const double share : {0.0, 0.3, 1.0}) {
        Scenario scenario = with(1);
        scenario.faults.worker_mtbf_s = 1.0;
        scenario.faults.worker_mttr_s = 1.0;
        scenario.faults.forgets = share;
        Log log(scenario);
        log.clock.run_until(seconds(10'000));
        const Spans spans = spans_of(log.events, 0);
        const auto n = static_cast<double>(spans.up.size());
        EXPECT_NEAR(spans.forgotten / n, share, 4.0 * std::sqrt(share * (1.0 - share) / n));
    }
}

TEST(Faults, AreTheSameAgainAndOthersWithAnotherSeed) {
    Scenario scenario = with(3);
    scenario.faults.worker_mtbf_s = 1.0;
    Log one(scenario);
    Log two(scenario);
    scenario.run.seed += 1;
    Log other(scenario);
    for (Log* log : {&one, &two, &other}) {
        log->clock.run_until(seconds(100));
    }
    EXPECT_EQ(one.events, two.events);
    EXPECT_NE(one.events, other.events);
}

// A worker's crashes are drawn from a stream of its own.
TEST(Faults, OfAWorkerDoNotDependOnHowManyOthersThereAre) {
    Scenario few = with(2);
    few.faults.worker_mtbf_s = 1.0;
    Scenario many = few;
    many.network.workers = 50;
    Log one(few);
    Log two(many);
    one.clock.run_until(seconds(100));
    two.clock.run_until(seconds(100));
    EXPECT_EQ(spans_of(one.events, 1).up, spans_of(two.events, 1).up);
}

// A mean of 1e300 s is beyond what 64 bits of nanoseconds hold: that node does not fail in a hundred years.
TEST(Faults, MayBeHoweverRare) {
    Scenario scenario = with(1);
    scenario.faults.worker_mtbf_s = 1e300;
    scenario.faults.worker_mttr_s = 1e300;
    Log log(scenario);
    log.clock.run_until(kCentury - seconds(1));
    EXPECT_THAT(log.events, IsEmpty());
}

TEST(Stragglers, AreTheShareThatIsAskedForAndAsSlow) {
    Scenario scenario = with(20);
    scenario.faults.stragglers = 0.25;
    scenario.faults.slowdown = 7.0;
    const std::vector<double> factors = slowdowns(scenario);
    ASSERT_EQ(factors.size(), 20U);
    EXPECT_EQ(std::count(factors.begin(), factors.end(), 7.0), 5);
    EXPECT_EQ(std::count(factors.begin(), factors.end(), 1.0), 15);
    scenario.run.seed += 1;
    EXPECT_NE(slowdowns(scenario), factors);
    scenario.faults.stragglers = 0.0;
    EXPECT_EQ(slowdowns(scenario), std::vector<double>(20, 1.0));
    scenario.faults.stragglers = 1.0;
    EXPECT_EQ(slowdowns(scenario), std::vector<double>(20, 7.0));
}

// n normal errors of standard deviation s: their mean has s / sqrt(n), their standard deviation s / sqrt(2 n).
TEST(ClockErrors, AreNormalOfTheAskedForDeviation) {
    constexpr int kWorkers = 10'000;
    Scenario scenario = with(kWorkers);
    scenario.faults.clock_error_ppm = 40.0;
    const std::vector<double> errors = clock_errors(scenario);
    const double average = mean(errors);
    double squares = 0.0;
    int beyond = 0;
    for (const double error : errors) {
        squares += error * error;
        beyond += std::abs(error) > 2.0 * 40e-6 ? 1 : 0;
    }
    EXPECT_NEAR(average, 0.0, 4.0 * 40e-6 / std::sqrt(kWorkers));
    EXPECT_NEAR(std::sqrt(squares / kWorkers), 40e-6, 4.0 * 40e-6 / std::sqrt(2.0 * kWorkers));
    EXPECT_NEAR(beyond / static_cast<double>(kWorkers), 0.0455, 4.0 * 0.0021) << "beyond two standard deviations";
}

TEST(ClockErrors, AreNoneByDefaultAndNeverStopAClock) {
    EXPECT_EQ(clock_errors(with(3)), std::vector<double>(3, 0.0));
    Scenario scenario = with(2000);
    scenario.faults.clock_error_ppm = 1e5;  // the most a scenario may say: a tenth
    scenario.run.seed = 5;
    for (const double error : clock_errors(scenario)) {
        EXPECT_LE(std::abs(error), 0.5);
    }
}

}  // namespace
}  // namespace ogsim
