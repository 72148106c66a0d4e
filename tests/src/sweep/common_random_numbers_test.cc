#include <gtest/gtest.h>

#include "model/radio/propagation.h"
#include "model/radio/radio_profile.h"
#include "src/network/bursts.h"
#include "src/network/cell/cell_channel.h"
#include "src/network/pair_loss.h"
#include "src/network/places.h"
#include "src/run/air.h"
#include "src/run/faults.h"
#include "src/run/setup.h"
#include "tests/src/sweep/study_fixture.h"

/// The same replica is the same world under every combination: what docs/study/sweep.md promises.
namespace ogsim {
namespace {

class CommonRandomNumbers : public StudyScratch {
 protected:
    /// gd and ordered-timer, two replicas each: runs 0, 1 and 2, 3.
    Study two_methods() const {
        return study(
            "[problem]\ndata = \"breast-cancer\"\nkind = \"logistic\"\nsplit = \"dirichlet\"\n"
            "[network]\nmedium = \"cell\"\nworkers = 8\n[network.channel]\nshadowing_db = 6\nfading = \"rayleigh\"\n"
            "[faults]\nstragglers = 0.5\nclock_error_ppm = 20\n"
            "[sweep]\n\"method.name\" = [\"gd\", \"ordered-timer\"]\nreplicas = 2");
    }
};

bool are_equal(const Shard& a, const Shard& b) {
    return a.samples() == b.samples() && a.feature_count() == b.feature_count() && a.features == b.features &&
           a.targets == b.targets;
}

TEST_F(CommonRandomNumbers, GiveEveryMethodTheSameDataSplitAndTestPart) {
    const Study s = two_methods();
    const LearningTask gd = build_checked_task(s.runs[0].scenario);
    const LearningTask other = build_checked_task(s.runs[1].scenario);
    const LearningTask ordered = build_checked_task(s.runs[2].scenario);
    ASSERT_EQ(gd.objective.shards.size(), 8U);
    bool differs = false;
    for (std::size_t worker = 0; worker < 8; ++worker) {
        EXPECT_TRUE(are_equal(gd.objective.shards[worker], ordered.objective.shards[worker])) << worker;
        differs = differs || !are_equal(gd.objective.shards[worker], other.objective.shards[worker]);
    }
    EXPECT_TRUE(are_equal(gd.test, ordered.test));
    EXPECT_TRUE(differs) << "the second replica has the first one's split";
}

TEST_F(CommonRandomNumbers, GiveEveryMethodTheSamePlacesStragglersAndClocks) {
    const Study s = two_methods();
    const auto gd = worker_places(air_options(s.runs[0].scenario));
    const auto other = worker_places(air_options(s.runs[1].scenario));
    const auto ordered = worker_places(air_options(s.runs[2].scenario));
    for (std::size_t worker = 0; worker < 8; ++worker) {
        EXPECT_EQ(gd[worker].x, ordered[worker].x);
        EXPECT_EQ(gd[worker].y, ordered[worker].y);
        EXPECT_NE(gd[worker].x, other[worker].x);
    }
    EXPECT_EQ(slowdowns(s.runs[0].scenario), slowdowns(s.runs[2].scenario));
    EXPECT_EQ(clock_errors(s.runs[0].scenario), clock_errors(s.runs[2].scenario));
    EXPECT_NE(clock_errors(s.runs[0].scenario), clock_errors(s.runs[1].scenario));
}

// A method that sent a hundred frames before, and one that sent none, see the same power at the same instant.
TEST_F(CommonRandomNumbers, GiveAFrameTheSameFadingWhateverWasSentBefore) {
    const Study s = two_methods();
    const RadioProfile& radio = radio_entry("802.11n");
    CellChannel busy({.air = air_options(s.runs[0].scenario)}, radio);
    CellChannel quiet({.air = air_options(s.runs[2].scenario)}, radio);
    CellChannel other({.air = air_options(s.runs[1].scenario)}, radio);
    for (int frame = 0; frame < 100; ++frame) {
        static_cast<void>(busy.frame_power(frame % 8, kServer, SimTime{frame}));
    }
    for (int worker = 0; worker < 8; ++worker) {
        const SimTime at{1'000'000 + worker};
        const Watts power = busy.frame_power(worker, kServer, at);
        EXPECT_EQ(power, quiet.frame_power(worker, kServer, at));
        EXPECT_NE(power, other.frame_power(worker, kServer, at));
        EXPECT_NE(power, quiet.frame_power(worker, kServer, at + SimTime{1}));
    }
}

// Against the same channel without chance a frame's power is the fading factor over the shadowing, by pair_loss.h.
TEST_F(CommonRandomNumbers, GiveTheCellTheShadowingAndFadingOfTheOtherMedia) {
    AirOptions air = air_options(two_methods().runs[0].scenario);
    const RadioProfile& radio = radio_entry("802.11n");
    CellChannel chance({.air = air}, radio);
    const ChannelOptions channel = air.channel;
    air.channel.shadowing = Decibels{0};
    air.channel.fading = Fading::kNone;
    CellChannel plain({.air = air}, radio);
    for (int worker = 0; worker < 8; ++worker) {
        const SimTime at{5000};
        const double expected =
            fading_gain(channel, air.seed, worker, kServer, at) / linear(shadowing(channel, air.seed, worker, kServer));
        EXPECT_NEAR(chance.frame_power(worker, kServer, at) / plain.frame_power(worker, kServer, at), expected,
                    1e-9 * expected);
    }
}

TEST_F(CommonRandomNumbers, GiveTheSameBurstsOfForeignSenders) {
    const Interference foreign{.kind = Interference::Kind::kBursts};
    Bursts one(foreign, 1);
    Bursts same(foreign, 1);
    Bursts other(foreign, 2);
    for (int i = 0; i < 10; ++i) {
        const auto span = one.next();
        EXPECT_EQ(span->start, same.next()->start);
        EXPECT_NE(span->start, other.next()->start);
    }
}

}  // namespace
}  // namespace ogsim
