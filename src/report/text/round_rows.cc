#include "src/report/text/round_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace ogsim {
namespace {

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

}  // namespace

SimTime overlap(TimeSpan a, TimeSpan b) {
    return std::max(SimTime{0}, std::min(a.end, b.end) - std::max(a.start, b.start));
}

std::string letter_row(const NodeScene& node, const Axis& axis) {
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

std::string coloured(const std::string& row) {
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

}  // namespace ogsim
