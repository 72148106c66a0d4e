#include "src/report/page.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "src/report/page_parts.h"
#include "tests/src/report/sample_report.h"

namespace ogsim {
namespace {

std::string between(const std::string& text, const std::string& begin, const std::string& end) {
    const std::size_t from = text.find(begin) + begin.size();
    return text.substr(from, text.find(end, from) - from);
}

int count(const std::string& text, const std::string& word) {
    int found = 0;
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        ++found;
    }
    return found;
}

TEST(Page, HoldsTheReportAsJson) {
    const std::string json =
        between(html_page(sample_report()), R"(<script type="application/json" id="report">)", "</script>");
    EXPECT_EQ(nlohmann::json::parse(json), nlohmann::json::parse(json_text(sample_report())));
}

// Three elements of the frame: the data, the library, the page's own. The sample's names hold another </script>.
TEST(Page, IsNotLeftByMarkupInNames) {
    const std::string page = html_page(sample_report());
    EXPECT_EQ(count(page, "</script"), 3);
    EXPECT_EQ(count(page, "<b onclick"), 0);
    EXPECT_EQ(count(page, "&lt;b onclick"), 2);  // Its title and its heading.
}

TEST(Page, DoesNotFillInWhatTheDataCallForInItsWords) {
    Report report;
    report.title = "{{script}}";
    report.answer.sentence = "{{nothing}} {{";
    const std::string page = html_page(report);
    EXPECT_EQ(between(page, "<h1>", "</h1>"), "{{script}}");
    EXPECT_THAT(page, testing::HasSubstr("{{nothing}} {{"));
}

// 'sha256-' and 44 base-64 digits each: the library, the script, the style.
TEST(Page, AllowsItsOwnScriptsAndStyleAlone) {
    const std::string policy = between(html_page(sample_report()), R"(Content-Security-Policy" content=")", "\"");
    const std::string source = "'sha256-[A-Za-z0-9+/]{43}='";
    EXPECT_THAT(policy,
                testing::MatchesRegex("default-src 'none'; script-src " + source + " " + source + "; style-src " +
                                      source + "; img-src data:; base-uri 'none'; form-action 'none'"));
}

TEST(Page, IsMadeOfPartsThatCanBeInlined) {
    for (const auto& part : {kPageStyle, kPageLibrary, kPageScript}) {
        EXPECT_EQ(part.sha256.size(), 64U);
        EXPECT_GT(part.text.size(), 1000U);
        EXPECT_EQ(part.text.find("</s"), std::string_view::npos);
    }
    EXPECT_THAT(std::string(kPageLibrary.text.substr(0, 100)), testing::HasSubstr("Chart.js v3"));
}

TEST(Page, IsTheSameForTheSameReport) {
    EXPECT_EQ(html_page(sample_report()), html_page(sample_report()));
}

}  // namespace
}  // namespace ogsim
