#include "src/record/netanim.h"

#include <gtest/gtest.h>

#include <string>

namespace ogsim {
namespace {

using std::chrono::microseconds;

int count(const std::string& text, const std::string& what) {
    int found = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
        ++found;
    }
    return found;
}

// Three nodes; in round 2 a broadcast to both workers, and a frame of worker 1, which is node 2.
TEST(NetAnim, DrawsNodesAtTheirPlacesAndTheFramesOfTheRoundsThatAreRecorded) {
    std::string file;
    NetAnim anim({{3.0, 4.0}, {-1.5, 0.0}}, 2, 1, [&](std::string_view text) { file += text; });
    const FrameSent early{0, std::nullopt, microseconds(1), microseconds(2), Bytes{100}};
    anim.on(early);
    anim.on(RoundClosed{.round = 1, .at = microseconds(5)});
    anim.on(FrameSent{kServer, std::nullopt, microseconds(10), microseconds(30), Bytes{100}});
    anim.on(FrameSent{1, UpdateId{1, 2}, microseconds(40), microseconds(50), Bytes{100}});
    anim.on(RoundClosed{.round = 2, .at = microseconds(60)});
    anim.on(early);
    anim.finish();

    EXPECT_EQ(count(file, "<node "), 3);
    EXPECT_EQ(count(file, "<node id=\"1\" sysId=\"0\" locX=\"3\" locY=\"4\" />"), 1);
    EXPECT_EQ(count(file, "<pr "), 2);
    EXPECT_EQ(count(file, "<wpr uId=\"1\""), 2);
    EXPECT_EQ(count(file, "<pr uId=\"2\" fId=\"2\" fbTx=\"0.000040000\" lbTx=\"0.000050000\" />"), 1);
    EXPECT_EQ(count(file, "<wpr uId=\"2\" tId=\"0\" fbRx=\"0.000040000\" lbRx=\"0.000050000\" />"), 1);
    EXPECT_EQ(count(file, "</anim>"), 1);
}

}  // namespace
}  // namespace ogsim
