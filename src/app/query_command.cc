#include <fmt/format.h>

#include "src/app/commands.h"
#include "src/record/study/rows.h"
#include "src/record/study/store.h"
#include "src/report/text/text_table.h"

namespace ogsim {

int query_command(const std::string& study, const std::string& sql, bool as_csv) {
    const std::vector<std::vector<std::string>> rows = query_study(study, sql);
    if (!as_csv) {
        fmt::print("{}", text_table(rows));
        return kResult;
    }
    for (const std::vector<std::string>& row : rows) {
        std::string line;
        for (const std::string& cell : row) {
            line += (&cell == &row.front() ? "" : ",") + csv_cell(std::string_view(cell));
        }
        fmt::print("{}\n", line);
    }
    return kResult;
}

}  // namespace ogsim
