#include <gmock/gmock.h>

#include "tests/src/record/study_sample.h"

namespace ogsim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using Rows = std::vector<std::vector<std::string>>;

// total_j of sample_record(s) is its tx_j + 3.25; all eight runs are put with the same record.
TEST_F(StudyTest, AnswersByVariedKeyAndSummary) {
    {
        StudyStore store(at("s.sqlite"));
        store.plan(sample_facts(), sample_plan());
        for (std::size_t position = 0; position < 8; ++position) {
            store.put(position, sample_record(5), kEffort);
        }
        EXPECT_EQ(query_study(at("s.sqlite"),
                              "SELECT \"method.name\", count(*), avg(total_j) = tx_j + 3.25 FROM result GROUP BY 1"),
                  (Rows{{"method.name", "count(*)", "avg(total_j) = tx_j + 3.25"},
                        {"gd", "4", "1"},
                        {"ordered-timer", "4", "1"}}));  // while it is being written
    }
    EXPECT_EQ(query_study(at("s.sqlite"),
                          "SELECT sum(\"network.workers\") AS n, max(replica) r, min(seed) s FROM result "
                          "WHERE \"network.workers\" > 9 AND state = 'done'"),
              (Rows{{"n", "r", "s"}, {"40", "2", "7"}}));  // numbers, not texts: 4 runs of 10
    EXPECT_EQ(query_study(at("s.sqlite"), "SELECT min(run), max(run) FROM result"),
              (Rows{{"min(run)", "max(run)"}, {"1", "8"}}));
}

TEST_F(StudyTest, ShowsTheKeysOfTheLastPlan) {
    write_study("s.sqlite", {0});
    {
        StudyFacts facts = sample_facts();
        facts.varied_keys = {"network.ra\"dius'_m"};
        std::vector<PlannedRow> runs = sample_plan();
        runs.front().varied = {{"network.ra\"dius'_m", "1e-3"}};
        StudyStore(at("s.sqlite")).plan(facts, runs);
    }
    EXPECT_EQ(query_study(at("s.sqlite"), "SELECT 2 * \"network.ra\"\"dius'_m\" AS twice FROM result LIMIT 1"),
              (Rows{{"twice"}, {"0.002"}}));
}

TEST_F(StudyTest, SaysInTheWordsOfSqliteWhatIsWrongWithAQuery) {
    write_study("s.sqlite", {0});
    const auto said = [this](const char* sql) {
        return refusal([&] { static_cast<void>(query_study(at("s.sqlite"), sql)); });
    };
    EXPECT_EQ(said("SELECT joules FROM result"), "query: no such column: joules");
    EXPECT_EQ(said("SELECT method.name FROM result"),
              "query: no such column: method.name; a key stands in double quotes, \"method.name\"");
    EXPECT_THAT(said("SELEC 1"), HasSubstr("syntax error"));
    EXPECT_EQ(said("SELECT 1; DROP TABLE run"),
              "query: one statement at a time, and after it stands \" DROP TABLE run\"");
    EXPECT_THAT(said("SELECT 1; ; DROP TABLE run"), HasSubstr("one statement at a time"));
    EXPECT_EQ(said("SELECT 1 /* one */; ; -- no more"), "");
    EXPECT_EQ(said(" -- nothing"), "query: there is no statement");
    for (const char* const sql : {"DELETE FROM run", "DROP TABLE run", "PRAGMA user_version = 9",
                                  "INSERT INTO study VALUES('a', 'b')", "CREATE TEMP TABLE t AS SELECT 1"}) {
        EXPECT_THAT(said(sql), HasSubstr("attempt to write a readonly database")) << sql;
    }
    const std::string copy = "VACUUM INTO '" + at("copy.sqlite").string() + "'";
    EXPECT_NE(said(copy.c_str()), "");
    const std::string attach = "ATTACH '" + at("other.sqlite").string() + "' AS other";
    EXPECT_NE(said(attach.c_str()), "");
    EXPECT_THAT(names(), ElementsAre("s.sqlite"));
}

}  // namespace
}  // namespace ogsim
