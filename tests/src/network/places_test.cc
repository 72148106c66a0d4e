#include "src/network/places.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "src/network/pair_loss.h"
#include "src/trace/events.h"

namespace ogsim {
namespace {

TEST(Places, AreInTheDiscAndDependOnTheWorkerAlone) {
    const auto ten = worker_places({.workers = 10, .seed = 3});
    const auto twenty = worker_places({.workers = 20, .seed = 3});
    for (std::size_t i = 0; i < 10; ++i) {
        EXPECT_EQ(ten[i].x, twenty[i].x);
        EXPECT_LE(std::hypot(ten[i].x.si, ten[i].y.si), 20.0);
    }
}

TEST(Places, OfARingAndAGridAreWhereThePencilSays) {
    const auto ring = ring_places(4, Metres{10});
    EXPECT_NEAR(ring[1].x.si, 0.0, 1e-12);
    EXPECT_NEAR(ring[1].y.si, 10.0, 1e-12);
    const auto grid = grid_places(5, Metres{10});  // three columns
    EXPECT_EQ(grid[0].x.si, -10.0);
    EXPECT_EQ(grid[2].x.si, 10.0);
    EXPECT_EQ(grid[4].x.si, 0.0);
    EXPECT_EQ(grid[4].y.si, 0.0);
    EXPECT_EQ(grid_places(1, Metres{10})[0].x.si, 0.0);
}

TEST(AirOptions, AreChecked) {
    using testing::ThrowsMessage;
    const auto check = [](const AirOptions& options) { return [options] { (void)checked(options); }; };
    EXPECT_THAT(check({.workers = 2, .places = {Place{}}}),
                ThrowsMessage<std::invalid_argument>("places must be none or one a worker, got 1"));
    EXPECT_THAT(check({.mobility = {.speed = 0.0}}),
                ThrowsMessage<std::invalid_argument>("speed must be > 0 m/s, got 0.000000"));
    EXPECT_THAT(check({.channel = {.nakagami_m = 0.1}}),
                ThrowsMessage<std::invalid_argument>("nakagami m must be >= 0.5, got 0.100000"));
}

// Mean 0 and the standard deviation that was asked for, over 20000 pairs: errors of about 6/sqrt(20000) = 0.04.
TEST(Shadowing, IsNormalAndTheSameBothWays) {
    const ChannelOptions channel{.shadowing = Decibels{6}};
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 20000; ++i) {
        const double drawn = shadowing(channel, 1, kServer, i).si;
        EXPECT_EQ(drawn, shadowing(channel, 1, i, kServer).si);
        sum += drawn;
        squares += drawn * drawn;
    }
    EXPECT_NEAR(sum / 20000, 0.0, 0.15);
    EXPECT_NEAR(std::sqrt(squares / 20000), 6.0, 0.15);
    EXPECT_NE(shadowing(channel, 1, 3, 4).si, shadowing(channel, 2, 3, 4).si);
}

// A gamma variable with shape m and mean 1 has variance 1/m.
TEST(FadingGain, HasMeanOneAndTheVarianceOfItsShape) {
    for (const double m : {0.5, 1.0, 3.0}) {
        const ChannelOptions channel{.fading = Fading::kNakagami, .nakagami_m = m};
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 40000; ++i) {
            const double gain = fading_gain(channel, 1, kServer, 2, SimTime{i});
            EXPECT_GT(gain, 0.0);
            sum += gain;
            squares += gain * gain;
        }
        const double mean = sum / 40000;
        EXPECT_NEAR(mean, 1.0, 0.03) << m;
        EXPECT_NEAR(squares / 40000 - mean * mean, 1.0 / m, 0.1 / m) << m;
    }
}

TEST(FadingGain, OfShapeOneIsRayleigh) {
    const ChannelOptions rayleigh{.fading = Fading::kRayleigh};
    const ChannelOptions nakagami{.fading = Fading::kNakagami, .nakagami_m = 1.0};
    EXPECT_EQ(fading_gain(rayleigh, 1, 0, 1, SimTime{5}), fading_gain(nakagami, 1, 0, 1, SimTime{5}));
    EXPECT_NEAR(gamma_quantile(1.0 + 1e-12, 0.3), gamma_quantile(1.0, 0.3), 1e-9);
    EXPECT_DOUBLE_EQ(gamma_quantile(1.0, 0.5), std::log(2.0));
}

}  // namespace
}  // namespace ogsim
