#include "src/report/text/round_picture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ogsim {
namespace {

using std::chrono::microseconds;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto us(std::int64_t count) {
    return SimTime(microseconds(count));
}

// Round 2, from 100 us to 300 us, with 4 workers. The server sends its model for 40 us; worker 1 computes for 40 us,
// offers, sends for 40 us, sends again for 40 us and is delivered at the end; worker 3 does not get the model and
// sleeps.
RoundScene scene_of_round_two() {
    RoundScene scene(2, 4);
    scene.on(RadioInterval{kServer, RadioState::kIdle, us(0), us(100)});
    scene.on(RoundClosed{1, us(100)});
    scene.on(RadioInterval{kServer, RadioState::kTx, us(100), us(140)});
    scene.on(RadioInterval{kServer, RadioState::kIdle, us(140), us(220)});
    scene.on(RadioInterval{kServer, RadioState::kRx, us(220), us(300)});
    for (const int worker : {0, 1, 2}) {
        scene.on(RadioInterval{worker, RadioState::kRx, us(100), us(140)});
        scene.on(ModelReceived{worker, 2, us(140)});
        scene.on(RadioInterval{worker, RadioState::kIdle, us(140), us(220)});
        scene.on(RadioInterval{worker, worker == 1 ? RadioState::kTx : RadioState::kRx, us(220), us(300)});
    }
    scene.on(RadioInterval{3, RadioState::kSleep, us(100), us(300)});
    scene.on(ComputeBegan{1, us(140)});
    scene.on(ComputeInterval{1, us(140), us(180)});
    scene.on(UpdateOffered{{1, 2}, us(205), Bytes{90}, 0.25});
    scene.on(FrameSent{1, UpdateId{1, 2}, us(220), us(260), Bytes{100}});
    scene.on(FrameSent{1, UpdateId{1, 2}, us(260), us(300), Bytes{100}, true});
    scene.on(UpdateEnded{{1, 2}, Fate::kDelivered, us(300)});
    scene.on(RoundClosed{2, us(300)});
    return scene;
}

// 20 columns of 10 us beside the margin of 9 ("worker 1 ") and the 23 letters of "norm 0.2500, delivered" and a space.
TEST(RoundPicture, DrawsEachNodeColumnByColumn) {
    const std::string text = round_picture(scene_of_round_two(), {.width = 9 + 20 + 23});
    EXPECT_THAT(text, HasSubstr("\nserver   TTTT........rrrrrrrr\n"));
    EXPECT_THAT(text, HasSubstr("\nworker 1 rrrrcccc..o.TTTTttt+ norm 0.2500, delivered\n"));
    // A tick every 12 columns (120 us) or more, so every 200 us: only the first.
    EXPECT_THAT(text, testing::StartsWith("         0 us\n         |-------------------\n"));
}

// Of 3 x 200 us: worker 0 and 2 receive 120 us and are idle 80 us each, worker 3 sleeps: 40, 26.7 and 33.3 %.
TEST(RoundPicture, SumsUpTheWorkersThatSentNothing) {
    const std::string text = round_picture(scene_of_round_two(), {.width = 80});
    EXPECT_THAT(text, HasSubstr("3 more workers sent nothing, 1 did not get the model; their radios: rx 40.0 %, "
                                "idle 26.7 %, sleep 33.3 % (--all gives each a row)\n"));
    EXPECT_THAT(text, Not(HasSubstr("worker 3")));
}

TEST(RoundPicture, GivesEveryWorkerARowWhenAsked) {
    const std::string text = round_picture(scene_of_round_two(), {.width = 9 + 20 + 23, .all = true});
    EXPECT_THAT(text, HasSubstr("\nworker 0 rrrr........rrrrrrrr said nothing\n"));
    EXPECT_THAT(text, HasSubstr("\nworker 3 zzzzzzzzzzzzzzzzzzzz without the model\n"));
    EXPECT_THAT(text, Not(HasSubstr("more workers")));
    EXPECT_LT(text.find("worker 1"), text.find("worker 0"));  // who offered comes first
}

TEST(RoundPicture, IsPlainUnlessColoursAreAskedFor) {
    EXPECT_THAT(round_picture(scene_of_round_two(), {}), Not(HasSubstr("\033")));
    const std::string text = round_picture(scene_of_round_two(), {.width = 9 + 20 + 23, .in_colour = true});
    EXPECT_THAT(text, HasSubstr("server   \033[30;42mTTTT\033[0m\033[2m........\033[0m\033[36mrrrrrrrr\033[0m\n"));
}

// The update is withdrawn 100 us after the close at 300 us, so 300 us are drawn in 20 columns of 15 us; the close is in
// column 200 / 15 = 13.3, counted from 0.
TEST(RoundPicture, GoesOnUntilTheLastUpdateHasAFate) {
    RoundScene scene(1, 1);
    scene.on(RoundClosed{0, us(100)});
    scene.on(UpdateOffered{{0, 1}, us(150), Bytes{90}, 0.25});
    scene.on(RadioInterval{0, RadioState::kIdle, us(100), us(300)});
    scene.on(RoundClosed{1, us(300)});
    scene.on(UpdateEnded{{0, 1}, Fate::kWithdrawn, us(400)});
    scene.on(RadioInterval{0, RadioState::kBusy, us(300), us(500)});
    scene.on(RoundClosed{2, us(500)});
    EXPECT_TRUE(scene.is_complete());
    const std::string text = round_picture(scene, {.width = 9 + 20 + 23});
    EXPECT_THAT(text, HasSubstr("worker 0 ...o.........bbbbbbW norm 0.2500, withdrawn\n"));
    EXPECT_THAT(text, HasSubstr("         |------------]------\n"));
    EXPECT_THAT(text, HasSubstr("] the round is closed"));
}

TEST(RoundPicture, SurvivesATerminalTooNarrowForIt) {
    EXPECT_THAT(round_picture(scene_of_round_two(), {.width = 1}), HasSubstr("TTTT........rrrrrrrr"));
}

}  // namespace
}  // namespace ogsim
