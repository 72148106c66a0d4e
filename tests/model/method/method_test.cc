#include "model/method/method.h"

#include <gtest/gtest.h>

#include <set>
#include <stdexcept>

#include "model/compression/compression.h"
#include "model/selection/selection.h"

namespace ogsim {
namespace {

TEST(MethodCatalogue, NamesRowsOfTheOtherCatalogues) {
    std::set<std::string_view> names;
    for (const Method& row : method_catalogue()) {
        names.insert(row.name);
        EXPECT_NO_THROW((void)selection_entry(row.selection)) << row.name;
        EXPECT_NO_THROW((void)compression_entry(row.compression)) << row.name;
        EXPECT_EQ(row.optimizer, "gradient") << row.name;
        EXPECT_FALSE(row.equation.empty() || row.converges.empty() || row.source.empty()) << row.name;
    }
    EXPECT_EQ(names, (std::set<std::string_view>{"gd", "genie", "lag-wk", "ordered-rx", "ordered-timer"}));
}

TEST(MethodCatalogue, SaysThatTheOrderedStoppingRuleIsReconstructed) {
    for (const char* name : {"ordered-rx", "ordered-timer"}) {
        EXPECT_EQ(method_entry(name).source, "after Chen, Sadler & Blum, SPAWC 2020; stopping rule reconstructed");
    }
}

TEST(MethodCatalogue, NamesTheKnownMethodsWhereOneIsUnknown) {
    try {
        (void)method_entry("sgd");
        FAIL() << "an unknown method was found";
    } catch (const std::invalid_argument& error) {
        EXPECT_STREQ(error.what(), "method must be one of gd, lag-wk, ordered-rx, ordered-timer, genie, got \"sgd\"");
    }
}

}  // namespace
}  // namespace ogsim
