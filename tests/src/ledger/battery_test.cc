#include "src/ledger/battery.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <optional>
#include <random>
#include <stdexcept>

#include "model/random/stream.h"
#include "src/ledger/ledger.h"
#include "src/trace/fan_out.h"
#include "tests/src/ledger/scripted_medium.h"
#include "tests/src/ledger/toy_device.h"
#include "tests/support/fake_clock.h"

namespace ogsim {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;

constexpr SimTime kTolerance = microseconds(1);

/// Nodes with the lives given, a battery each, and a note of who died when.
class World final : public Sink {
 public:
    World(const std::vector<Life>& lives, const SupplyOptions& supply, const Device& device = kToyDevice)
        : ledger(static_cast<int>(lives.size()), device),
          account(static_cast<int>(lives.size()), device, supply),
          medium(clock, *this, lives),
          watch(clock, account, medium, *this, [this](int node) {
              emptied.push_back(node);
              medium.switch_off(node);
          }) {}
    World(const std::vector<Life>& lives, double capacity_j, const Device& device = kToyDevice)
        : World(lives, SupplyOptions{.battery = {.capacity = {capacity_j}}}, device) {}

    void on(const Event& event) override {
        ledger.on(event);
        account.on(event);
        if (const auto* death = std::get_if<NodeDied>(&event)) {
            deaths.push_back(*death);
            EXPECT_EQ(deaths.size(), emptied.size() + 1) << "NodeDied comes before on_empty";
        }
    }
    /// The node computes in that time, for as long as it lives.
    void compute(int node, SimTime start, SimTime end) {
        clock.call_at(start, [this, node, start] { on(ComputeBegan{node, start}); });
        clock.call_at(end, [this, node, start, end] { on(ComputeInterval{node, start, end}); });
    }
    [[nodiscard]] SimTime end_of(int node) const {
        for (const NodeDied& death : deaths) {
            if (death.node == node) {
                return death.at;
            }
        }
        return SimTime::max();
    }

    /// What should be nothing: capacity + harvested - used - leaked - overflow - rest.
    [[nodiscard]] double missing_j(int node, double capacity_j) const {
        const Battery& battery = account.battery(node);
        const double used = joules(ledger.times(node), ledger.device()).total().si;
        return capacity_j + account.harvested(node).si - used - account.leaked(node).si - battery.overflow().si -
               battery.rest().si;
    }

    test::FakeClock clock;
    Ledger ledger;
    BatteryAccount account;
    ScriptedMedium medium;
    BatteryWatch watch;
    std::vector<int> emptied;
    std::vector<NodeDied> deaths;
};

void expect_end(const World& world, int node, SimTime expected) {
    ASSERT_NE(world.end_of(node), SimTime::max()) << "node " << node << " never died";
    EXPECT_LE(std::chrono::abs(world.end_of(node) - expected), kTolerance)
        << "node " << node << " died at " << world.end_of(node).count() << " ns, expected " << expected.count();
}

// 2 W empty 20 J in 10 s.
TEST(BatteryWatch, EndsABatteryThatOnlyIdles) {
    World world({{{RadioState::kIdle, seconds(1)}}}, 20.0);
    world.clock.run_until(seconds(100));
    expect_end(world, 0, seconds(10));
    EXPECT_THAT(world.emptied, ElementsAre(0));
    EXPECT_THAT(world.watch.alive(), ElementsAre());
}

// idle 2 s (4 J), tx 0.5 s (4 J), rx 1 s (4 J), sleep 4 s (2 J), busy 1 s (3 J): 17 J at 8.5 s; the last joule of 18
// goes at idle's 2 W in 0.5 s.
TEST(BatteryWatch, EndsABatteryAfterASequenceOfStates) {
    World world({{{RadioState::kIdle, seconds(2)},
                  {RadioState::kTx, milliseconds(500)},
                  {RadioState::kRx, seconds(1)},
                  {RadioState::kSleep, seconds(4)},
                  {RadioState::kBusy, seconds(1)},
                  {RadioState::kIdle, seconds(1)}}},
                18.0);
    world.clock.run_until(seconds(100));
    expect_end(world, 0, seconds(9));
}

// Idle 2 W, and 1 W of computing from 1 s to 4 s: 2 J + 3 W x t = 6.5 J at t = 1.5 s, in the middle of it.
TEST(BatteryWatch, EndsABatteryInTheMiddleOfAComputation) {
    World world({{{RadioState::kIdle, seconds(1)}}}, 6.5);
    world.compute(0, seconds(1), seconds(4));
    world.clock.run_until(milliseconds(3900));
    expect_end(world, 0, milliseconds(2500));
}

// The peak: 8 W of tx and 1 W of computing at once empty 18 J in 2 s.
TEST(BatteryWatch, EndsABatteryThatIsDrainedAtItsPeak) {
    EXPECT_EQ(peak_power(kToyDevice), Watts{9.0});
    World world({{{RadioState::kTx, seconds(1)}}}, 18.0);
    world.compute(0, seconds(0), seconds(10));
    world.clock.run_until(seconds(9));
    expect_end(world, 0, seconds(2));
}

// A first computation from 1 s to 2 s is over: 2 W x t + 1 J = 9 J at t = 4 s.
TEST(BatteryWatch, ChargesAComputationThatEndedBefore) {
    World world({{{RadioState::kIdle, seconds(1)}}}, 9.0);
    world.compute(0, seconds(1), seconds(2));
    world.clock.run_until(seconds(100));
    expect_end(world, 0, seconds(4));
}

// Idle 1 s (2 J), then deep sleep at 1 mW, a 9000th of the peak: the last 3 mJ last 3 s.
TEST(BatteryWatch, EndsABatteryInDeepSleepWithoutRunningAhead) {
    Device device = kToyDevice;
    device.sleep = {1e-3};
    World world({{{RadioState::kIdle, seconds(1)}, {RadioState::kSleep, seconds(1)}}}, 2.003, device);
    world.clock.run_until(seconds(5));
    expect_end(world, 0, seconds(4));
}

// tx, rx, idle, sleep of 8, 4, 2, 0.5 W on 16 J each: dead at 2, 4, 8 and 32 s.
TEST(BatteryWatch, EndsEachNodeAtItsOwnTimeAndTheDeadDrawNothing) {
    World world({{{RadioState::kSleep, seconds(1)}},
                 {{RadioState::kTx, seconds(1)}},
                 {{RadioState::kIdle, seconds(1)}},
                 {{RadioState::kRx, seconds(1)}}},
                16.0);
    world.clock.run_until(seconds(50));
    world.medium.meter_up_to_now();
    expect_end(world, 0, seconds(32));
    expect_end(world, 1, seconds(2));
    expect_end(world, 2, seconds(8));
    expect_end(world, 3, seconds(4));
    EXPECT_THAT(world.emptied, ElementsAre(1, 3, 2, 0));
    for (int node = 0; node < 4; ++node) {
        EXPECT_EQ(world.ledger.times(node).total(), seconds(50)) << "the dead are metered as off";
        EXPECT_NEAR(joules(world.ledger.times(node), kToyDevice).total().si, 16.0, 1e-7) << "joules = battery drained";
        EXPECT_NEAR(world.account.battery(node).rest().si, 0.0, 1e-8);
    }
}

TEST(BatteryWatch, EndsNodesThatDieTogetherInTheOrderOfTheirNumbers) {
    World world(std::vector<Life>(5, Life{{RadioState::kIdle, seconds(1)}}), 2.0);
    world.clock.run_until(seconds(2));
    EXPECT_THAT(world.emptied, ElementsAre(0, 1, 2, 3, 4));
    EXPECT_EQ(world.end_of(0), world.end_of(4));
}

// The horizon of a full battery is 18 kJ / 9 W = 2000 s; the second look is then.
TEST(BatteryWatch, LooksRarelyWhereBatteriesAreFarFromEmpty) {
    World world(std::vector<Life>(1000, Life{{RadioState::kIdle, seconds(1)}}), 18e3);
    world.clock.run_until(seconds(1999));
    EXPECT_EQ(world.medium.meterings, 1);
    EXPECT_EQ(world.clock.pending(), 1U) << "one timer for all nodes";
    EXPECT_THAT(world.emptied, ElementsAre());
}

// The header's estimate for P = 2 W, peak 9 W: 4.5 ln(18e3 / 9e-9) = 128 looks from full to empty.
TEST(BatteryWatch, NeedsAboutAHundredLooksForALifeOfIdling) {
    World world(std::vector<Life>(20, Life{{RadioState::kIdle, seconds(1)}}), 18e3);
    world.clock.run_until(seconds(10'000));
    EXPECT_EQ(world.emptied.size(), 20U);
    EXPECT_LE(world.medium.meterings, 140);
    EXPECT_EQ(world.clock.pending(), 0U) << "nobody is left to look at";
}

TEST(BatteryWatch, TakesItsTimerBackWhenItIsDestroyed) {
    test::FakeClock clock;
    FanOut nobody;
    BatteryAccount account(1, kToyDevice, {.battery = {.capacity = {1.0}}});
    ScriptedMedium medium(clock, nobody, {});
    {
        const BatteryWatch watch(clock, account, medium, nobody, [](int) {});
        EXPECT_EQ(clock.pending(), 1U);
    }
    EXPECT_EQ(clock.pending(), 0U);
}

TEST(BatteryWatch, RefusesACapacityThatIsNoEnergy) {
    for (const double capacity : {0.0, -1.0, std::numeric_limits<double>::infinity(), std::nan("")}) {
        EXPECT_THROW(World({{}}, capacity), std::invalid_argument) << capacity;
    }
}

// Random lives. The reference walks through them with the capacity in hand.
TEST(BatteryWatch, AgreesWithAWalkThroughRandomLives) {
    for (unsigned seed = 0; seed < 20; ++seed) {
        std::mt19937_64 random = random_stream(seed, "lives");
        std::vector<Life> lives(6);
        std::vector<double> ends_s(lives.size());
        const double capacity_j = 5.0;
        for (std::size_t node = 0; node < lives.size(); ++node) {
            double rest_j = capacity_j;
            for (int part = 0; part < 40; ++part) {
                const auto state = static_cast<RadioState>(random() % (kRadioStates - 1));
                const SimTime length = microseconds(1 + random() % 300'000);
                lives[node].emplace_back(state, length);
                const double possible_s = rest_j / kToyDevice.power(state).si;
                const bool is_last = part == 39;
                const double lasts_s = is_last ? possible_s : std::min(possible_s, ogsim::seconds(length).si);
                ends_s[node] += lasts_s;
                rest_j -= lasts_s * kToyDevice.power(state).si;
            }
        }
        World world(lives, capacity_j);
        world.clock.run_until(seconds(100));
        for (std::size_t node = 0; node < lives.size(); ++node) {
            expect_end(world, static_cast<int>(node), sim_time({ends_s[node]}));
        }
    }
}

constexpr BatteryType kKinetic{.capacity = {20.0}, .available_share = 0.625, .rate_per_s = 0.02};

/// When a battery of kKinetic is empty under a constant load, by the closed form: y1 = c (y - (1 - c) d) = 0.
double kinetic_end_s(double load_w) {
    constexpr double kShare = 0.625;
    constexpr double kRate = 0.02 / (kShare * (1.0 - kShare));
    double low = 0.0;
    double high = 20.0 / load_w;
    while (high - low > 1e-12) {
        const double middle = 0.5 * (low + high);
        const double gap = load_w / (kShare * kRate) * (1.0 - std::exp(-kRate * middle));
        (20.0 - load_w * middle > (1.0 - kShare) * gap ? low : high) = middle;
    }
    return low;
}

// idle 2 W, sleep 0.5 W, tx 8 W: each at the closed form's time, to a microsecond.
TEST(KineticBattery, EndsUnderAConstantLoadWhenTheClosedFormSays) {
    World world(
        {{{RadioState::kIdle, seconds(1)}}, {{RadioState::kSleep, seconds(1)}}, {{RadioState::kTx, seconds(1)}}},
        {.battery = kKinetic});
    world.clock.run_until(seconds(100));
    expect_end(world, 0, sim_time({kinetic_end_s(2.0)}));
    expect_end(world, 1, sim_time({kinetic_end_s(0.5)}));
    expect_end(world, 2, sim_time({kinetic_end_s(8.0)}));
    EXPECT_LT(world.end_of(2) * 16, world.end_of(1)) << "a sixteenth of the load lasts more than 16 times as long";
}

// One sends all the time, the other every second millisecond and is off in between: the second sends longer in all.
TEST(KineticBattery, GivesMoreToALoadWithPauses) {
    Device device = kToyDevice;
    device.sleep = Watts{0.0};
    Life pausing;
    for (int pair = 0; pair < 5000; ++pair) {
        pausing.emplace_back(RadioState::kTx, milliseconds(1));
        pausing.emplace_back(RadioState::kSleep, milliseconds(1));
    }
    World world({{{RadioState::kTx, seconds(1)}}, pausing}, {.battery = kKinetic}, device);
    world.clock.run_until(seconds(9));
    const auto tx = static_cast<std::size_t>(RadioState::kTx);
    ASSERT_EQ(world.emptied.size(), 2U);
    EXPECT_GT(world.ledger.times(1).radio[tx], world.ledger.times(0).radio[tx] + milliseconds(1));
    for (int node = 0; node < 2; ++node) {
        EXPECT_NEAR(world.account.battery(node).available().si, 0.0, 1e-7);
        EXPECT_GT(world.account.battery(node).bound().si, 0.1) << "what never got to the other well";
        EXPECT_NEAR(world.missing_j(node, 20.0), 0.0, 1e-9);
    }
}

Life random_life(std::mt19937_64& random, int parts) {
    Life life;
    for (int part = 0; part < parts; ++part) {
        const auto state = static_cast<RadioState>(random() % (kRadioStates - 1));
        life.emplace_back(state, microseconds(1 + random() % 300'000));
    }
    return life;
}

TEST(KineticBattery, WithNothingBoundIsTheIdealOne) {
    for (unsigned seed = 0; seed < 10; ++seed) {
        std::mt19937_64 random = random_stream(seed, "ideal");
        const std::vector<Life> lives{random_life(random, 40), random_life(random, 40)};
        World ideal(lives, 5.0);
        World kinetic(lives, {.battery = {.capacity = {5.0}, .available_share = 1.0, .rate_per_s = 0.02}});
        ideal.clock.run_until(seconds(100));
        kinetic.clock.run_until(seconds(100));
        ASSERT_EQ(ideal.emptied.size(), 2U);
        for (int node = 0; node < 2; ++node) {
            EXPECT_EQ(kinetic.end_of(node), ideal.end_of(node)) << "seed " << seed;
        }
    }
}

// Random lives with a leak and a harvest that comes and goes every 100 ms. The reference walks in steps that end where
// state or harvest change, and asks the battery itself (whose own test is against the differential equations) when it
// will be empty.
TEST(KineticBattery, AgreesWithAWalkThroughRandomLivesThatHarvest) {
    const Harvest harvest({{SimTime{0}, Watts{3.0}}, {milliseconds(30), Watts{0.0}}}, milliseconds(100));
    const SupplyOptions supply{.battery = kKinetic, .leak = Watts{0.1}, .harvest = harvest};
    for (unsigned seed = 0; seed < 10; ++seed) {
        std::mt19937_64 random = random_stream(seed, "harvest");
        const Life life = random_life(random, 400);
        Battery battery(kKinetic);
        SimTime now{0};
        std::optional<double> end_s;
        for (std::size_t part = 0; part < life.size() && !end_s; ++part) {
            const SimTime until = now + life[part].second;
            while (now < until && !end_s) {
                const SimTime next = std::min(until, harvest.next_step(now));
                const Watts net = kToyDevice.power(life[part].first) + supply.leak - harvest.power(now);
                if (battery.lasts(net) < ogsim::seconds(next - now)) {
                    end_s = ogsim::seconds(now).si + battery.lasts(net).si;
                }
                battery.drain(net, ogsim::seconds(next - now));
                now = next;
            }
        }
        ASSERT_TRUE(end_s.has_value()) << "seed " << seed;
        World world({life}, supply);
        world.clock.run_until(seconds(50));
        expect_end(world, 0, sim_time({*end_s}));
        EXPECT_NEAR(world.missing_j(0, 20.0), 0.0, 1e-9);
        EXPECT_GT(world.account.harvested(0).si, 0.0);
    }
}

// Asleep at 0.5 W and fed 0.75 W: full all the time, a quarter of a watt too much. Idle at 2 W: 1.25 W net empty 20 J
// in 16 s, and from there on nothing is harvested.
TEST(Supply, KeepsANodeAliveThatHarvestsMoreThanItUses) {
    World world({{{RadioState::kSleep, seconds(1)}}, {{RadioState::kIdle, seconds(1)}}},
                {.battery = {.capacity = {20.0}}, .harvest = Harvest(Watts{0.75})});
    world.clock.run_until(seconds(40));
    world.medium.meter_up_to_now();
    EXPECT_THAT(world.emptied, ElementsAre(1));
    expect_end(world, 1, seconds(16));
    EXPECT_NEAR(world.account.battery(0).rest().si, 20.0, 1e-9);
    EXPECT_NEAR(world.account.battery(0).overflow().si, 10.0, 1e-9);
    EXPECT_NEAR(world.account.harvested(0).si, 30.0, 1e-9);
    EXPECT_NEAR(world.account.harvested(1).si, 12.0, 1e-6) << "the dead harvest nothing";
}

// 0.5 W of leak beside 2 W of idling: 20 J last 8 s, and 4 J of them leaked.
TEST(Supply, LeaksWhateverTheNodeDoes) {
    World world({{{RadioState::kIdle, seconds(1)}}}, {.battery = {.capacity = {20.0}}, .leak = Watts{0.5}});
    world.clock.run_until(seconds(40));
    expect_end(world, 0, seconds(8));
    EXPECT_NEAR(world.account.leaked(0).si, 4.0, 1e-6);
    EXPECT_NEAR(world.missing_j(0, 20.0), 0.0, 1e-9);
}

// 1 s of idling at 2 W, 2 s of it while computing at 1 W more, then off in the middle of the computation, then idle
// again: 1 x 2 + 2 x 3 + 4 x 0 + 1 x 2 = 10 J.
TEST(Supply, IsNotDrainedByAComputationOfANodeThatIsOff) {
    BatteryAccount account(1, kToyDevice, {.battery = {.capacity = {100.0}}});
    account.on(ComputeBegan{0, seconds(1)});
    account.on(RadioInterval{0, RadioState::kIdle, seconds(0), seconds(3)});
    account.on(RadioInterval{0, RadioState::kOff, seconds(3), seconds(7)});
    account.on(ComputeInterval{0, seconds(1), seconds(7)});
    account.on(RadioInterval{0, RadioState::kIdle, seconds(7), seconds(8)});
    EXPECT_NEAR(account.battery(0).rest().si, 90.0, 1e-12);
}

TEST(Supply, RefusesALeakThatIsNoPower) {
    for (const double leak : {-1.0, std::numeric_limits<double>::infinity(), std::nan("")}) {
        EXPECT_THROW(BatteryAccount(1, kToyDevice, {.battery = {.capacity = {1.0}}, .leak = {leak}}),
                     std::invalid_argument);
    }
}

TEST(Supply, RefusesAComputationThatItHearsOfTooLate) {
    BatteryAccount account(1, kToyDevice, {.battery = {.capacity = {100.0}}});
    account.on(RadioInterval{0, RadioState::kIdle, seconds(0), seconds(2)});
    EXPECT_THROW(account.on(ComputeInterval{0, seconds(1), seconds(2)}), std::logic_error);
}

}  // namespace
}  // namespace ogsim
