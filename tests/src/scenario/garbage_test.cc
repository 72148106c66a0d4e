#include <gmock/gmock.h>

#include <fstream>
#include <iterator>
#include <random>
#include <string_view>

#include "src/scenario/load.h"
#include "src/scenario/parse.h"
#include "tests/src/scenario/scratch.h"

/// Whatever the bytes, loading ends with a scenario or with faults that name file and place: never another exception,
/// never a crash.
namespace ogsim {
namespace {

using Garbage = Scratch;

std::string bundled_scenario() {
    std::ifstream file(OGSIM_SOURCE_DIR "/scenarios/quickstart.toml", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::size_t below(std::mt19937_64& rng, std::size_t end) {
    return end == 0 ? 0 : static_cast<std::size_t>(rng() % end);
}

// Pieces that mean something to the grammar, or nearly.
std::string piece(std::mt19937_64& rng) {
    // clang-format off
    static constexpr std::string_view kPieces[] = {
        "[", "]", "[[", "]]", "{", "}", "=", ".", ",", "\"", "'", "\\", "\"\"\"", "'''", "#", "\n", "\r\n",
        "\r", "\t", std::string_view("\0", 1), "-", "+", "_", "0x", "0b1", "0o7", "1e", "1e999", "nan", "inf",
        "true", "1979-05-27T07:32:00Z", "\\u", "\\UFFFFFFFF", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x93\xA1",
        "\xFF", "\xED\xA0\x80", "\xEF\xBB\xBF", "9223372036854775808", "network.workers", "[network]",
        "a.a.a.a.a.a.a.a", "\xE2\x80\xA8", "1__2", "07:32:00",
    };
    // clang-format on
    return std::string(kPieces[below(rng, std::size(kPieces))]);
}

std::string mutated(std::string text, std::mt19937_64& rng) {
    const std::size_t changes = 1 + below(rng, 4);
    for (std::size_t i = 0; i < changes; ++i) {
        const std::size_t at = below(rng, text.size());
        const std::size_t length = below(rng, 12);
        switch (below(rng, 5)) {
            case 0:
                text.insert(at, piece(rng));
                break;
            case 1:
                text.erase(at, length);
                break;
            case 2:
                text.insert(at, text.substr(below(rng, text.size()), 4 * length));
                break;
            case 3:
                text.insert(at, 1, static_cast<char>(below(rng, 256)));
                break;
            default:
                text.resize(at);
                break;
        }
    }
    return text;
}

TEST_F(Garbage, MutatedScenariosLoadOrAreRefused) {
    std::mt19937_64 rng(1);
    const std::string good = bundled_scenario();
    int refused = 0;
    for (int i = 0; i < 20000; ++i) {
        const Entries entries = parse_toml(mutated(good, rng), "f");
        EXPECT_TRUE(entries.faults.empty() || entries.entries.empty());
        refused += entries.faults.empty() ? 0 : 1;
    }
    EXPECT_GT(refused, 2000);
    EXPECT_LT(refused, 19000);
}

TEST_F(Garbage, MutatedFilesAreLoadedOrRefusedFromBeginningToEnd) {
    std::mt19937_64 rng(2);
    const std::string good = bundled_scenario();
    for (int i = 0; i < 2000; ++i) {
        for (const std::string& fault : faults(mutated(good, rng))) {
            EXPECT_THAT(fault, testing::StartsWith("s.toml:"));
        }
    }
}

TEST_F(Garbage, RandomBytesAreRefused) {
    std::mt19937_64 rng(3);
    for (int i = 0; i < 2000; ++i) {
        std::string bytes(1 + below(rng, 300), '\0');
        for (char& byte : bytes) {
            byte = static_cast<char>(below(rng, 256));
        }
        bytes += '\0';
        EXPECT_FALSE(parse_toml(bytes, "f").faults.empty());
    }
}

TEST_F(Garbage, RandomPiecesOfGrammarNeitherCrashNorEscape) {
    std::mt19937_64 rng(4);
    for (int i = 0; i < 20000; ++i) {
        std::string text;
        for (std::size_t k = below(rng, 12); k-- > 0;) {
            text += piece(rng);
        }
        static_cast<void>(parse_toml(text, "f"));
        static_cast<void>(parse_setting(text));
    }
}

// One letter of each stretch of 64 up to U+D800, where a key, a value or the end of a line should be.
TEST_F(Garbage, LettersOfAllScriptsOutsideQuotesAreRefused) {
    for (unsigned code = 0xa1; code < 0xd800; code += 64) {
        const std::string letter =
            code < 0x800
                ? std::string{static_cast<char>(0xc0 | code >> 6U), static_cast<char>(0x80 | (code & 0x3fU))}
                : std::string{static_cast<char>(0xe0 | code >> 12U), static_cast<char>(0x80 | (code >> 6U & 0x3fU)),
                              static_cast<char>(0x80 | (code & 0x3fU))};
        for (const std::string& text : {letter, letter + " = 1", "a = " + letter, "a = 1 " + letter, "[" + letter + "]",
                                        "a = [1 " + letter + "]", "a = {" + letter + "}", "a" + letter + "=1"}) {
            EXPECT_FALSE(parse_toml(text, "f").faults.empty()) << text;
        }
        EXPECT_TRUE(parse_toml("a = '" + letter + "' # " + letter, "f").faults.empty()) << letter;
    }
}

TEST_F(Garbage, DeepNestingIsBounded) {
    std::string dots = "a";
    std::string brackets = "a = ";
    for (int i = 0; i < 2040; ++i) {
        dots += ".a";
        brackets += "[";
    }
    EXPECT_TRUE(parse_toml(dots + "=1", "f").faults.empty());
    EXPECT_TRUE(parse_toml("[" + dots + "]", "f").faults.empty());
    EXPECT_FALSE(parse_toml(brackets, "f").faults.empty());
    EXPECT_FALSE(faults(dots + "=1").empty());
    std::string lines = "a = ";
    for (int i = 0; i < 100000; ++i) {
        lines += "[\n";
    }
    EXPECT_FALSE(parse_toml(lines, "f").faults.empty());
}

}  // namespace
}  // namespace ogsim
