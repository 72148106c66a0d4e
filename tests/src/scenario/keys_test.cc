#include "src/scenario/keys.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <set>

#include "src/scenario/value_text.h"
#include "tests/src/scenario/scratch.h"

namespace ogsim {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

using Keys = Scratch;

bool is_word(const Key& key) {
    return key.allowed != nullptr;
}

// A --set of every key, and what is complained about it.
std::string assignment(const Key& key, const std::string& value) {
    return fmt::format("{}={}", key.path, value);
}

TEST_F(Keys, HaveUniquePathsAndDescriptionsThatAreSentences) {
    std::set<std::string_view> paths;
    for (const Key& key : keys()) {
        EXPECT_TRUE(paths.insert(key.path).second) << key.path;
        EXPECT_TRUE(std::string(key.description).ends_with(".")) << key.path;
        EXPECT_EQ(find_key(key.path), &key);
        EXPECT_TRUE(is_section(section_of(key))) << key.path;
    }
}

std::set<const void*> places_of_keys(Scenario& scenario) {
    std::set<const void*> places;
    for (const Key& key : keys()) {
        places.insert(std::visit([](auto* field) -> const void* { return field; }, key.field(scenario)));
    }
    return places;
}

TEST_F(Keys, SetDifferentPlaces) {
    Scenario scenario;
    EXPECT_EQ(places_of_keys(scenario).size(), keys().size());
}

// The bindings name every field of each struct, so a new field does not compile until it stands here, and then it
// fails until it has a key.
TEST_F(Keys, CoverEveryFieldOfAScenario) {
    Scenario scenario;
    auto& [title, folder, output, problem, method, network, energy, faults, run, record] = scenario;
    auto& [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15, p16, p17, p18, p19, p20, p21, p22] =
        problem;
    auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23,
           m24, m25, m26, m27] = method;
    auto& [n1, n2, n3, n4, n5, n6, n7, n8, n9, n10, n11, n12, n13, n14, n15, n16, n17, n18, channel, mobility,
           interference, ideal, cell, wifi, lrwpan] = network;
    auto& [c1, c2, c3, c4, c5, c6, c7] = channel;
    auto& [o1, o2, o3, o4] = mobility;
    auto& [t1, t2, t3, t4, t5, t6, t7, t8] = interference;
    auto& [i1] = ideal;
    auto& [b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13] = cell;
    auto& [w1, w2, w3, w4, w5, w6, w7, w8] = wifi;
    auto& [x1, x2, x3, x4, x5, x6] = lrwpan;
    auto& [e1, e2, e3, e4, e5, e6, e7, e8, e9, e10, e11, e12, e13, e14, e15, e16, e17, e18, e19] = energy;
    auto& [f1, f2, f3, f4, f5, f6, f7, f8, f9, f10] = faults;
    auto& [r1, r2, r3, r4, r5] = run;
    auto& [l1, l2, l3, l4, l5] = record;
    const std::set<const void*> fields = {
        &p1,  &p2,  &p3,  &p4,  &p5,  &p6,  &p7,  &p8,  &p9,  &p10, &p11, &p12, &p13, &p14, &p15, &p16, &p17,
        &p18, &p19, &p20, &p21, &p22, &m1,  &m2,  &m3,  &m4,  &m5,  &m6,  &m7,  &m8,  &m9,  &m10, &m11, &m12,
        &m13, &m14, &m15, &m16, &m17, &m18, &m19, &m20, &m21, &m22, &m23, &m24, &m25, &m26, &m27, &n1,  &n2,
        &n3,  &n4,  &n5,  &n6,  &n7,  &n8,  &n9,  &n10, &n11, &n12, &n13, &n14, &n15, &n16, &n17, &n18, &c1,
        &c2,  &c3,  &c4,  &c5,  &c6,  &c7,  &o1,  &o2,  &o3,  &o4,  &t1,  &t2,  &t3,  &t4,  &t5,  &t6,  &t7,
        &t8,  &i1,  &b1,  &b2,  &b3,  &b4,  &b5,  &b6,  &b7,  &b8,  &b9,  &b10, &b11, &b12, &b13, &w1,  &w2,
        &w3,  &w4,  &w5,  &w6,  &w7,  &w8,  &x1,  &x2,  &x3,  &x4,  &x5,  &x6,  &e1,  &e2,  &e3,  &e4,  &e5,
        &e6,  &e7,  &e8,  &e9,  &e10, &e11, &e12, &e13, &e14, &e15, &e16, &e17, &e18, &e19, &f1,  &f2,  &f3,
        &f4,  &f5,  &f6,  &f7,  &f8,  &f9,  &f10, &r1,  &r2,  &r3,  &r4,  &r5,  &l1,  &l2,  &l3,  &l4,  &l5};
    EXPECT_EQ(places_of_keys(scenario), fields);
}

TEST_F(Keys, StandTogetherByTheirSections) {
    std::set<std::string_view> closed;
    std::string_view open;
    for (const Key& key : keys()) {
        if (section_of(key) != open) {
            EXPECT_TRUE(closed.insert(section_of(key)).second) << section_of(key) << " is opened twice";
            open = section_of(key);
        }
    }
    EXPECT_EQ(closed.size(), 14U)
        << "problem, method, network and the eight inside it, energy, faults, run, record less one";
}

TEST_F(Keys, AcceptTheirOwnDefaults) {
    for (const Key& key : keys()) {
        const std::string value = value_text(key, Scenario{});
        if (!value.empty()) {
            EXPECT_THAT(faults("", {assignment(key, value)}), IsEmpty()) << key.path;
        }
    }
}

TEST_F(Keys, AcceptEveryWordTheyAllow) {
    for (const Key& key : keys()) {
        for (const std::string& word : is_word(key) ? key.allowed() : std::vector<std::string>{}) {
            EXPECT_THAT(faults("network.medium = \"ideal\"", {assignment(key, word)}),
                        testing::Not(Contains(testing::HasSubstr("must be one of"))))
                << key.path << " " << word;
        }
    }
}

TEST_F(Keys, RejectNumbersOutsideTheirRangeAndSayWhatIsAllowed) {
    int checked = 0;
    for (const Key& key : keys()) {
        const bool whole = kind_of(key) == "whole number";
        const auto reject = [&](double value) {
            const std::string text = whole ? fmt::format("{:.0f}", value) : float_text(value);
            EXPECT_THAT(faults("", {assignment(key, text)}),
                        ElementsAre(fmt::format("--set: {} = {}: must be {}", key.path, text, allowed_text(key))));
            ++checked;
        };
        if (key.least) {
            reject(key.excludes_least ? *key.least : *key.least - 1.0);
        }
        if (key.most) {
            reject(key.excludes_most ? *key.most : *key.most + 1.0);
        }
    }
    EXPECT_GT(checked, 30);
}

TEST_F(Keys, AcceptTheEndsOfTheirRange) {
    for (const Key& key : keys()) {
        const bool whole = kind_of(key) == "whole number";
        for (const auto& [end, excluded] :
             {std::pair(key.least, key.excludes_least), std::pair(key.most, key.excludes_most)}) {
            if (end && !excluded && key.path != "network.workers") {
                const std::string text = whole ? fmt::format("{:.0f}", *end) : float_text(*end);
                EXPECT_THAT(faults("", {assignment(key, text)}), IsEmpty()) << key.path;
            }
        }
    }
}

TEST_F(Keys, GiveEveryNumberARange) {
    for (const Key& key : keys()) {
        if (kind_of(key) == "number" || kind_of(key) == "whole number") {
            EXPECT_TRUE(key.least.has_value()) << key.path;
        }
    }
}

// A value of each other kind, in a file, where text needs quotes.
TEST_F(Keys, RejectValuesOfAnotherKind) {
    for (const Key& key : keys()) {
        std::vector<std::string> wrong = {"[1]", "{a = 1}", "1979-05-27", "nan", "inf"};
        if (kind_of(key) != "text") {
            wrong.insert(wrong.end(), {"\"1\"", "\"\""});
        }
        if (kind_of(key) != "true or false") {
            wrong.emplace_back("true");
        }
        if (kind_of(key) != "number" && !key.may_be_number) {
            wrong.emplace_back("1.5");
        }
        for (const std::string& value : wrong) {
            const auto found = faults(fmt::format("{} = {}", key.path, value));
            EXPECT_THAT(found, Contains(StartsWith(fmt::format("s.toml:1: {} = ", key.path)))) << value;
        }
    }
}

TEST_F(Keys, RejectWordsThatAreNotInTheirTable) {
    for (const Key& key : keys()) {
        if (is_word(key)) {
            EXPECT_THAT(faults("", {assignment(key, "xyzzy")}),
                        ElementsAre(fmt::format("--set: {} = \"xyzzy\": must be {}", key.path, allowed_text(key))));
            EXPECT_THAT(faults("", {assignment(key, "")}),
                        ElementsAre(fmt::format("--set: {} = \"\": must be {}", key.path, allowed_text(key))));
        }
    }
}

TEST(AllowedText, SaysRangesAsPeopleDo) {
    EXPECT_EQ(allowed_text(*find_key("network.radius_m")), "> 0 and <= 1000000 m");
    EXPECT_EQ(allowed_text(*find_key("network.workers")), "from 1 to 1000000");
    EXPECT_EQ(allowed_text(*find_key("problem.test_fraction")), ">= 0 and < 1");
    EXPECT_EQ(allowed_text(*find_key("run.target_accuracy")), "> 0 and <= 1");
    EXPECT_EQ(allowed_text(*find_key("network.medium")), "one of ideal, cell, wifi, lrwpan");
    EXPECT_EQ(allowed_text(*find_key("problem.intercept")), "true or false");
}

}  // namespace
}  // namespace ogsim
