#include "src/sweep/ranges.h"

#include <gmock/gmock.h>

#include "src/scenario/value_text.h"
#include "tests/src/sweep/study_fixture.h"

namespace ogsim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

using Ranges = StudyScratch;

std::vector<std::string> texts(const std::vector<double>& numbers) {
    std::vector<std::string> result;
    for (const double number : numbers) {
        result.push_back(number_text(number));
    }
    return result;
}

// 0.1 + 2 * 0.1 is 0.30000000000000004 in binary; the number nearest to 3/10 prints as 0.3.
TEST(LinearValues, AreWhatTheDecimalsSay) {
    EXPECT_THAT(texts(linear_values(0.1, 0.5, 5)), ElementsAre("0.1", "0.2", "0.3", "0.4", "0.5"));
    EXPECT_THAT(texts(linear_values(0.5, -0.1, 4)), ElementsAre("0.5", "0.3", "0.1", "-0.1"));
    EXPECT_THAT(texts(linear_values(1e-8, 3e-8, 3)), ElementsAre("1e-08", "2e-08", "3e-08"));
    EXPECT_THAT(texts(linear_values(0.0, 1.0, 4)), ElementsAre("0", "0.3333333333333333", "0.6666666666666666", "1"));
    EXPECT_THAT(texts(linear_values(1e300, 3e300, 3)), ElementsAre("1e+300", "2e+300", "3e+300"));
}

// Every tenth from 0 to 1000: i / 10 is the double nearest to it, since both are whole.
TEST(LinearValues, AreTheNearestNumbersThroughout) {
    const std::vector<double> values = linear_values(0.0, 1000.0, 10001);
    for (int i = 0; i <= 10000; ++i) {
        EXPECT_EQ(values[static_cast<std::size_t>(i)], i / 10.0);
    }
}

TEST(LogValues, AreReadable) {
    EXPECT_THAT(texts(log_values(1.0, 100.0, 3)), ElementsAre("1", "10", "100"));
    EXPECT_THAT(texts(log_values(1.0, 100.0, 5)), ElementsAre("1", "3.162", "10", "31.62", "100"));
    EXPECT_THAT(texts(log_values(1e-3, 10.0, 5)), ElementsAre("0.001", "0.01", "0.1", "1", "10"));
    EXPECT_THAT(texts(log_values(100.0, 1.0, 3)), ElementsAre("100", "10", "1"));
}

// 1.0001^(1/2) = 1.00005 - 1.25e-9: four digits would make it 1, eight tell it apart.
TEST(LogValues, HaveMoreDigitsWhereTheyLieClose) {
    EXPECT_THAT(texts(log_values(1.0, 1.0001, 3)), ElementsAre("1", "1.00005", "1.0001"));
}

TEST_F(Ranges, KeepWholeNumbersWhole) {
    const std::string sweep = "network.medium = \"ideal\"\n[sweep]\n";
    EXPECT_THAT(values(study(sweep + "\"network.workers\" = { from = 10, to = 30, step = 10 }")),
                ElementsAre("10", "20", "30"));
    EXPECT_THAT(values(study(sweep + "\"network.workers\" = { from = 5, to = 500, count = 5, scale = \"log\" }")),
                ElementsAre("5", "16", "50", "158", "500"));  // 5 * 100^(1/4) = 15.81
    EXPECT_THAT(values(study(sweep + "\"network.radius_m\" = { from = 1.0, to = 100.0, count = 3, scale = \"log\" }")),
                ElementsAre("1.0", "10.0", "100.0"));
    EXPECT_THAT(values(study(sweep + "\"network.radius_m\" = { from = 3, to = 2, step = -0.5 }")),
                ElementsAre("3.0", "2.5", "2.0"));
    EXPECT_THAT(values(study(sweep + "\"method.step_size\" = { from = 0.1, to = 0.3, count = 3, scale = \"linear\" }")),
                ElementsAre("0.1", "0.2", "0.3"));
}

TEST_F(Ranges, TellWhatIsWrong) {
    const auto fault = [this](const std::string& range, const std::string& key = "network.workers") {
        const auto found = study_faults("[sweep]\n\"" + key + "\" = " + range);
        return found.empty() ? "" : found.front();
    };
    EXPECT_EQ(fault("{ from = 10, to = 1, step = 3 }"),
              "s.toml:2: sweep.network.workers: step = 3 does not lead from 10 to 1: must be < 0");
    EXPECT_THAT(fault("{ from = 1, to = 10, step = 0 }"),
                HasSubstr("step = 0 does not lead from 1 to 10: must be > 0"));
    EXPECT_THAT(fault("{ from = 1, to = 10, step = 4 }"),
                HasSubstr("steps of 4 from 1 miss 10: the last one before it ends at 9"));
    EXPECT_THAT(fault("{ from = 1, to = 10, count = 1 }"),
                HasSubstr("count = 1: must be a whole number from 2 to 1000000"));
    EXPECT_THAT(fault("{ from = 1, to = 10, count = 2.5 }"), HasSubstr("count = 2.5: must be a whole number"));
    EXPECT_THAT(fault("{ from = 0, to = 10, count = 3, scale = \"log\" }"), HasSubstr("must be > 0 on a log scale"));
    EXPECT_THAT(fault("{ from = 1, to = 10, step = 3, scale = \"log\" }"), HasSubstr("takes count = N, not a step"));
    EXPECT_THAT(fault("{ from = 1, to = 10, count = 3, scale = \"lg\" }"),
                HasSubstr("scale = \"lg\": must be one of linear, log"));
    EXPECT_THAT(fault("{ from = 1, to = 10 }"), HasSubstr("needs either step or count"));
    EXPECT_THAT(fault("{ from = 1, to = 10, step = 3, count = 4 }"), HasSubstr("needs either step or count"));
    EXPECT_THAT(fault("{ to = 10, step = 3 }"), HasSubstr("needs from and to"));
    EXPECT_THAT(fault("{ from = 2, to = 2, count = 3 }"), HasSubstr("from and to are both 2"));
    EXPECT_THAT(fault("{ from = \"a\", to = 2, count = 3 }"),
                HasSubstr("sweep.network.workers.from = \"a\": must be a number"));
    EXPECT_THAT(fault("{ from = nan, to = 2, count = 3 }"), HasSubstr("must be a number"));
    EXPECT_THAT(fault("{ form = 1, to = 2, count = 3 }"), HasSubstr("did you mean from?"));
    EXPECT_THAT(fault("{ from = 1, to = 2e9, step = 1 }"), HasSubstr("more than 1000000 values"));
    EXPECT_THAT(fault("{ from = 10, to = 11, count = 3 }"),
                HasSubstr("network.workers = 10.5: must be a whole number"));
    EXPECT_THAT(fault("{ from = 1, to = 2, count = 5, scale = \"log\" }"),
                HasSubstr("network.workers = 1: stands there twice"));
    EXPECT_THAT(fault("{ from = 1, to = 2, count = 2 }", "method.name"),
                HasSubstr("= a range: must be a list, since the key takes text"));
    EXPECT_THAT(fault("{ from = -1, to = 1, count = 3 }", "network.radius_m"),
                HasSubstr("network.radius_m = -1: must be > 0"));
}

}  // namespace
}  // namespace ogsim
