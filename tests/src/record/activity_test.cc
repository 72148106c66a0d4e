#include "src/record/activity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace ogsim {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;

constexpr auto ms(std::int64_t count) {
    return SimTime(milliseconds(count));
}

void close(Activity& activity, std::int64_t first, std::int64_t last) {
    for (std::int64_t round = first; round <= last; ++round) {
        activity.on(RoundClosed{round, ms(100 * round)});
    }
}

// Round 10 begins at 900 ms, when round 9 is closed, and ends at 1000 ms. The server sends the model from 900 to 920 ms
// and an acknowledgement at 960 ms; worker 1 computes, offers at 930 ms, sends from 940 ms on, again from 950 ms on;
// worker 0 only listens.
void round_ten(Activity& activity) {
    activity.on(ModelSent{10, ms(900), ms(920), Bytes{80}});
    activity.on(FrameSent{kServer, std::nullopt, ms(900), ms(920), Bytes{100}});
    activity.on(RadioInterval{kServer, RadioState::kTx, ms(900), ms(920)});
    activity.on(RadioInterval{0, RadioState::kRx, ms(900), ms(920)});
    activity.on(RadioInterval{1, RadioState::kRx, ms(890), ms(910)});
    activity.on(RadioInterval{1, RadioState::kRx, ms(910), ms(920)});
    activity.on(ComputeInterval{1, ms(920), ms(930)});
    activity.on(UpdateOffered{{1, 10}, ms(930), Bytes{90}, 0.25});
    activity.on(FrameSent{1, UpdateId{1, 10}, ms(940), ms(950), Bytes{100}});
    activity.on(FrameSent{1, UpdateId{1, 10}, ms(950), ms(960), Bytes{100}, true});
    activity.on(FrameSent{kServer, std::nullopt, ms(960), ms(961), Bytes{14}});
    activity.on(UpdateEnded{{1, 10}, Fate::kDelivered, ms(960)});
}

TEST(Activity, WritesDownWhatEachNodeDid) {
    Activity activity(2);
    close(activity, 1, 9);
    round_ten(activity);
    close(activity, 10, 10);
    EXPECT_EQ(activity.csv(),
              "round,node,kind,begin_s,end_s,label\n"
              "1,,closed,0.1,0.1,\n"
              "10,,tx model,0,0.02,\n"
              "10,,tx control,0.06,0.061,\n"
              "10,,closed,0.1,0.1,\n"
              "10,1,rx,0,0.02,\n"
              "10,1,computing,0.02,0.03,\n"
              "10,1,offered,0.03,0.03,90 B norm 0.25\n"
              "10,1,tx update,0.04,0.05,\n"
              "10,1,tx update,0.05,0.06,again\n"
              "10,1,delivered,0.06,0.06,\n");
}

TEST(Activity, IsEmptyBeforeARoundIsClosed) {
    EXPECT_EQ(Activity(2).csv(), "");
}

// Rounds 1 and 10 and no other, of 99.
TEST(Activity, PicksRoundsOneTenAndHundred) {
    Activity activity(1);
    for (std::int64_t round = 1; round < 100; ++round) {
        activity.on(ComputeInterval{0, ms(100 * round - 50), ms(100 * round - 40)});
        close(activity, round, round);
    }
    EXPECT_EQ(activity.csv(),
              "round,node,kind,begin_s,end_s,label\n1,,closed,0.1,0.1,\n1,0,computing,0.05,0.06,\n10,,closed,0.1,0.1,\n"
              "10,0,computing,0.05,0.06,\n");
}

// What a radio was sending as it went off is cut there: from 10 to 15 ms of a frame until 20 ms.
TEST(Activity, CutsOffTheFrameOfANodeThatDies) {
    Activity activity(1);
    activity.on(FrameSent{0, UpdateId{0, 1}, ms(10), ms(20), Bytes{100}});
    activity.on(RadioInterval{0, RadioState::kTx, ms(10), ms(15)});
    activity.on(RadioInterval{0, RadioState::kOff, ms(15), ms(100)});
    close(activity, 1, 1);
    EXPECT_THAT(activity.csv(), HasSubstr("1,0,tx update,0.01,0.015,\n1,0,off,0.015,0.1,\n"));
}

// 150 workers with 41 spans of computing each would be 6,150 rows; with one for the close, 48 whole workers fit into
// 2,000. The one that offered is among them, though it is the last.
TEST(Activity, IsBounded) {
    Activity activity(1'000'000);
    activity.on(UpdateOffered{{149, 1}, ms(1), Bytes{90}, 0.25});
    activity.on(ComputeInterval{999'999, ms(1), ms(2)});
    for (int worker = 0; worker < 150; ++worker) {
        for (int span = 0; span < 41; ++span) {
            activity.on(ComputeInterval{worker, ms(2 * span), ms(2 * span + 1)});
        }
    }
    close(activity, 1, 2);
    const std::string text = activity.csv();
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1 + 1 + 48 * 41 + 1);  // header, close, computing, offer
    EXPECT_THAT(text, HasSubstr("1,149,offered,"));
    EXPECT_THAT(text, Not(HasSubstr("1,999999,")));
}

}  // namespace
}  // namespace ogsim
