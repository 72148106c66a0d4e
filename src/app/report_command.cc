#include <fmt/format.h>

#include "src/app/commands.h"
#include "src/app/report_sources.h"
#include "src/report/page.h"
#include "src/report/text/text_table.h"

namespace ogsim {
namespace {

std::string answer_text(const Answer& answer) {
    std::vector<std::vector<std::string>> table{answer.head};
    table.insert(table.end(), answer.rows.begin(), answer.rows.end());
    std::string text = answer.sentence + "\n\n" + text_table(table) + "\n" + answer.reading + "\n";
    for (const std::string& note : answer.notes) {
        text += note + "\n";
    }
    return text;
}

}  // namespace

int report_command(const ReportCommandRequest& request) {
    const Report report = report_of(request);
    const std::filesystem::path out =
        request.out.empty() ? beside_source(request, ".html") : std::filesystem::path(request.out);
    write_whole(out, html_page(report));
    fmt::print("{}\n{}\n", answer_text(report.answer), out.string());
    return kResult;
}

}  // namespace ogsim
