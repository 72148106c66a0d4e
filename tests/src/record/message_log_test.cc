#include "src/record/message_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ogsim {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Watts kTx{2.0};

/// A log, and the lines it wrote after the header.
class MessageLogTest : public ::testing::Test {
 protected:
    void offer(int worker, std::int64_t round, int at_ms) {
        log_.on(UpdateOffered{{worker, round}, milliseconds(at_ms), Bytes{90}, 0.5});
    }
    void frame(int node, std::optional<UpdateId> update, int start_ms, int end_ms, bool is_retry = false,
               bool is_request = false) {
        log_.on(
            FrameSent{node, update, milliseconds(start_ms), milliseconds(end_ms), Bytes{100}, is_retry, is_request});
    }
    void end(int worker, std::int64_t round, Fate fate, int at_ms) {
        log_.on(UpdateEnded{{worker, round}, fate, milliseconds(at_ms)});
    }
    void close(std::int64_t round, int at_ms) { log_.on(RoundClosed{round, milliseconds(at_ms)}); }
    [[nodiscard]] std::vector<std::string> rows() const { return {lines_.begin() + 1, lines_.end()}; }

    std::vector<std::string> lines_;
    MessageLog log_{kTx, [this](std::string_view line) { lines_.emplace_back(line); }};
};

// Two frames of 2 ms, the second a retry: 4 ms on the air at 2 W are 8 mJ.
TEST_F(MessageLogTest, TellsWhatAnUpdateCostAndWhatBecameOfIt) {
    offer(3, 1, 1);
    frame(3, UpdateId{3, 1}, 2, 4);
    frame(3, UpdateId{3, 1}, 5, 7, true);
    end(3, 1, Fate::kDelivered, 8);
    log_.finish();
    EXPECT_EQ(lines_.front(), message_csv_header());
    EXPECT_THAT(rows(), ElementsAre("update,1,3,0.001,90,0.5,0.002,0.007,2,1,200,0.004,0.008,,delivered,0.008\n"));
}

// The acknowledgement that the server sent before the model is no piece of it; the frame that follows is.
TEST_F(MessageLogTest, CountsThePiecesOfAModelAndWhoGotIt) {
    frame(kServer, {}, 0, 1);
    frame(kServer, {}, 2, 4);
    log_.on(ModelReceived{0, 1, milliseconds(4)});
    log_.on(ModelSent{1, milliseconds(2), milliseconds(4), Bytes{90}});
    log_.on(ModelReceived{1, 1, milliseconds(4)});
    log_.finish();
    EXPECT_THAT(rows(), ElementsAre("model,1,,,90,,0.002,0.004,1,0,100,0.002,0.004,2,,\n"));
}

TEST_F(MessageLogTest, GivesEachRequestARowWithItsRetries) {
    frame(4, {}, 0, 1, false, true);
    frame(4, {}, 2, 3, true, true);
    frame(4, {}, 5, 6, false, true);
    log_.finish();
    EXPECT_THAT(rows(), ElementsAre("request,1,4,,,,0,0.003,2,1,200,0.002,0.004,,,\n",
                                    "request,1,4,,,,0.005,0.006,1,0,100,0.001,0.002,,,\n"));
}

// A frame may follow the fate: the acknowledgement was lost, and the worker sends again what the server has.
TEST_F(MessageLogTest, LetsARoundGoWhenTheNextIsClosedSoThatItsLastFramesCount) {
    offer(0, 1, 0);
    frame(0, UpdateId{0, 1}, 1, 2);
    end(0, 1, Fate::kDelivered, 2);
    close(1, 3);
    EXPECT_THAT(rows(), IsEmpty());
    frame(0, UpdateId{0, 1}, 4, 5, true);
    close(2, 6);
    EXPECT_THAT(rows(), ElementsAre("update,1,0,0,90,0.5,0.001,0.005,2,1,200,0.002,0.004,,delivered,0.002\n"));
}

TEST_F(MessageLogTest, KeepsAnUpdateUntilItsFateIsKnown) {
    offer(0, 1, 0);
    close(1, 1);
    close(2, 2);
    close(3, 3);
    EXPECT_THAT(rows(), IsEmpty());
    end(0, 1, Fate::kLate, 4);
    end(0, 1, Fate::kLost, 5);  // the first one counts
    close(4, 6);
    EXPECT_THAT(rows(), ElementsAre("update,1,0,0,90,0.5,,,0,0,0,0,0,,late,0.004\n"));
}

// 3 ms of a frame of 10 ms were sent when the worker died: 6 mJ.
TEST_F(MessageLogTest, CountsOfABrokenFrameWhatWasSentOfIt) {
    offer(0, 1, 0);
    frame(0, UpdateId{0, 1}, 0, 10);
    log_.on(NodeDied{0, milliseconds(3)});
    end(0, 1, Fate::kLost, 3);
    log_.finish();
    EXPECT_THAT(rows(), ElementsAre("update,1,0,0,90,0.5,0,0.003,1,0,100,0.003,0.006,,lost,0.003\n"));
}

TEST_F(MessageLogTest, PutsTheMessagesOfARoundInTheOrderInWhichTheyBegan) {
    offer(5, 1, 2);
    offer(1, 1, 3);
    offer(0, 1, 2);
    log_.finish();
    std::string workers;
    for (const std::string& row : rows()) {
        workers += row.substr(std::string("update,1,").size(), 1);
    }
    EXPECT_EQ(workers, "051");
}

}  // namespace
}  // namespace ogsim
