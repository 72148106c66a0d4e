#include "src/record/timeline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace ogsim {
namespace {

using std::chrono::nanoseconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A slice or a mark of a track, times in ns: "idle 0+500", "offered 20".
using Tracks = std::map<std::string, std::vector<std::string>>;

std::string entry(const nlohmann::json& event) {
    const auto ns = [&event](const char* key) {
        return std::to_string(std::llround(event.at(key).get<double>() * 1e3));
    };
    const std::string name = event.at("name");
    return event.at("ph") == "X" ? name + " " + ns("ts") + "+" + ns("dur") : name + " " + ns("ts");
}

/// Reads the file as a viewer does: tracks go by the names that their metadata give them.
Tracks tracks(const std::string& text) {
    Tracks found;
    std::map<int, std::string> names;
    const auto file = nlohmann::json::parse(text);
    for (const auto& event : file.at("traceEvents")) {
        EXPECT_EQ(event.at("pid"), 1);
        if (event.at("ph") == "M") {
            if (event.at("name") == "thread_name") {
                names[event.at("tid")] = event.at("args").at("name");
            }
        } else {
            EXPECT_TRUE(event.at("ph") == "X" || (event.at("ph") == "i" && event.at("s") == "t")) << event;
            found[names.at(event.at("tid"))].push_back(entry(event));
        }
    }
    return found;
}

class TimelineTest : public ::testing::Test {
 protected:
    void radio(int node, RadioState state, int start, int end) {
        timeline().on(RadioInterval{node, state, nanoseconds(start), nanoseconds(end)});
    }
    void frame(int node, std::optional<UpdateId> update, int start, int end) {
        timeline().on(FrameSent{node, update, nanoseconds(start), nanoseconds(end), Bytes{100}});
    }
    void close(std::int64_t round, int at) { timeline().on(RoundClosed{round, nanoseconds(at)}); }
    Timeline& timeline() {
        if (!timeline_) {
            timeline_.emplace(first_, rounds_, [this](std::string_view piece) { text_ += piece; });
        }
        return *timeline_;
    }
    Tracks done() {
        timeline().finish();
        return tracks(text_);
    }

    std::int64_t first_ = 1, rounds_ = 20;
    std::string text_;
    std::optional<Timeline> timeline_;
};

TEST_F(TimelineTest, IsWholeEvenWhereNothingHappened) {
    EXPECT_THAT(done(), IsEmpty());
}

TEST_F(TimelineTest, JoinsWhatTheMeterCutAtTheEndOfNothing) {
    radio(0, RadioState::kIdle, 0, 100);
    radio(0, RadioState::kIdle, 100, 1234);
    radio(0, RadioState::kTx, 1234, 2000);
    close(1, 2000);
    const Tracks found = done();
    EXPECT_THAT(found.at("worker 0"), ElementsAre("idle 0+1234", "tx 1234+766"));
    EXPECT_THAT(found.at("rounds"), ElementsAre("round 1 0+2000"));
}

TEST_F(TimelineTest, GivesNodesTheirNamesAndTracksOfTheirOwn) {
    radio(kServer, RadioState::kTx, 0, 10);
    frame(kServer, {}, 0, 10);
    frame(1, UpdateId{1, 1}, 20, 30);
    timeline().on(ComputeBegan{0, nanoseconds(10)});
    timeline().on(ComputeInterval{0, nanoseconds(10), nanoseconds(15)});
    timeline().on(Interfered{nanoseconds(40), nanoseconds(50)});
    close(1, 60);
    const Tracks found = done();
    EXPECT_THAT(found.at("server"), ElementsAre("tx 0+10"));
    EXPECT_THAT(found.at("server, frames"), ElementsAre("from server 0+10"));
    EXPECT_THAT(found.at("worker 1, frames"), ElementsAre("update 20+10"));
    EXPECT_THAT(found.at("worker 0, processor"), ElementsAre("compute 10+5"));
    EXPECT_THAT(found.at("interference"), ElementsAre("interference 40+10"));
}

// Round 2 is from 100 to 200: the computation that spans all three rounds shows in it for those 100 ns.
TEST_F(TimelineTest, RecordsTheRoundsAskedForAndNoOthers) {
    first_ = 2;
    rounds_ = 1;
    radio(0, RadioState::kIdle, 0, 100);
    timeline().on(ComputeBegan{0, nanoseconds(50)});
    close(1, 100);
    radio(0, RadioState::kRx, 100, 200);
    close(2, 200);
    radio(0, RadioState::kTx, 200, 300);
    timeline().on(ComputeInterval{0, nanoseconds(50), nanoseconds(250)});
    close(3, 300);
    const Tracks found = done();
    EXPECT_THAT(found.at("worker 0"), ElementsAre("rx 100+100"));
    EXPECT_THAT(found.at("worker 0, processor"), ElementsAre("compute 100+100"));
    EXPECT_THAT(found.at("rounds"), ElementsAre("round 2 100+100"));
}

TEST_F(TimelineTest, TellsTheFateOfAnUpdateThatEndsAfterTheRecordedRounds) {
    rounds_ = 1;
    timeline().on(UpdateOffered{{0, 1}, nanoseconds(20), Bytes{90}, 0.5});
    close(1, 100);
    timeline().on(UpdateOffered{{1, 2}, nanoseconds(130), Bytes{90}, 0.5});
    timeline().on(UpdateEnded{{0, 1}, Fate::kLate, nanoseconds(150)});
    timeline().on(UpdateEnded{{0, 1}, Fate::kLost, nanoseconds(160)});
    timeline().on(UpdateEnded{{1, 2}, Fate::kLost, nanoseconds(160)});
    EXPECT_THAT(tracks(text_).at("worker 0, frames"), ElementsAre("offered 20", "late 150"));  // whole already
    EXPECT_EQ(done().count("worker 1, frames"), 0U);
}

TEST_F(TimelineTest, CutsTheFrameOfANodeThatGoesOff) {
    frame(0, UpdateId{0, 1}, 0, 100);
    timeline().on(NodeCrashed{0, nanoseconds(30)});
    timeline().on(NodeReturned{0, nanoseconds(50)});
    frame(0, UpdateId{0, 1}, 60, 90);
    close(1, 100);
    const Tracks found = done();
    EXPECT_THAT(found.at("worker 0, frames"), ElementsAre("update 0+30", "update 60+30"));
    EXPECT_THAT(found.at("worker 0"), ElementsAre("crashed 30", "returned 50"));
}

TEST_F(TimelineTest, NeverLetsSlicesOfATrackOverlap) {
    frame(0, UpdateId{0, 1}, 0, 100);
    frame(0, UpdateId{0, 1}, 80, 120);
    close(1, 110);  // the second frame goes on in round 2
    close(2, 200);
    EXPECT_THAT(done().at("worker 0, frames"), ElementsAre("update 0+80", "update 80+30", "update 110+10"));
}

// A jammer that is never switched off reaches no further than the run.
TEST_F(TimelineTest, EndsWithTheRun) {
    timeline().on(Interfered{nanoseconds(10), kCentury});
    radio(0, RadioState::kIdle, 0, 70);
    EXPECT_THAT(done().at("interference"), ElementsAre("interference 10+60"));
}

}  // namespace
}  // namespace ogsim
