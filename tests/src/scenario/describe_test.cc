#include "src/scenario/describe.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <sstream>

#include "model/compression/compression.h"
#include "model/data/catalogue.h"
#include "model/method/tools.h"
#include "model/problem/loss.h"
#include "model/radio/device.h"
#include "model/radio/radio_profile.h"
#include "model/selection/selection.h"
#include "src/scenario/keys.h"
#include "src/scenario/media_table.h"
#include "src/scenario/text_layout.h"
#include "src/scenario/value_text.h"
#include "src/scenario/word_tables.h"

namespace ogsim {
namespace {

using testing::HasSubstr;

// The page with every run of blanks as one, so that texts are found however they were wrapped.
std::string unwrapped(std::string_view page) {
    std::istringstream words{std::string(page)};
    std::string text;
    for (std::string word; words >> word;) {
        text += word + " ";
    }
    return text;
}

template <class Row>
void expect_all(std::string_view topic, std::span<const Row> rows) {
    const std::string page = "\n" + describe(topic);
    EXPECT_FALSE(rows.empty()) << topic;
    for (const Row& row : rows) {
        EXPECT_THAT(page, HasSubstr(fmt::format("\n{}\n", row.name))) << topic;
    }
}

TEST(Describe, TellsEverythingAboutEveryKey) {
    for (const Key& key : keys()) {
        for (const std::string& page : {describe(key.path), describe(section_of(key)), describe("keys")}) {
            const std::string text = unwrapped(page);
            EXPECT_THAT(text, HasSubstr(fmt::format("{} about {}", key.path, unwrapped(key.description))));
            EXPECT_THAT(text, HasSubstr(allowed_text(key)));
            EXPECT_THAT(text, HasSubstr(value_text(key, Scenario{})));
            EXPECT_THAT(text, HasSubstr(unwrapped(key.source)));
        }
    }
}

TEST(Describe, ShowsUnitDefaultRangeAndSourceOfAKey) {
    EXPECT_EQ(describe("network.interference.power_dbm"),
              "network.interference.power_dbm\n"
              "    about    Its power, over the whole band.\n"
              "    default  20.0 dBm\n"
              "    allowed  number, from -100 to 60 dBm\n"
              "    source   assumed: the most that Wi-Fi may radiate at 2.4 GHz in Europe (EN 300 328)\n");
}

TEST(Describe, ListsEveryRowOfEveryTable) {
    expect_all("methods", method_catalogue());
    expect_all("selections", selection_catalogue());
    expect_all("compressions", compression_catalogue());
    expect_all("loudness", loudness_catalogue());
    expect_all("memories", memory_catalogue());
    expect_all("aggregations", aggregation_catalogue());
    expect_all("optimizers", optimizer_catalogue());
    expect_all("schedules", schedule_catalogue());
    expect_all("problems", loss_catalogue());
    expect_all("devices", device_catalogue());
    expect_all("media", media_table());
    expect_all("radios", radio_catalogue());
    expect_all("data", data_catalogue());
    expect_all("splits", split_table());
    for (const auto table :
         {loss_scale_table(), scaling_table(), ordering_table(), layout_table(), sleep_table(), repair_table(),
          fading_table(), motion_table(), interference_table(), standard_table(), rate_control_table()}) {
        expect_all("words", table);
    }
}

TEST(Describe, ExplainsEveryWordThatAKeyAllows) {
    std::string all;
    for (const Topic& topic : topics()) {
        all += "\n" + describe(topic.name);
    }
    for (const Key& key : keys()) {
        for (const std::string& word : key.allowed != nullptr ? key.allowed() : std::vector<std::string>{}) {
            EXPECT_THAT(all, HasSubstr("\n" + word + "\n")) << key.path;
        }
    }
}

TEST(Describe, ShowsARowOfEachTableThatHasTheName) {
    const std::string page = describe("laq");
    EXPECT_THAT(page, testing::StartsWith("[methods]\n\nlaq\n    who "));
    EXPECT_THAT(page, HasSubstr("\n[selections]\n\nlaq\n    rule "));
    EXPECT_THAT(page, HasSubstr("\n[compressions]\n\nlaq\n    body "));
    EXPECT_THAT(page, testing::Not(HasSubstr("ef21")));
    EXPECT_EQ(describe("esp32").substr(0, 17), "[devices]\n\nesp32\n");
}

TEST(Describe, FindsKeysByAPartOfTheirPath) {
    EXPECT_EQ(describe("radius_m").substr(describe("radius_m").find("network.radius_m")), describe("network.radius_m"));
    EXPECT_THAT(describe("channel"), HasSubstr("network.channel.fading"));
    EXPECT_THAT(describe("sleep"), HasSubstr("network.sleep"));
}

TEST(Describe, TellsWhichKeyAWordBelongsTo) {
    const std::string page = describe("auto");
    EXPECT_THAT(page, HasSubstr("[words]\n\nvalues of problem.delimiter\n\nauto\n"));
    EXPECT_THAT(page, HasSubstr("\n\nvalues of problem.scaling\n\nauto\n"));
}

// Every setting that a row says it reads is a key of [method].
template <class Row>
void expect_settings_are_keys(std::span<const Row> rows) {
    for (const Row& row : rows) {
        std::string list(row.settings);
        std::replace(list.begin(), list.end(), ',', ' ');
        std::istringstream settings(list);
        for (std::string setting; settings >> setting;) {
            EXPECT_NE(find_key("method." + setting), nullptr) << row.name << " reads " << setting;
        }
    }
}

TEST(Describe, KnowsTheSettingsThatTheRowsRead) {
    expect_settings_are_keys(selection_catalogue());
    expect_settings_are_keys(compression_catalogue());
    expect_settings_are_keys(optimizer_catalogue());
    expect_settings_are_keys(schedule_catalogue());
}

TEST(Describe, TellsTheSettingsThatAMethodUses) {
    EXPECT_THAT(unwrapped(describe("laq")),
                HasSubstr("defaults step_size = \"1/L\", memory_depth = 10, memory_weight = "
                          "0.08, longest_silence = 100, bits = 4 "));
    EXPECT_THAT(unwrapped(describe("gd")), HasSubstr("defaults step_size = \"1/L\" converges"));
}

TEST(Describe, ListsItsTopics) {
    for (const Topic& topic : topics()) {
        EXPECT_THAT(describe(""), HasSubstr(fmt::format("    {} ", topic.name)));
    }
}

TEST(Describe, TellsTheExitCodes) {
    EXPECT_THAT(describe("exit-codes"), testing::AllOf(HasSubstr("0   "), HasSubstr("\n2   "), HasSubstr("\n3   ")));
}

TEST(Describe, StaysWithinThePage) {
    for (const Topic& topic : topics()) {
        std::istringstream page(describe(topic.name));
        for (std::string line; std::getline(page, line);) {
            EXPECT_LE(line.size(), kPageWidth) << line;
            EXPECT_FALSE(line.ends_with(" ")) << line;
        }
    }
}

TEST(Describe, NamesTheNearestTopicOrKey) {
    const auto message = [](std::string_view topic) -> std::string {
        try {
            return "accepted: " + describe(topic);
        } catch (const std::invalid_argument& error) {
            return error.what();
        }
    };
    EXPECT_EQ(message("metods"), "no topic \"metods\"; did you mean methods?; `ogsim describe` lists all topics");
    EXPECT_THAT(message("ordered-time"), HasSubstr("did you mean ordered-timer?"));
    EXPECT_THAT(message("network.radius"), HasSubstr("did you mean network.radius_m?"));
    EXPECT_EQ(message("zzzzzz"), "no topic \"zzzzzz\"; `ogsim describe` lists all topics");
}

TEST(Labelled, WrapsBetweenWordsAndAlignsWhatFollows) {
    const std::string text = labelled("label", std::string(60, 'a') + " " + std::string(60, 'b'), 2, 10);
    EXPECT_EQ(text, "  label   " + std::string(60, 'a') + "\n          " + std::string(60, 'b') + "\n");
}

TEST(Labelled, LeavesAWordWholeThatIsLongerThanThePage) {
    EXPECT_EQ(labelled("x", std::string(200, 'a'), 0, 4), "x   " + std::string(200, 'a') + "\n");
}

}  // namespace
}  // namespace ogsim
