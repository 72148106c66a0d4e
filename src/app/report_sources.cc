#include "src/app/report_sources.h"

#include <fmt/format.h>
#include <unistd.h>

#include <fstream>

#include "src/record/run_folder.h"
#include "src/report/analysis/build_report.h"
#include "src/report/read_results.h"

namespace ogsim {

namespace fs = std::filesystem;

Report report_of(const ReportCommandRequest& request) {
    ReportRequest wanted{.target = {}, .baseline = request.baseline};
    if (!request.target.empty()) {
        wanted.target = parse_target(request.target);
    }
    return build_report(read_results(request.sources), wanted);
}

fs::path beside_source(const ReportCommandRequest& request, const char* ending) {
    fs::path source = fs::path(request.sources.front()).lexically_normal();
    if (!source.has_filename()) {  // "runs/a/"
        source = source.parent_path();
    }
    const bool is_study_file = source.extension() == ".sqlite";
    return source.parent_path() / ((is_study_file ? source.stem() : source.filename()).string() + ending);
}

void write_whole(const fs::path& path, const std::string& text) {
    std::error_code error;
    if (path.has_parent_path()) {
        fs::create_directories(path.parent_path(), error);
    }
    fs::path partial = path;
    partial += fmt::format(".partial-{}", getpid());
    std::ofstream file(partial, std::ios::binary);
    file << text;
    file.close();
    if (file) {
        fs::rename(partial, path, error);
    }
    if (!file || error) {
        std::error_code ignored;
        fs::remove(partial, ignored);
        throw CannotWrite(fmt::format("{}: cannot be written", path.string()));
    }
}

}  // namespace ogsim
