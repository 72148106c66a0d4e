#include "src/scenario/value_text.h"

#include <gtest/gtest.h>

#include <charconv>
#include <cstring>
#include <limits>
#include <random>

namespace ogsim {
namespace {

TEST(FloatText, IsShortAndAlwaysAFloat) {
    EXPECT_EQ(float_text(20.0), "20.0");
    EXPECT_EQ(float_text(0.1), "0.1");
    EXPECT_EQ(float_text(1e-8), "1e-08");
    EXPECT_EQ(float_text(1e300), "1e+300");
    EXPECT_EQ(float_text(-0.0), "-0.0");
}

TEST(FloatText, ReadsBackToTheSameBits) {
    std::mt19937_64 bits(1);
    for (int i = 0; i < 10000; ++i) {
        const std::uint64_t pattern = bits();
        double value = 0.0;
        std::memcpy(&value, &pattern, sizeof value);
        if (value - value != 0.0) {
            continue;  // infinite or not a number
        }
        const std::string text = float_text(value);
        double back = 0.0;
        std::from_chars(text.data(), text.data() + text.size(), back);
        EXPECT_EQ(std::memcmp(&back, &value, sizeof value), 0) << text;
    }
}

TEST(NumberText, WritesWholeNumbersWithoutAPoint) {
    EXPECT_EQ(number_text(1e6), "1000000");
    EXPECT_EQ(number_text(0.0), "0");
    EXPECT_EQ(number_text(0.5), "0.5");
    EXPECT_EQ(number_text(1e300), "1e+300");
}

TEST(InQuotes, EscapesWhatTomlCannotHold) {
    EXPECT_EQ(in_quotes("a\"b\\c\n\x7F"), "\"a\\\"b\\\\c\\u000A\\u007F\"");
}

TEST(Shortened, CutsBetweenLetters) {
    EXPECT_EQ(shortened("abc"), "abc");
    EXPECT_EQ(shortened(std::string(61, 'x')), std::string(60, 'x') + "...");
    EXPECT_EQ(shortened(std::string(59, 'x') + "\xC3\xA9y"), std::string(59, 'x') + "...");
}

}  // namespace
}  // namespace ogsim
