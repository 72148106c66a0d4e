#include "src/dataset/csv.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <stdexcept>

namespace ogsim {
namespace {

const Eigen::Matrix2d kFeatures{{1.0, 4.0}, {2.5, -5e-3}};
const Eigen::Vector2d kTargets(0.0, 1.0);

std::string fault_of(std::string_view text) {
    try {
        static_cast<void>(parse_csv(text, "t.csv"));
    } catch (const std::invalid_argument& error) {
        return error.what();
    }
    return "nothing was thrown";
}

void expect_the_table(std::string_view text) {
    const Shard table = parse_csv(text, "t.csv");
    EXPECT_EQ(table.features, kFeatures) << text;
    EXPECT_EQ(table.targets, kTargets) << text;
}

TEST(ParseCsv, ReadsColumnsSeparatedByCommaSemicolonTabOrBlanks) {
    expect_the_table("1,2.5,0\n4,-5e-3,1\n");
    expect_the_table("1;2.5;0\n4;-5e-3;1\n");
    expect_the_table("1\t2.5\t0\n4\t-5e-3\t1\n");
    expect_the_table("  1   2.5 0\n4 -5e-3 1  \n");
    expect_the_table(" 1, 2.5 ,0\n+4,-.005,1");
}

TEST(ParseCsv, SkipsAHeaderAlsoAQuotedOneThatHoldsSeparators) {
    expect_the_table("a,b,label\n1,2.5,0\n4,-5e-3,1\n");
    expect_the_table("\"a; first\",\"b, second\",\"label\"\n1,2.5,0\n4,-5e-3,1\n");
    expect_the_table("a b label\n1 2.5 0\n4 -5e-3 1\n");
}

TEST(ParseCsv, AcceptsOtherLineEndsByteOrderMarkAndBlankLinesAtTheEnd) {
    expect_the_table("1,2.5,0\r\n4,-5e-3,1\r\n");
    expect_the_table(
        "\xEF\xBB\xBF"
        "a,b,c\r\n1,2.5,0\r\n4,-5e-3,1");
    expect_the_table("1,2.5,0\n4,-5e-3,1\n\n \r\n\n");
}

TEST(ParseCsv, NamesFileLineAndColumnOfEachFault) {
    EXPECT_EQ(fault_of("1,2,0\n1,2\n"), "t.csv:2: 2 columns where the first line has 3");
    EXPECT_EQ(fault_of("a,b,c\n1,2,0\n1,2,3,4\n"), "t.csv:3: 4 columns where the first line has 3");
    EXPECT_EQ(fault_of("1,2,0\n1,x2,0\n"),
              "t.csv:2: column 2: \"x2\" is no number; every column must be one, the label last");
    EXPECT_EQ(fault_of("1,2,0\n1,,0\n"),
              "t.csv:2: column 2: \"\" is no number; every column must be one, the label last");
    EXPECT_EQ(fault_of("1,2,0\n1,2,\n"),
              "t.csv:2: column 3: \"\" is no number; every column must be one, the label last");
    EXPECT_EQ(fault_of("1,2,0\n1,2 3,0\n"),
              "t.csv:2: column 2: \"2 3\" is no number; every column must be one, the label last");
    EXPECT_EQ(fault_of("1,2,0\n0x10,2,0\n"),
              "t.csv:2: column 1: \"0x10\" is no number; every column must be one, the label last");
    EXPECT_EQ(fault_of("1,2,0\n\n1,2,0\n"), "t.csv:2: a blank line between samples");
    EXPECT_EQ(fault_of("1\n2\n"), "t.csv:1: one column only: features and a label are needed");
}

TEST(ParseCsv, RejectsNumbersThatAreNotFinite) {
    EXPECT_EQ(fault_of("1,nan,0\n"), "t.csv:1: column 2: \"nan\" is not a finite double");
    EXPECT_EQ(fault_of("1,2,0\n-inf,2,0\n"), "t.csv:2: column 1: \"-inf\" is not a finite double");
    EXPECT_EQ(fault_of("1,2,0\n1,1e999,0\n"), "t.csv:2: column 2: \"1e999\" is not a finite double");
}

TEST(ParseCsv, RejectsTablesWithoutSamples) {
    EXPECT_EQ(fault_of(""), "t.csv:1: the file is empty: a table of numbers is needed");
    EXPECT_EQ(fault_of("\n \r\n"), "t.csv:1: the file is empty: a table of numbers is needed");
    EXPECT_EQ(fault_of("a,b,c\n"), "t.csv:1: a header without any sample after it");
}

TEST(ParseCsv, ShowsOfBinaryContentOnlyWhatATerminalCanPrint) {
    EXPECT_EQ(fault_of(std::string_view("1,2,0\n\x1b[2J\0,2,0\n", 16)),
              "t.csv:2: column 1: \"?[2J?\" is no number; every column must be one, the label last");
    const std::string fault = fault_of("1,2,0\n" + std::string(1000, 'x') + ",2,0\n");
    EXPECT_EQ(fault, "t.csv:2: column 1: \"" + std::string(40, 'x') +
                         "...\" is no number; every column must be one, the label last");
}

// No byte sequence may crash the reader, nor give a table with numbers that are not finite.
TEST(ParseCsv, SurvivesRandomBytesOfItsAlphabet) {
    const std::string alphabet = "0123456789.,;\t \"\r\n-+eEnaif\xEF\xBB\xBFx";
    std::mt19937_64 rng(1);
    std::uniform_int_distribution<std::size_t> letter(0, alphabet.size() - 1);
    std::uniform_int_distribution<std::size_t> length(0, 40);
    int accepted = 0;
    for (int trial = 0; trial < 20'000; ++trial) {
        std::string text(length(rng), ' ');
        for (char& place : text) {
            place = alphabet[letter(rng)];
        }
        try {
            const Shard table = parse_csv(text, "t.csv");
            ASSERT_TRUE(table.features.allFinite() && table.targets.allFinite());
            ASSERT_GE(table.samples(), 1);
            ASSERT_GE(table.feature_count(), 1);
            ++accepted;
        } catch (const std::invalid_argument& error) {
            ASSERT_TRUE(std::string(error.what()).starts_with("t.csv:"));
        }
    }
    EXPECT_GT(accepted, 10);
}

TEST(ReadCsv, SaysWhatIsWrongWithAFileItCannotRead) {
    const std::filesystem::path folder = testing::TempDir();
    const auto fault = [](const std::filesystem::path& file) -> std::string {
        try {
            static_cast<void>(read_csv(file));
        } catch (const std::invalid_argument& error) {
            return error.what();
        }
        return "nothing was thrown";
    };
    EXPECT_EQ(fault(folder / "ogsim_not_there.csv"), (folder / "ogsim_not_there.csv").string() + ": no such file");
    EXPECT_EQ(fault(folder), folder.string() + ": is not a file, but a folder");
    EXPECT_EQ(fault("/dev/zero"), "/dev/zero: is not a file");
}

TEST(ReadCsv, ReadsWhatStandsInTheFile) {
    const std::filesystem::path file = std::filesystem::path(testing::TempDir()) / "ogsim_read_csv_test.csv";
    std::ofstream(file) << "a,b,label\n1,2.5,0\n4,-5e-3,1\n";
    const Shard table = read_csv(file);
    std::filesystem::remove(file);
    EXPECT_EQ(table.features, kFeatures);
    EXPECT_EQ(table.targets, kTargets);
}

}  // namespace
}  // namespace ogsim
