#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "src/scenario/keys.h"
#include "src/scenario/load.h"
#include "src/scenario/method_parts.h"
#include "src/scenario/value_text.h"
#include "tests/src/scenario/scratch.h"

namespace ogsim {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

using ExpandedToml = Scratch;
using ScenarioHash = Scratch;

void expect_same(const Scenario& a, const Scenario& b) {
    for (const Key& key : keys()) {
        EXPECT_EQ(value_text(key, a), value_text(key, b)) << key.path;
    }
    EXPECT_EQ(a.title, b.title);
}

// With the parts of the default method, which no key of a Scenario{} holds.
std::string default_text(const Key& key) {
    Scenario scenario;
    fill_in(scenario.method);
    return value_text(key, scenario);
}

// Some allowed value of the key, other than its default unless that is the only word.
std::string another_value(const Key& key) {
    if (key.allowed != nullptr) {
        const std::vector<std::string> words = key.allowed();
        const std::string first = in_quotes(words.front());
        return first == default_text(key) ? in_quotes(words.back()) : first;
    }
    if (key.path == "method.step_size") {
        return "\"0.1/L\"";
    }
    if (key.path == "problem.data") {
        return "\"breast-cancer\"";
    }
    if (key.path == "network.positions") {
        return "\"places.csv\"";
    }
    if (key.path == "problem.labels_file") {
        return "\"other.idx\"";
    }
    if (key.path == "energy.harvest_trace") {
        return "\"sun.csv\"";
    }
    if (key.path == "faults.schedule") {
        return "\"1@0.5-2, server@3-4\"";
    }
    const std::string_view kind = kind_of(key);
    if (kind == "text") {
        return "\"HtMcs1\"";
    }
    if (kind == "true or false") {
        return default_text(key) == "true" ? "false" : "true";
    }
    return kind == "whole number" ? fmt::format("{:.0f}", std::min(*key.least + 70.0, key.most.value_or(1e9)))
                                  : float_text(*key.least + (key.most ? *key.most - *key.least : 9.0) / 3.0);
}

// A scenario in which that key may have another value: most go together, labels in a file of their own do not.
std::string base_for(const Key& key, const std::filesystem::path& folder) {
    for (const char* name : {"images.idx", "labels.idx", "other.idx", "places.csv", "here.csv"}) {
        std::ofstream(folder / name) << name;
    }
    const std::string ideal = "network.medium = \"ideal\"\n";
    if (key.path == "network.layout") {
        return ideal + "network.positions = \"here.csv\"\n";
    }
    if (key.path == "network.positions") {
        return ideal + "network.layout = \"file\"\nnetwork.positions = \"here.csv\"\n";
    }
    std::ofstream(folder / "sun.csv") << "0,1\n2,0\n";
    if (key.path.starts_with("energy.") && key.path != "energy.battery_j") {
        return ideal + "energy.battery_j = 100.0\n";
    }
    return key.path == "problem.labels_file" ? ideal + "problem.data = \"images.idx\"\n" : ideal;
}

TEST_F(ExpandedToml, LoadsBackTheDefaults) {
    const Scenario s = load("# Why?\n");
    EXPECT_THAT(expanded_toml(s), StartsWith("# Why?\n\n[problem]\nkind = \"softmax\"\n"));
    expect_same(load(expanded_toml(s)), s);
}

TEST_F(ExpandedToml, LoadsBackEveryKeyWhenItIsChanged) {
    for (const Key& key : keys()) {
        const Scenario s = load(base_for(key, folder_), {fmt::format("{}={}", key.path, another_value(key))});
        EXPECT_EQ(value_text(key, s), another_value(key)) << key.path;
        const std::string text = expanded_toml(s);
        expect_same(load(text), s);
        EXPECT_EQ(expanded_toml(load(text)), text) << key.path;
    }
}

TEST_F(ExpandedToml, NamesEveryKeyOnceAndItsUnit) {
    const std::string text = expanded_toml(Scenario{});
    EXPECT_THAT(text, HasSubstr("\nradius_m = 20.0  # m\n"));
    EXPECT_THAT(text, HasSubstr("\n# run.target_gap is not set\n"));
    for (const Key& key : keys()) {
        const std::string name(key.path.substr(key.path.rfind('.') + 1));
        EXPECT_TRUE(text.find("\n" + name + " = ") != std::string::npos ||
                    text.find(fmt::format("# {} is not set\n", key.path)) != std::string::npos)
            << key.path;
    }
}

TEST_F(ExpandedToml, KeepsATitleOnOneLine) {
    Scenario s;
    s.title = "one\n[network]\nworkers = 3";
    EXPECT_THAT(expanded_toml(s), StartsWith("# one [network] workers = 3\n"));
    EXPECT_EQ(load(expanded_toml(s)).network.workers, 20);
}

TEST_F(ScenarioHash, IsSixteenHexDigits) {
    const std::string hash = scenario_hash(load(""));
    EXPECT_EQ(hash.size(), 16U);
    EXPECT_EQ(hash.find_first_not_of("0123456789abcdef"), std::string::npos);
}

TEST_F(ScenarioHash, ChangesWithWhatTheHarvestFileHoldsButNotWithItsFolder) {
    const std::string base = "energy.battery_j = 1.0\nenergy.harvest_trace = ";
    std::filesystem::create_directory(folder_ / "other");
    static_cast<void>(file("sun.csv", "0,1\n2,0\n"));
    static_cast<void>(file("other/sun.csv", "0,1\n2,0\n"));
    const std::string hash = scenario_hash(load(base + "\"sun.csv\"\n"));
    EXPECT_EQ(scenario_hash(load(base + "\"other/sun.csv\"\n")), hash);
    static_cast<void>(file("sun.csv", "0,2\n2,0\n"));
    EXPECT_NE(scenario_hash(load(base + "\"sun.csv\"\n")), hash);
}

// It names the result, and what is written down besides does not change the result.
TEST_F(ScenarioHash, ChangesWithEveryKeyButThoseOfRecord) {
    for (const Key& key : keys()) {
        const std::string base = base_for(key, folder_);
        const std::string hash = scenario_hash(load(base));
        const std::string value = another_value(key);
        if (key.path != "network.medium" && value != default_text(key)) {
            const Scenario s = load(base, {fmt::format("{}={}", key.path, value)});
            EXPECT_EQ(scenario_hash(s) == hash, section_of(key) == "record") << key.path;
        }
    }
}

TEST_F(ScenarioHash, DoesNotChangeWithTitleCommentsOrTheWayANumberIsWritten) {
    EXPECT_EQ(scenario_hash(load("# One\nnetwork.radius_m = 20")), scenario_hash(load("# Two\n# Three\n")));
    EXPECT_EQ(scenario_hash(load("problem.l2_weight = 1e-3")), scenario_hash(load("problem.l2_weight = 0.001")));
}

TEST_F(ScenarioHash, FollowsTheContentOfTheDataAndNotItsFolder) {
    std::filesystem::create_directory(folder_ / "sub");
    static_cast<void>(file("a.csv", "1,2\n"));
    static_cast<void>(file("sub/a.csv", "1,2\n"));
    const std::string hash = scenario_hash(load("problem.data = \"a.csv\""));
    EXPECT_EQ(scenario_hash(load("problem.data = \"sub/a.csv\"")), hash);
    EXPECT_EQ(scenario_hash(load("problem.data = \"" + (folder_ / "a.csv").string() + "\"")), hash);
    static_cast<void>(file("sub/a.csv", "1,3\n"));
    EXPECT_NE(scenario_hash(load("problem.data = \"sub/a.csv\"")), hash);
}

TEST_F(ScenarioHash, FollowsTheContentOfEveryFileOfAListAndOfLabels) {
    const auto hash_of = [&](const std::string& data) {
        return scenario_hash(load("problem.data = \"" + data + "\""));
    };
    static_cast<void>(file("a.csv", "1,2\n"));
    static_cast<void>(file("b.csv", "3,4\n"));
    const std::string list = hash_of("a.csv, b.csv");
    const std::string pattern = hash_of("*.csv");
    EXPECT_NE(hash_of("b.csv, a.csv"), list);
    static_cast<void>(file("b.csv", "3,5\n"));
    EXPECT_NE(hash_of("a.csv, b.csv"), list);
    EXPECT_NE(hash_of("*.csv"), pattern);
    static_cast<void>(file("images.idx", "x"));
    static_cast<void>(file("labels.idx", "y"));
    const std::string idx = hash_of("images.idx");
    static_cast<void>(file("labels.idx", "z"));
    EXPECT_NE(hash_of("images.idx"), idx);
}

TEST_F(ScenarioHash, FollowsTheContentOfBundledData) {
    static_cast<void>(file("digits.csv", "1,2\n"));
    const std::string hash = scenario_hash(load(""), folder_);
    EXPECT_EQ(scenario_hash(load(""), folder_), hash);
    EXPECT_NE(scenario_hash(load("")), hash);
    static_cast<void>(file("digits.csv", "1,3\n"));
    EXPECT_NE(scenario_hash(load(""), folder_), hash);
}

TEST_F(ScenarioHash, NamesTheDataThatItCannotRead) {
    Scenario s;
    s.folder = folder_.string();
    s.problem.data = "gone.csv";
    try {
        static_cast<void>(scenario_hash(s));
        FAIL() << "hashed a file that is not there";
    } catch (const std::invalid_argument& error) {
        EXPECT_EQ(std::string(error.what()), "problem.data: cannot read " + (folder_ / "gone.csv").string());
    }
}

}  // namespace
}  // namespace ogsim
