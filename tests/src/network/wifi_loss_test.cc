#include <gtest/gtest.h>

#include <cmath>

#include "tests/src/network/wifi_cell.h"

namespace ogsim {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// Updates of one fragment, the MAC's seven attempts alone, that arrive whole; one worker, so that nothing collides.
double delivered_share(double extra_loss, int retries, int updates) {
    WifiCell cell({.air = {.workers = 1, .channel = {.extra_loss = extra_loss}, .retries = retries}});
    for (int round = 1; round <= updates; ++round) {
        cell.at(milliseconds(20) * round, [&cell, round] { cell.send(0, round, 1000); });
    }
    cell.run_until(milliseconds(20) * updates + seconds(1));
    EXPECT_EQ(cell.outcomes(), cell.sent);
    std::size_t acknowledged = 0;
    for (const Outcome& outcome : cell.ear(0).outcomes) {
        acknowledged += outcome.outcome == SendOutcome::kAcknowledged ? 1 : 0;
    }
    EXPECT_EQ(acknowledged, cell.server.updates.size());  // acknowledgements are not dropped, so both sides agree
    return static_cast<double>(acknowledged) / updates;
}

// A frame is dropped with probability p each time and tried 7 times, and (1 + retries) times that by us:
// 1 - p^(7 (1 + retries)). At 60 % and no retries 0.9720; standard deviation over 1000 updates 0.0052.
TEST(WifiLoss, DeliversWhatSevenAttemptsLetThrough) {
    for (const double loss : {0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6}) {
        const double expected = 1.0 - std::pow(loss, 7);
        const double deviation = std::sqrt(expected * (1 - expected) / 1000);
        const double seen = delivered_share(loss, 0, 1000);
        EXPECT_NEAR(seen, expected, 3 * deviation + 1e-9) << loss;
        RecordProperty("delivered_at_" + std::to_string(static_cast<int>(100 * loss + 0.5)), std::to_string(seen));
    }
}

// With three retries at 60 %: 0.6^28 = 6e-7 are lost.
TEST(WifiLoss, LosesNothingWithOurRetries) {
    EXPECT_EQ(delivered_share(0.6, 3, 300), 1.0);
}

}  // namespace
}  // namespace ogsim
