#include "src/sweep/dry_run.h"

#include <gmock/gmock.h>

#include "tests/src/sweep/study_fixture.h"

namespace ogsim {
namespace {

using testing::HasSubstr;

class DryRun : public StudyScratch {
 protected:
    /// Two combinations of three replicas.
    Study small() const {
        return study("network.medium = \"ideal\"\n[sweep]\n\"method.name\" = [\"gd\", \"lag-wk\"]\nreplicas = 3");
    }
};

using States = std::vector<RunState>;
using Walls = std::vector<std::optional<double>>;
constexpr auto kW = RunState::kWaiting, kD = RunState::kDone, kF = RunState::kFailed;

// gd took (2 + 4) / 2 = 3 s, lag-wk nothing yet: it counts as the mean of all, 3 s as well ... but for its own 9 s,
// once known.
TEST_F(DryRun, ExpectsOfARunWhatItsCombinationTook) {
    const Study s = small();
    const Walls two{2.0, 4.0, {}, {}, {}, {}};
    EXPECT_DOUBLE_EQ(*remaining_seconds(s, {States{kD, kD, kW, kW, kW, kW}, two}), 4 * 3.0);
    const Walls three{2.0, 4.0, {}, 9.0, {}, {}};
    EXPECT_DOUBLE_EQ(*remaining_seconds(s, {States{kD, kD, kW, kD, kW, kW}, three}), 3.0 + 2 * 9.0);
    EXPECT_DOUBLE_EQ(*remaining_seconds(s, {States{kD, kD, kW, kD, kW, kW}, three, 2}), (3.0 + 2 * 9.0) / 2);
    EXPECT_DOUBLE_EQ(*remaining_seconds(s, {States{kD, kD, kW, kD, kW, kW}, three, 8}), 9.0) << "no run is split";
    EXPECT_DOUBLE_EQ(*remaining_seconds(s, {States{kD, kD, kF, kD, kF, kF}, three}), 0.0)
        << "what failed is not run again";
    EXPECT_FALSE(remaining_seconds(s, {States(6, kW), Walls(6)}));
}

TEST_F(DryRun, PrintsEveryRunOfAShortStudy) {
    const States states{kD, kD, kF, kW, kW, kW};
    const Walls walls{2.0, 4.0, 1.0, {}, {}, {}};
    EXPECT_EQ(dry_run_text(small(), {states, walls, 2}),
              "run  state    method.name  replica  seed\n"
              "1    done     gd           1        1\n"
              "2    done     gd           2        2\n"
              "3    failed   gd           3        3\n"
              "4    waiting  lag-wk       1        1\n"
              "5    waiting  lag-wk       2        2\n"
              "6    waiting  lag-wk       3        3\n"
              "\n"
              "a study of 6 runs: method.name x 2, 3 replicas\n"
              "done 2, failed 1 (--retry runs them again), waiting 3\n"
              "remaining time: about 4 s with 2 processes\n");  // 3 * 3 s / 2 = 4.5 s, to even
}

TEST_F(DryRun, OfAShardListsAndCountsItsRunsAlone) {
    const States states{kD, kD, kF, kW, kW, kW};
    const Walls walls{2.0, 4.0, 1.0, {}, {}, {}};
    EXPECT_EQ(dry_run_text(small(), {.states = states, .wall_s = walls, .shard = {.number = 2, .of = 3}}),
              "run  state    method.name  replica  seed\n"
              "2    done     gd           2        2\n"
              "5    waiting  lag-wk       2        2\n"
              "\n"
              "a study of 6 runs: method.name x 2, 3 replicas\n"
              "shard 2/3: 2 runs of them\n"
              "done 1, failed 0, waiting 1\n"
              "remaining time: about 3 s with 1 process\n");
}

TEST_F(DryRun, CutsALongStudyAndSaysByHowMuch) {
    const Study s = study("network.medium = \"ideal\"\n[sweep]\nreplicas = 1000");
    const std::string text = dry_run_text(s, {States(1000, kW), Walls(1000)});
    EXPECT_THAT(text, HasSubstr("\n15    waiting  15       15\n... 980 more\n996   waiting  996      996\n"));
    EXPECT_THAT(text, HasSubstr("remaining time: unknown until the first run is done\n"));
    EXPECT_THAT(dry_run_text(s, {States(1000, kD), Walls(1000, 1.0)}), HasSubstr("nothing is left to run"));
}

TEST_F(DryRun, RefusesStatesOfAnotherStudy) {
    EXPECT_THROW(static_cast<void>(dry_run_text(small(), {States(5, kW), Walls(6)})), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(dry_run_text(small(), {States(6, kW), Walls(6), 0})), std::invalid_argument);
}

TEST(SpanText, IsShort) {
    EXPECT_EQ(span_text(0.2), "1 s");
    EXPECT_EQ(span_text(119), "119 s");
    EXPECT_EQ(span_text(600), "10 min");
    EXPECT_EQ(span_text(4.5 * 3600), "4.5 h");
    EXPECT_EQ(span_text(72 * 3600), "3.0 days");
}

}  // namespace
}  // namespace ogsim
