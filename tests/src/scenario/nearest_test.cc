#include "src/scenario/nearest.h"

#include <gtest/gtest.h>

#include <vector>

namespace ogsim {
namespace {

TEST(EditDistance, CountsInsertionsDeletionsReplacementsAndSwaps) {
    EXPECT_EQ(edit_distance("", ""), 0U);
    EXPECT_EQ(edit_distance("", "abc"), 3U);
    EXPECT_EQ(edit_distance("abc", ""), 3U);
    EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);  // k > s, e > i, + g
    EXPECT_EQ(edit_distance("softmax", "sofmtax"), 1U);
    EXPECT_EQ(edit_distance("ca", "abc"), 3U);  // no letter is edited again after a swap
}

TEST(EditDistance, IsSymmetric) {
    const std::vector<std::string> words = {"gd", "lag-wk", "ordered-timer", "ordered-rx", "genie", ""};
    for (const std::string& a : words) {
        for (const std::string& b : words) {
            EXPECT_EQ(edit_distance(a, b), edit_distance(b, a)) << a << " " << b;
        }
    }
}

TEST(NearestWord, IsTheFirstOfTheClosest) {
    const std::vector<std::string> known = {"lag-ps", "lag-wk", "ordered-timer"};
    EXPECT_EQ(nearest_word("lag-xx", known), "lag-ps");
    EXPECT_EQ(nearest_word("orderd-timer", known), "ordered-timer");
}

TEST(NearestWord, SaysNothingWhereNoneIsNear) {
    const std::vector<std::string> known = {"ideal", "wifi"};
    EXPECT_EQ(nearest_word("bluetooth", known), std::nullopt);
    EXPECT_EQ(nearest_word(std::string(100000, 'w'), known), std::nullopt);
}

TEST(NearestKey, ForgivesTypingErrorsAndWrongSections) {
    EXPECT_EQ(nearest_key("network.radius"), "network.radius_m");
    EXPECT_EQ(nearest_key("netwrok.workers"), "network.workers");
    EXPECT_EQ(nearest_key("workers"), "network.workers");
    EXPECT_EQ(nearest_key("network.standard"), "network.wifi.standard");
    EXPECT_EQ(nearest_key("lunch.menu"), std::nullopt);
}

}  // namespace
}  // namespace ogsim
