#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "src/app/commands.h"
#include "src/app/gnuplot.h"
#include "src/app/plot_scripts.h"
#include "src/app/report_sources.h"

namespace ogsim {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

constexpr double kNarrowest = 4.0, kWidest = 100.0;  // cm

std::string joined(const Words& words) {
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : ", ") + word;
    }
    return text;
}

/// What was asked for, all where nothing was. @throws std::invalid_argument for a word that is not allowed.
Words chosen(const char* option, const Words& asked, const Words& allowed) {
    for (const std::string& word : asked) {
        if (std::find(allowed.begin(), allowed.end(), word) == allowed.end()) {
            throw std::invalid_argument(fmt::format("{} {}: must be one of {}", option, word, joined(allowed)));
        }
    }
    return asked.empty() ? allowed : asked;
}

void check_width(double width_cm) {
    if (!(width_cm >= kNarrowest && width_cm <= kWidest)) {
        throw std::invalid_argument(fmt::format("--width-cm {}: must be from {} to {}", width_cm, kNarrowest, kWidest));
    }
}

/// What the scripts read, and the scripts themselves, for whoever wants to change a figure.
void write_data(const Report& report, const fs::path& folder) {
    for (const Figure& figure : report.figures) {
        write_whole(folder / "data" / (figure.id + ".csv"), csv_text(figure));
    }
    write_whole(folder / "data" / "study.gnuplot", names_for_gnuplot(report));
    for (const PlotScript& script : plot_scripts()) {
        write_whole(folder / "scripts" / script.name, std::string(script.text));
    }
}

}  // namespace

int plot_command(const ReportCommandRequest& request) {
    const Words figures = chosen("--figure", request.figures, drawable_figures());
    const Words formats = chosen("--format", request.formats, {"svg", "pdf", "png"});
    check_width(request.width_cm);
    const Report report = report_of(request);
    const fs::path folder = request.out.empty() ? beside_source(request, "-plots") : fs::path(request.out);
    write_data(report, folder);
    int drawn = 0, failed = 0;
    for (const std::string& figure : figures) {
        const std::vector<Picture> pictures = pictures_of(report, figure);
        if (pictures.empty() && !request.figures.empty()) {
            fmt::print(stderr, "ogsim: {}: this study has nothing to show there\n", figure);
        }
        for (const Picture& picture : pictures) {
            for (const std::string& format : formats) {
                const std::string complaint = draw(folder / "scripts", picture, format, request.width_cm);
                if (!complaint.empty()) {
                    fmt::print(stderr, "ogsim: {}.{} was not drawn: {}\n", picture.name, format, complaint);
                }
                ++(complaint.empty() ? drawn : failed);
            }
        }
    }
    fmt::print("{} picture{} in {}, the data in {}\n", drawn, drawn == 1 ? "" : "s", folder.string(),
               (folder / "data").string());
    return failed > 0 ? kCouldNotFinish : kResult;
}

}  // namespace ogsim
