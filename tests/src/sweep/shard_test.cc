#include "src/sweep/shard.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace ogsim {
namespace {

TEST(StudyShard, OfEverythingIsEverything) {
    const StudyShard all = parse_shard("");
    for (std::size_t position = 0; position < 10; ++position) {
        EXPECT_TRUE(all.has(position));
    }
}

TEST(StudyShard, GivesEachRunToExactlyOne) {
    for (std::size_t position = 0; position < 20; ++position) {
        int owners = 0;
        for (const char* text : {"1/3", "2/3", "3/3"}) {
            owners += parse_shard(text).has(position) ? 1 : 0;
        }
        EXPECT_EQ(owners, 1) << position;
    }
    EXPECT_TRUE(parse_shard("2/3").has(1));
    EXPECT_TRUE(parse_shard("2/3").has(4));
}

TEST(StudyShard, RefusesWhatIsNoPart) {
    for (const std::string text : {"0/3", "4/3", "3", "/3", "3/", "a/b", "1/3x", "-1/3", "1/0", "1/99999999"}) {
        try {
            static_cast<void>(parse_shard(text));
            FAIL() << text;
        } catch (const std::invalid_argument& fault) {
            EXPECT_THAT(fault.what(), testing::StartsWith("--shard " + text + ": must be K/N"));
        }
    }
}

}  // namespace
}  // namespace ogsim
