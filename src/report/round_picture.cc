#include "src/report/round_picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <utility>
#include <vector>

#include "src/report/text_table.h"

namespace ogsim {
namespace {

constexpr std::size_t kMostRows = 40;      // of workers, unless all are asked for
constexpr std::size_t kLeastColumns = 20;  // of time

/// One letter of the picture.
struct Letter {
    char letter;
    const char* meaning;
    const char* colour;  // ANSI, as in ESC[...m
};
constexpr Letter kLetters[] = {
    {'T', "sends", "30;42"},    {'t', "sends again", "30;43"}, {'r', "receives", "36"},
    {'b', "hears noise", "33"}, {'.', "listens", "2"},         {'z', "sleeps", "34"},
    {'w', "wakes up", "33"},    {'x', "is off", "31"},         {'c', "computes, radio silent", "35"},
    {'o', "offered", "1"},      {'+', "delivered", "1;32"},    {'!', "lost", "1;31"},
    {'L', "late", "1;33"},      {'W', "withdrawn", "1;33"},
};
constexpr std::array<char, kRadioStates> kStateLetters = {'T', 'r', 'b', '.', 'z', 'w', 'x'};
constexpr std::array<char, kFates> kFateLetters = {'+', '!', 'L', 'W'};
constexpr std::array<const char*, kFates> kFateWords = {"delivered", "lost", "late", "withdrawn"};

/// The columns of the picture as spans of time, all equally long.
struct Axis {
    SimTime begin, end;
    std::size_t columns;

    [[nodiscard]] SimTime start_of(std::size_t column) const {
        const double share = static_cast<double>(column) / static_cast<double>(columns);
        return begin + sim_time(share * seconds(end - begin));
    }
    [[nodiscard]] std::size_t column_of(SimTime at) const {
        const double share = static_cast<double>((at - begin).count()) / static_cast<double>((end - begin).count());
        return std::min(static_cast<std::size_t>(std::max(share, 0.0) * static_cast<double>(columns)), columns - 1);
    }
};

SimTime overlap(TimeSpan a, TimeSpan b) {
    return std::max(SimTime{0}, std::min(a.end, b.end) - std::max(a.start, b.start));
}

/// Calls `each(column, span within it)` for every column that the span touches.
template <class Each>
void over_columns(const Axis& axis, TimeSpan span, Each each) {
    span = {std::max(span.start, axis.begin), std::min(span.end, axis.end)};
    if (span.end <= span.start) {
        return;
    }
    for (std::size_t column = axis.column_of(span.start); column < axis.columns; ++column) {
        const TimeSpan cell{axis.start_of(column), axis.start_of(column + 1)};
        if (cell.start >= span.end) {
            return;
        }
        each(column, overlap(cell, span));
    }
}

using States = std::array<SimTime, kRadioStates>;

char letter_of(const States& times, SimTime computing) {
    if (times[static_cast<std::size_t>(RadioState::kTx)] > SimTime{0}) {
        return 'T';
    }
    const auto most = static_cast<std::size_t>(std::max_element(times.begin(), times.end()) - times.begin());
    const char letter = times[most] > SimTime{0} ? kStateLetters[most] : ' ';
    const bool is_silent = letter == '.' || letter == 'z' || letter == 'w';
    return is_silent && 2 * computing >= times[most] ? 'c' : letter;
}

/// Retries are told apart where nothing but retries is in the column.
void mark_retries(const NodeScene& node, const Axis& axis, std::string& row) {
    std::vector<bool> has_first(axis.columns, false);
    std::vector<bool> has_retry(axis.columns, false);
    for (const FrameSent& frame : node.frames) {
        over_columns(axis, {frame.start, frame.end},
                     [&](std::size_t column, SimTime) { (frame.is_retry ? has_retry : has_first)[column] = true; });
    }
    for (std::size_t column = 0; column < axis.columns; ++column) {
        if (row[column] == 'T' && has_retry[column] && !has_first[column]) {
            row[column] = 't';
        }
    }
}

std::string row_of(const NodeScene& node, const Axis& axis) {
    std::vector<States> times(axis.columns, States{});
    std::vector<SimTime> computing(axis.columns, SimTime{0});
    for (const RadioInterval& interval : node.radio) {
        over_columns(axis, {interval.start, interval.end}, [&](std::size_t column, SimTime part) {
            times[column][static_cast<std::size_t>(interval.state)] += part;
        });
    }
    for (const TimeSpan& span : node.computing) {
        over_columns(axis, span, [&](std::size_t column, SimTime part) { computing[column] += part; });
    }
    std::string row;
    for (std::size_t column = 0; column < axis.columns; ++column) {
        row += letter_of(times[column], computing[column]);
    }
    mark_retries(node, axis, row);
    if (node.offered && node.offered->at <= axis.end) {
        row[axis.column_of(node.offered->at)] = 'o';
    }
    if (node.ended) {
        row[axis.column_of(node.ended->at)] = kFateLetters[static_cast<std::size_t>(node.ended->fate)];
    }
    return row;
}

std::string coloured(const std::string& row, bool in_colour) {
    if (!in_colour) {
        return row;
    }
    std::string text;
    for (std::size_t at = 0; at < row.size();) {
        const std::size_t next = std::min(row.find_first_not_of(row[at], at), row.size());
        const auto* const known = std::find_if(std::begin(kLetters), std::end(kLetters),
                                               [&](const Letter& each) { return each.letter == row[at]; });
        const std::string same = row.substr(at, next - at);
        text += known == std::end(kLetters) ? same : fmt::format("\033[{}m{}\033[0m", known->colour, same);
        at = next;
    }
    return text;
}

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
    States sums{};
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

std::string legend(bool has_close) {
    std::string text;
    std::string line;
    const auto add = [&](const std::string& item) {
        if (line.size() + item.size() > 76) {
            text += line + "\n";
            line.clear();
        }
        line += (line.empty() ? "  " : ", ") + item;
    };
    for (const Letter& each : kLetters) {
        add(fmt::format("{} {}", each.letter, each.meaning));
    }
    if (has_close) {
        add("] the round is closed");
    }
    return text + line + "\n";
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
        const std::string letters = row_of(scene.node(rows[row].second), axis);
        const std::string line =
            fmt::format("{:<{}}{} {}", rows[row].first, margin, coloured(letters, options.in_colour), words[row]);
        text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
    }
    return text + others(scene, axis, shown) + legend(*scene.closed() < axis.end);
}

}  // namespace ogsim
