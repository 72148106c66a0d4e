#include <gmock/gmock.h>

#include "src/scenario/cross_checks.h"
#include "tests/src/scenario/scratch.h"

/// Downlinks, ordering clocks and sleep that do not go together.
namespace ogsim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using RoundFaults = Scratch;

TEST_F(RoundFaults, ReplicasCannotKnowWhomTheServerAsks) {
    EXPECT_THAT(faults("method.name = \"lag-ps\"\nnetwork.downlink = \"overheard\""),
                ElementsAre("s.toml:2: network.downlink = \"overheard\": must be model or change for method.selection "
                            "lag-ps: only the server knows who is to speak"));
    EXPECT_THAT(faults("method.name = \"lag-ps\"\nnetwork.downlink = \"change\""), IsEmpty());
    EXPECT_THAT(faults("method.name = \"lag-wk\"\nnetwork.downlink = \"overheard\""), IsEmpty());
}

TEST_F(RoundFaults, TheGenieTellsTheServerAlone) {
    for (const char* downlink : {"change", "overheard"}) {
        EXPECT_THAT(faults("method.name = \"genie\"\nnetwork.medium = \"ideal\"",
                           {std::string("network.downlink=") + downlink}),
                    ElementsAre(std::string("--set: network.downlink = \"") + downlink +
                                "\": must be model for method.selection genie: only the server knows who is to speak"));
    }
    EXPECT_THAT(faults("method.name = \"genie\"\nnetwork.medium = \"ideal\"", {"network.downlink=model"}), IsEmpty());
}

TEST_F(RoundFaults, WhoOverhearsHoldsNothingOfOthersToSumAnew) {
    EXPECT_THAT(faults("network.downlink = \"overheard\"\nmethod.summation = \"anew\""),
                ElementsAre("s.toml:2: method.summation = \"anew\": must be running for network.downlink overheard: "
                            "workers hold nothing of one another"));
    EXPECT_THAT(faults("network.downlink = \"overheard\"\nmethod.summation = \"running\""), IsEmpty());
    EXPECT_THAT(faults("network.downlink = \"change\"\nmethod.summation = \"anew\""), IsEmpty());
}

TEST_F(RoundFaults, ARunningSumCannotFollowWhatIsRounded) {
    EXPECT_THAT(
        faults("method.state = \"float32\"\nmethod.summation = \"running\""),
        ElementsAre("s.toml:1: method.state = \"float32\": must be float64 where the sum is a running one, which "
                    "cannot follow what is rounded"));
    EXPECT_EQ(faults("method.state = \"float32\"\nnetwork.downlink = \"overheard\"").size(), 1U);
    EXPECT_THAT(faults("method.state = \"float32\"\nnetwork.downlink = \"change\""), IsEmpty());
}

TEST_F(RoundFaults, WhoSleepsCannotHearABusyChannel) {
    EXPECT_THAT(faults("network.sleep = \"wake-on-schedule\"\nnetwork.ordering_clock = \"freeze\""),
                ElementsAre("s.toml:2: network.ordering_clock = \"freeze\": must be wall-clock or levels for "
                            "network.sleep wake-on-schedule: who sleeps cannot hear that the channel is busy"));
    for (const char* fine : {"wall-clock", "levels"}) {
        EXPECT_THAT(faults("network.sleep = \"wake-on-schedule\"", {std::string("network.ordering_clock=") + fine}),
                    IsEmpty());
    }
    EXPECT_THAT(faults("network.sleep = \"wake-on-schedule\""), IsEmpty()) << "takes wall-clock by itself";
    EXPECT_THAT(faults("network.sleep = \"between-duties\"\nnetwork.ordering_clock = \"freeze\""), IsEmpty());
}

TEST_F(RoundFaults, WhoSleepsOverhearsNothing) {
    EXPECT_THAT(faults("network.sleep = \"wake-on-schedule\"\nnetwork.downlink = \"overheard\""),
                ElementsAre("s.toml:2: network.downlink = \"overheard\": must be model or change for network.sleep "
                            "wake-on-schedule: who sleeps overhears nothing"));
    EXPECT_THAT(faults("network.sleep = \"wake-on-schedule\"\nnetwork.downlink = \"change\""), IsEmpty());
}

TEST_F(RoundFaults, WhoOverhearsNeedsNoLevels) {
    EXPECT_THAT(faults("network.ordering_clock = \"levels\"\nnetwork.downlink = \"overheard\""),
                ElementsAre("s.toml:1: network.ordering_clock = \"levels\": must be freeze or wall-clock for "
                            "network.downlink overheard: workers count themselves"));
    EXPECT_THAT(faults("network.ordering_clock = \"wall-clock\"\nnetwork.downlink = \"overheard\""), IsEmpty());
}

// 2 * 10 ms + 20 workers * 20 us
TEST_F(RoundFaults, ADeadlineBeforeTheWindowIsOverIsOne) {
    EXPECT_THAT(faults("[network]\nwindow_ms = 10\ndeadline_s = 0.0204"),
                ElementsAre(HasSubstr("network.deadline_s = 0.0204: must be > 0.0204 s")));
    EXPECT_THAT(faults("[network]\nwindow_ms = 10\ndeadline_s = 0.0205"), IsEmpty());
    EXPECT_THAT(faults("[network]\nwindow_ms = 1000"), IsEmpty()) << "the deadline that is taken is long enough";
}

}  // namespace
}  // namespace ogsim
