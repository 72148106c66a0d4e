#include "src/app/gnuplot.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>

#include "src/report/analysis/study_groups.h"

namespace ogsim {
namespace {

constexpr int kNotFound = 127;                  // as a shell says it
constexpr std::size_t kMostOfComplaint = 4000;  // letters

/// In single quotes, in which gnuplot reads nothing but a doubled quote.
std::string quoted(const std::string& text) {
    std::string word = "'";
    for (const char letter : text) {
        word += letter == '\'' ? "''" : std::string(1, letter == '\n' ? ' ' : letter);
    }
    return word + "'";
}

std::string array_of(const std::string& name, const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : ", ") + quoted(word);
    }
    return fmt::format("{0}_n = {1}\narray {0}[{1}] = [{2}]\n", name, words.size(), text);
}

const Figure* figure_of(const Report& report, const std::string& id) {
    const auto found = std::find_if(report.figures.begin(), report.figures.end(),
                                    [&id](const Figure& figure) { return figure.id == id; });
    return found == report.figures.end() ? nullptr : &*found;
}

std::string word_of(const Cell& cell) {
    const auto* word = std::get_if<std::string>(&cell);
    return word != nullptr ? *word : "";
}

/// Different cells of a column where another one holds `word`, in order.
std::vector<Cell> cells_where(const Figure& figure, std::size_t column, std::size_t other, const std::string& word) {
    std::vector<Cell> cells;
    for (const auto& row : figure.rows) {
        const bool is_new = std::find(cells.begin(), cells.end(), row[column]) == cells.end();
        if (is_new && word_of(row[other]) == word) {
            cells.push_back(row[column]);
        }
    }
    return cells;
}

std::vector<Picture> effect_pictures(const Figure& figure) {
    std::vector<std::string> keys;
    for (const auto& row : figure.rows) {
        const std::string key = word_of(row[0]);
        if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
            keys.push_back(key);
        }
    }
    std::vector<Picture> pictures;
    for (const std::string& key : keys) {
        const std::vector<Cell> values = cells_where(figure, 1, 0, key);
        std::vector<std::string> words;
        for (const Cell& value : values) {
            words.push_back(std::holds_alternative<double>(value) ? fmt::format("{}", std::get<double>(value))
                                                                  : word_of(value));
        }
        const bool is_number = std::all_of(values.begin(), values.end(),
                                           [](const Cell& cell) { return std::holds_alternative<double>(cell); });
        std::string settings = array_of("values", words);
        std::replace(settings.begin(), settings.end(), '\n', ';');
        settings += fmt::format("key_name={};key_label={};is_number={}", quoted(key), quoted(key_label(key)),
                                is_number ? 1 : 0);
        pictures.push_back({"effect-" + key.substr(key.rfind('.') + 1), "effect.gnuplot", settings});
    }
    return pictures;
}

/// The process that draws: never returns.
[[noreturn]] void become_gnuplot(const std::filesystem::path& folder, const std::string& settings,
                                 const std::string& script, int complaints) {
    const int nothing = open("/dev/null", O_RDWR);
    dup2(nothing, STDIN_FILENO);
    dup2(nothing, STDOUT_FILENO);
    dup2(complaints, STDERR_FILENO);
    if (chdir(folder.c_str()) == 0) {
        execlp("gnuplot", "gnuplot", "-e", settings.c_str(), script.c_str(), nullptr);
    }
    _exit(kNotFound);
}

std::string all_from(int pipe) {
    std::string text;
    std::array<char, 512> piece{};
    for (ssize_t got = 0; (got = read(pipe, piece.data(), piece.size())) != 0;) {
        if (got < 0 && errno != EINTR) {
            break;
        }
        if (got > 0 && text.size() < kMostOfComplaint) {
            text.append(piece.data(), static_cast<std::size_t>(got));
        }
    }
    return text;
}

}  // namespace

const std::vector<std::string>& drawable_figures() {
    static const std::vector<std::string> kNames{"curves", "cost",    "effect",   "energy",
                                                 "pareto", "workers", "lifetime", "fates"};
    return kNames;
}

std::vector<Picture> pictures_of(const Report& report, const std::string& figure) {
    const Figure* found = figure_of(report, figure);
    if (found == nullptr) {
        return {};
    }
    if (figure == "effect") {
        return effect_pictures(*found);
    }
    const bool is_one = figure == "pareto" || report.settings.size() == 1;
    std::vector<Picture> pictures;
    for (std::size_t setting = 1; setting <= (is_one ? 1 : report.settings.size()); ++setting) {
        pictures.push_back({is_one ? figure : fmt::format("{}-{}", figure, setting), figure + ".gnuplot",
                            fmt::format("setting={}", setting)});
    }
    return pictures;
}

std::string names_for_gnuplot(const Report& report) {
    std::string text = array_of("series", report.series) + array_of("settings", report.settings);
    if (const Figure* curves = figure_of(report, "curves")) {
        const AxisChoice& y = curves->y_choices.front();
        text += fmt::format("curve_y = {}\ncurve_label = {}\ncurve_is_log = {}\n", quoted(y.id), quoted(y.label),
                            y.is_logarithmic ? 1 : 0);
    }
    if (const Figure* pareto = figure_of(report, "pareto")) {
        const std::string& quantity = pareto->columns[2].name;
        text += fmt::format("pareto_y = {}\npareto_label = {}\n", quoted(quantity),
                            quoted((quantity == "accuracy" ? "Accuracy" : "Loss") + std::string(" at the end")));
    }
    return text +
           fmt::format("cost_words = {}\n", quoted(report.target ? "to " + report.target->text : "of whole runs"));
}

std::string draw(const std::filesystem::path& folder, const Picture& picture, const std::string& format,
                 double width_cm) {
    const std::string settings =
        fmt::format("format='{}';out={};width_cm={};setting=1;{}", format,
                    quoted(fmt::format("../{}.{}", picture.name, format)), width_cm, picture.settings);
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) {
        throw std::runtime_error("gnuplot cannot be started: no pipe");
    }
    const pid_t child = fork();
    if (child == 0) {
        become_gnuplot(folder, settings, picture.script, ends[1]);
    }
    close(ends[1]);
    const std::string complaint = all_from(ends[0]);
    close(ends[0]);
    int status = 0;
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (child < 0 || (WIFEXITED(status) && WEXITSTATUS(status) == kNotFound)) {
        throw std::runtime_error("gnuplot was not found; it comes with Debian's package gnuplot-nox");
    }
    const bool has_drawn = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    return has_drawn ? "" : (complaint.empty() ? "gnuplot did not say why" : complaint);
}

}  // namespace ogsim
