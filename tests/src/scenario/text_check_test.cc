#include "src/scenario/text_check.h"

#include <gmock/gmock.h>

namespace ogsim {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(TextFaults, PassTabsLineEndsAndLettersOfAllLengths) {
    EXPECT_THAT(text_faults("a\tb\nc\r\nd \xC3\xA9 \xE2\x82\xAC \xF0\x9F\x93\xA1\n", "f"), IsEmpty());
    EXPECT_THAT(text_faults("", "f"), IsEmpty());
}

TEST(TextFaults, NameLineAndColumnOfControlCharacters) {
    EXPECT_THAT(text_faults(std::string_view("ab\nc\0d\n", 7), "f"),
                ElementsAre("f:2:2: control character 0x00 is not allowed"));
    EXPECT_THAT(text_faults("a\rb\n", "f"), ElementsAre("f:1:2: control character 0x0D is not allowed"));
    EXPECT_THAT(text_faults("\x7F", "f"), ElementsAre("f:1:1: control character 0x7F is not allowed"));
    EXPECT_THAT(text_faults("a\r", "f"), SizeIs(1));  // a line end needs its \n
}

// The classes of ill-formed sequences of Unicode 15, table 3-7: lone continuation, cut short, overlong of 2, 3 and 4
// bytes, surrogate, beyond U+10FFFF, bytes that never occur.
TEST(TextFaults, RejectWhatIsNoUtf8) {
    for (const std::string_view text : {"\x80", "\xC3", "\xE2\x82", "\xC0\xAF", "\xE0\x80\xAF", "\xF0\x80\x80\xAF",
                                        "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF", "\xC3(", "\xF5\x80\x80\x80"}) {
        EXPECT_EQ(utf8_length(text), 0U);
        EXPECT_THAT(text_faults(text, "f"), SizeIs(1));
    }
    EXPECT_THAT(text_faults("ok\nx\xFFy", "f"), ElementsAre("f:2:2: byte 0xFF is not valid UTF-8"));
}

TEST(TextFaults, RejectAbsurdLengthsAndStopAfterTen) {
    EXPECT_THAT(text_faults("a\n" + std::string(5000, 'x'), "f"),
                ElementsAre("f:2:4097: line is longer than 4096 bytes"));
    EXPECT_THAT(text_faults(std::string(4096, 'x'), "f"), IsEmpty());
    EXPECT_THAT(text_faults(std::string(2 << 20, '\n'), "f"),
                ElementsAre("f: is longer than 1048576 bytes, which no scenario is"));
    std::string noise;
    for (int i = 0; i < 1000; ++i) {
        noise += "\xFF\n";
    }
    EXPECT_THAT(text_faults(noise, "f"), SizeIs(10));
}

}  // namespace
}  // namespace ogsim
