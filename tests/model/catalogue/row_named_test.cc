#include "model/catalogue/row_named.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace ogsim {
namespace {

struct Fruit {
    std::string_view name;
    int stones;
};
constexpr std::array<Fruit, 2> kFruits{{{"cherry", 1}, {"fig", 0}}};

TEST(RowNamed, IsTheRowOfTheCatalogueItself) {
    EXPECT_EQ(&row_named<Fruit>(kFruits, "fruit", "fig"), &kFruits[1]);
}

TEST(RowNamed, AnswersAnUnknownNameWithAllThatAreKnown) {
    EXPECT_THAT([] { (void)row_named<Fruit>(kFruits, "fruit", "plum"); },
                testing::ThrowsMessage<std::invalid_argument>("fruit must be one of cherry, fig, got \"plum\""));
}

}  // namespace
}  // namespace ogsim
