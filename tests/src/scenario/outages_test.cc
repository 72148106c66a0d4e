#include "src/scenario/outages.h"

#include <gmock/gmock.h>

#include <stdexcept>
#include <string>

#include "tests/src/scenario/scratch.h"

namespace ogsim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using ScheduleFaults = Scratch;

std::string refusal(std::string_view text) {
    try {
        static_cast<void>(outages(text));
        return "";
    } catch (const std::invalid_argument& fault) {
        return fault.what();
    }
}

TEST(Outages, ReadWhoFromWhenUntilWhenAndWhetherItForgets) {
    const std::vector<Outage> all = outages("3@1.5-2.5, server@4-5,7@0-0.25!");
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[0].node, 3);
    EXPECT_EQ(all[0].from_s, 1.5);
    EXPECT_EQ(all[0].until_s, 2.5);
    EXPECT_FALSE(all[0].forgets);
    EXPECT_EQ(all[1].node, std::nullopt);
    EXPECT_EQ(all[1].from_s, 4.0);
    EXPECT_EQ(all[1].until_s, 5.0);
    EXPECT_EQ(all[2].node, 7);
    EXPECT_EQ(all[2].from_s, 0.0);
    EXPECT_TRUE(all[2].forgets);
}

TEST(Outages, KeepTheOrderOfTheTextAndAllowBlanksAroundAnEntry) {
    const std::vector<Outage> all = outages("  2@5-6 ,\t1@3-4  ");
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].node, 2);
    EXPECT_EQ(all[1].node, 1);
}

TEST(Outages, AreNoneInAnEmptyText) {
    EXPECT_THAT(outages(""), IsEmpty());
}

TEST(Outages, RefuseWhatIsNoEntryAndQuoteIt) {
    for (const std::string entry :
         {"3", "3@1", "3@1-", "@1-2", "-1@1-2", "3@-1-2", "3@1e3-2e3", "three@1-2", "Server@1-2", "3@1-2!!", "3 @1-2",
          "3@1-2 4@2-3", "3@.5-1", "3@1.-2", "3@nan-2", "3@0-inf", "12345678@1-2", " ", "3@1-2;4@2-3"}) {
        EXPECT_EQ(refusal(entry), "must be WHO@FROM-UNTIL, as in 3@1.5-2.5, got \"" + entry + "\"");
    }
}

TEST(Outages, RefuseAnEmptyEntryBetweenCommas) {
    EXPECT_THAT(refusal("1@1-2,,2@1-2"), HasSubstr("got \"\""));
    EXPECT_THAT(refusal(","), HasSubstr("got \"\""));
}

// std::regex recurses once a character or so: a megabyte of digits would overflow the stack.
TEST(Outages, RefuseAnEntryThatIsTooLongWithoutReadingIt) {
    EXPECT_THAT(refusal("1@1-2." + std::string(1'000'000, '0')), HasSubstr("must be WHO@FROM-UNTIL"));
}

TEST(Outages, RefuseToEndBeforeTheyBegin) {
    EXPECT_EQ(refusal("1@2-1"), "must end after it begins, and by 1e9 s, in \"1@2-1\"");
    EXPECT_EQ(refusal("1@2-2"), "must end after it begins, and by 1e9 s, in \"1@2-2\"");
    EXPECT_EQ(refusal("1@2-1000000000.5"), "must end after it begins, and by 1e9 s, in \"1@2-1000000000.5\"");
    EXPECT_EQ(refusal("1@2-1000000000"), "");
    EXPECT_THAT(refusal("1@1-" + std::string(80, '9')), HasSubstr("by 1e9 s"));
}

TEST_F(ScheduleFaults, NameTheKeyItsLineAndItsText) {
    EXPECT_THAT(faults("faults.schedule = \"1@1\""),
                ElementsAre("s.toml:1: faults.schedule = \"1@1\": must be WHO@FROM-UNTIL, as in 3@1.5-2.5, got "
                            "\"1@1\""));
    EXPECT_THAT(faults("", {"faults.schedule=1@2-1"}), ElementsAre(HasSubstr("must end after it begins")));
}

TEST_F(ScheduleFaults, KnowWhichWorkersThereAre) {
    EXPECT_THAT(faults("[faults]\nschedule = \"server@1-2, 20@1-2\""),
                ElementsAre("s.toml:2: faults.schedule = \"server@1-2, 20@1-2\": names worker 20; the last one is 19"));
    EXPECT_THAT(faults("faults.schedule = \"19@1-2\""), IsEmpty());
    EXPECT_THAT(faults("faults.schedule = \"4@1-2\"", {"network.workers=4"}), ElementsAre(HasSubstr("last one is 3")));
}

}  // namespace
}  // namespace ogsim
