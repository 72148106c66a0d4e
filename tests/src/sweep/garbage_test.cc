#include <gtest/gtest.h>

#include <random>
#include <string_view>

#include "tests/src/sweep/study_fixture.h"

/// Whatever stands in [sweep], loading ends with a study or with faults: never another exception, never a crash.
namespace ogsim {
namespace {

using SweepGarbage = StudyScratch;

constexpr std::string_view kGood =
    "network.medium = \"ideal\"\n[sweep]\n\"method.name\" = [\"gd\", \"lag-wk\"]\n"
    "\"network.workers\" = { from = 10, to = 30, step = 10 }\n"
    "\"network.radius_m\" = { from = 1.0, to = 100.0, count = 3, scale = \"log\" }\n"
    "together = [ { \"problem.data\" = [\"digits\", \"breast-cancer\"], \"run.rounds\" = [300, 50] } ]\n"
    "where = [\"network.workers <= 20 or method.name = gd and run.rounds != 50\"]\nreplicas = 2\ntime_limit_s = 3\n";

std::size_t below(std::mt19937_64& random, std::size_t end) {
    return static_cast<std::size_t>(random() % end);
}

std::string piece(std::mt19937_64& random) {
    static constexpr std::string_view kPieces[] = {"[",
                                                   "]",
                                                   "{",
                                                   "}",
                                                   "=",
                                                   "<=",
                                                   ",",
                                                   "\"",
                                                   "'",
                                                   "or ",
                                                   "and ",
                                                   "-",
                                                   "0",
                                                   "1e308",
                                                   "-1e308",
                                                   "1e-308",
                                                   "nan",
                                                   "inf",
                                                   "9223372036854775807",
                                                   "true",
                                                   "from",
                                                   "step = 0",
                                                   "count = 2",
                                                   "\"log\"",
                                                   "[sweep]",
                                                   "[[sweep]]",
                                                   "[sweep.network]\n",
                                                   "replicas",
                                                   "together",
                                                   "\n",
                                                   "network.workers"};
    return std::string(kPieces[below(random, std::size(kPieces))]);
}

TEST_F(SweepGarbage, MutatedStudiesLoadOrAreRefused) {
    std::mt19937_64 random(1);
    int loaded = 0;
    for (int i = 0; i < 3000; ++i) {
        std::string text(kGood);
        const std::size_t changes = 1 + below(random, 3);
        for (std::size_t change = 0; change < changes; ++change) {
            const std::size_t at = below(random, text.size());
            const std::size_t length = below(random, 6);
            text.replace(at, length, below(random, 4) == 0 ? text.substr(at, length + 1) : piece(random));
        }
        const std::vector<std::string> found = study_faults(text);  // anything but ScenarioFaults ends the test
        loaded += found.empty() ? 1 : 0;
    }
    EXPECT_GT(loaded, 20);
    EXPECT_LT(loaded, 2980);
}

TEST_F(SweepGarbage, RangesOfExtremeNumbersLoadOrAreRefused) {
    for (const std::string from : {"1e308", "-1e308", "5e-324", "0", "1e-300", "-0.0", "9223372036854775807"}) {
        for (const std::string to : {"1e308", "-1e308", "1", "1e300", "-9223372036854775808"}) {
            for (const std::string rest :
                 {"step = 5e-324", "step = 1e308", "count = 2", "count = 5, scale = \"log\""}) {
                for (const std::string key : {"network.radius_m", "network.workers", "run.seed"}) {
                    const auto found = study_faults("network.medium = \"ideal\"\n[sweep]\n\"" + key +
                                                    "\" = { from = " + from + ", to = " + to + ", " + rest + " }");
                    EXPECT_TRUE(found.empty() || found.front().starts_with("s.toml")) << found.front();
                }
            }
        }
    }
}

}  // namespace
}  // namespace ogsim
