#include "src/report/text/round_picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <utility>
#include <vector>

#include "src/report/text/round_rows.h"
#include "src/report/text/text_table.h"

namespace ogsim {
namespace {

constexpr std::size_t kMostRows = 40;      // of workers, unless all are asked for
constexpr std::size_t kLeastColumns = 20;  // of time

constexpr std::array<const char*, kFates> kFateWords = {"delivered", "lost", "late", "withdrawn"};

/// What became of a worker's update, in words beside its row.
std::string outcome(const NodeScene& node) {
    if (!node.offered) {
        return node.got_model ? "said nothing" : "without the model";
    }
    return fmt::format("norm {}, {}", readable(node.offered->norm),
                       node.ended ? kFateWords[static_cast<std::size_t>(node.ended->fate)] : "not decided");
}

bool took_part(const RoundScene& scene, int worker) {
    const NodeScene& node = scene.node(worker);
    return node.offered || std::any_of(node.frames.begin(), node.frames.end(), [&](const FrameSent& frame) {
               return frame.is_request && frame.start < scene.end();
           });
}

/// Who sent something, in the order of the offers; then, if they are asked for, the rest by index.
std::vector<int> shown_workers(const RoundScene& scene, bool all) {
    std::vector<int> shown;
    for (int worker = 0; worker < scene.workers(); ++worker) {
        if (all || took_part(scene, worker)) {
            shown.push_back(worker);
        }
    }
    const auto place = [&scene](int worker) {
        const auto& offered = scene.node(worker).offered;
        return std::tuple(!offered, offered ? offered->at : SimTime{0}, worker);
    };
    std::sort(shown.begin(), shown.end(), [&](int a, int b) { return place(a) < place(b); });
    if (!all && shown.size() > kMostRows) {
        shown.resize(kMostRows);
    }
    return shown;
}

/// Where the time of the workers without a row of their own went.
std::string others(const RoundScene& scene, const Axis& axis, std::vector<int> shown) {
    std::sort(shown.begin(), shown.end());
    std::array<SimTime, kRadioStates> sums{};
    SimTime whole{0};
    int count = 0;
    int senders = 0;
    int without_model = 0;
    for (int worker = 0; worker < scene.workers(); ++worker) {
        if (std::binary_search(shown.begin(), shown.end(), worker)) {
            continue;
        }
        ++count;
        senders += took_part(scene, worker) ? 1 : 0;
        without_model += scene.node(worker).got_model ? 0 : 1;
        for (const RadioInterval& interval : scene.node(worker).radio) {
            const SimTime time = overlap({interval.start, interval.end}, {axis.begin, axis.end});
            sums[static_cast<std::size_t>(interval.state)] += time;
            whole += time;
        }
    }
    if (count == 0) {
        return "";
    }
    std::string text = senders > 0 ? fmt::format("{} more workers, {} of which sent something", count, senders)
                                   : fmt::format("{} more workers sent nothing", count);
    text += without_model > 0 ? fmt::format(", {} did not get the model", without_model) : "";
    const char* separator = "; their radios: ";
    for (std::size_t state = 0; state < sums.size(); ++state) {
        if (sums[state] > SimTime{0}) {
            text += fmt::format("{}{} {:.1f} %", std::exchange(separator, ", "), name(static_cast<RadioState>(state)),
                                100.0 * (seconds(sums[state]) / seconds(whole)));
        }
    }
    return text + " (--all gives each a row)\n";
}

struct Unit {
    const char* name;
    double per_second;
};

Unit unit_for(Seconds span) {
    return span.si >= 2.0 ? Unit{"s", 1.0} : span.si >= 2e-3 ? Unit{"ms", 1e3} : Unit{"us", 1e6};
}

/// The least of 1, 2 or 5 times a power of ten that is not less.
double round_step(double least) {
    const double power = std::pow(10.0, std::floor(std::log10(least)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= least * (1.0 - 1e-9)) {
            return factor * power;
        }
    }
    return 10.0 * power;
}

/// Times since the beginning above the rows, and where the round was closed.
std::string ruler(const RoundScene& scene, const Axis& axis, std::size_t margin) {
    constexpr double kColumnsBetweenTicks = 12.0;
    const Unit unit = unit_for(seconds(axis.end - axis.begin));
    const double whole = seconds(axis.end - axis.begin).si * unit.per_second;
    const double step = round_step(whole * kColumnsBetweenTicks / static_cast<double>(axis.columns));
    std::string times;
    std::string ticks(axis.columns, '-');
    for (int tick = 0; tick * step < whole; ++tick) {
        const std::size_t column = axis.column_of(axis.begin + sim_time(Seconds{tick * step / unit.per_second}));
        const std::string label = tick == 0 ? fmt::format("0 {}", unit.name) : fmt::format("{:.6g}", tick * step);
        if (column + label.size() <= axis.columns) {
            times += std::string(column - times.size(), ' ') + label;
        }
        ticks[column] = '|';
    }
    if (*scene.closed() < axis.end) {
        ticks[axis.column_of(*scene.closed())] = ']';
    }
    return fmt::format("{:{}}{}\n{:{}}{}\n", "", margin, times, "", margin, ticks);
}

}  // namespace

std::string round_picture(const RoundScene& scene, const PictureOptions& options) {
    const std::vector<int> shown = shown_workers(scene, options.all);
    std::vector<std::pair<std::string, int>> rows{{"server", kServer}};
    std::vector<std::string> words{""};
    for (const int worker : shown) {
        rows.emplace_back(fmt::format("worker {}", worker), worker);
        words.push_back(outcome(scene.node(worker)));
    }
    std::size_t margin = 0;
    std::size_t aside = 0;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        margin = std::max(margin, rows[row].first.size() + 1);
        aside = std::max(aside, words[row].size() + 1);
    }
    const std::size_t taken = margin + aside;
    const Axis axis{scene.begin(), std::max(scene.end(), scene.begin() + SimTime{1}),
                    std::max(kLeastColumns, options.width > taken ? options.width - taken : 0)};
    std::string text = ruler(scene, axis, margin);
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const std::string letters = letter_row(scene.node(rows[row].second), axis);
        const std::string line = fmt::format("{:<{}}{} {}", rows[row].first, margin,
                                             options.in_colour ? coloured(letters) : letters, words[row]);
        text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
    }
    return text + others(scene, axis, shown) + legend(*scene.closed() < axis.end);
}

}  // namespace ogsim
