#include "src/report/analysis/answer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <span>

#include "src/report/analysis/answer_parts.h"
#include "src/report/analysis/run_costs.h"

namespace ogsim {
namespace {

constexpr std::size_t kMostNamed = 4;  // series in a sentence; the table has them all

/// "to 95 % accuracy"; of whole runs where there is no target.
std::string aim_words(const StudyGroups& groups) {
    return groups.target ? "To " + groups.target->text : "In whole runs, without a target to compare at,";
}

std::string with_interval(double value, const std::optional<double>& low, const std::optional<double>& high) {
    const std::string interval = interval_words(low, high);
    return short_number(value) + (interval.empty() ? "" : " " + interval);
}

/// "a", "a and b", "a, b and c".
std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t place = 0; place < names.size(); ++place) {
        text += (place == 0 ? "" : place + 1 == names.size() ? " and " : ", ") + names[place];
    }
    return text;
}

/// A series against the baseline of its setting.
struct Compared {
    const Group* group;
    Ratio ratio;
};

/// Those of one setting whose ratio is known, the least first.
std::vector<Compared> compared_in(const StudyGroups& groups, std::size_t setting) {
    std::vector<Compared> all;
    const Group* baseline = groups.find(groups.baseline, setting);
    for (const Group& group : groups.groups) {
        if (baseline != nullptr && group.setting == setting && group.series != groups.baseline) {
            const Ratio ratio = ratio_to(*baseline, group, kJoules, groups.target);
            if (ratio.middle) {
                all.push_back({&group, ratio});
            }
        }
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Compared& a, const Compared& b) { return *a.ratio.middle < *b.ratio.middle; });
    return all;
}

std::string others_words(std::size_t named, std::size_t all) {
    return all > named ? fmt::format("; {} more in the table", all - named) : "";
}

/// How a ratio was found: "geometric mean over 10 paired replicas, 95 % interval".
std::string ratio_words(const Ratio& ratio) {
    if (ratio.pairs == 1) {
        return "one replica, so no interval";
    }
    const std::string pairs =
        ratio.pairs < ratio.replicas
            ? fmt::format("the {} of {} paired replicas in which either got there", ratio.pairs, ratio.replicas)
            : fmt::format("{} paired replicas", ratio.pairs);
    return fmt::format("{} over {}, {}", ratio.is_median ? "median" : "geometric mean", pairs,
                       ratio.low ? "95 % interval" : "too few for an interval");
}

/// The same of several; by name where they were not found alike.
std::string ratio_words(const StudyGroups& groups, std::span<const Compared> all) {
    const std::string first = ratio_words(all.front().ratio);
    if (std::all_of(all.begin(), all.end(), [&](const Compared& one) { return ratio_words(one.ratio) == first; })) {
        return first;
    }
    std::string text;
    for (const Compared& one : all) {
        text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", groups.series_of(*one.group), ratio_words(one.ratio));
    }
    return text;
}

/// That the two cheapest cannot be told apart, which their ratios to the baseline do not say; empty where they can.
std::string rivals_words(const StudyGroups& groups, const std::vector<Compared>& all) {
    if (all.size() < 2 || !all[0].ratio.is_clear() || !all[1].ratio.is_clear()) {
        return "";
    }
    const Ratio ratio = ratio_to(*all[1].group, *all[0].group, kJoules, groups.target);
    return ratio.middle && ratio.low && !ratio.is_clear()
               ? fmt::format("; there is no clear difference between {} and {} ({})", groups.series_of(*all[0].group),
                             groups.series_of(*all[1].group), with_interval(*ratio.middle, ratio.low, ratio.high))
               : "";
}

/// "; it is reached by gd in 9 of 10 and lag-wk in 6 of 10 runs": those that did not always get there.
std::string rest_words(const StudyGroups& groups) {
    std::vector<std::string> rest;
    for (const Group& group : groups.groups) {
        const std::size_t got_there = reached_in(groups, group), runs = group.runs.size();
        if (got_there < runs) {
            rest.push_back(fmt::format("{} in {} of {}", groups.series_of(group), got_there, runs));
        }
    }
    const std::size_t named = std::min(kMostNamed, rest.size());
    const std::string others = others_words(named, rest.size());
    rest.resize(named);
    return rest.empty() ? "" : fmt::format("; it is reached by {} runs{}", listed(rest), others);
}

/// "ordered-timer spends 0.61 [0.58, 0.64] of gd's joules and lag-wk 0.70 [...]".
std::string ratios_sentence(const StudyGroups& groups, const std::vector<Compared>& all) {
    const std::string& baseline = groups.series[groups.baseline];
    std::vector<std::string> clear, undecided;
    const std::size_t named = std::min(kMostNamed, all.size());
    for (const Compared& one : std::span(all).first(named)) {
        const std::string& name = groups.series_of(*one.group);
        const std::string value = with_interval(*one.ratio.middle, one.ratio.low, one.ratio.high);
        if (one.ratio.low && !one.ratio.is_clear()) {
            undecided.push_back(fmt::format("{} ({})", name, value));
        } else {
            clear.push_back(clear.empty() ? fmt::format("{} spends {} of {}'s joules", name, value, baseline)
                                          : fmt::format("{} {}", name, value));
        }
    }
    const std::string unclear =
        undecided.empty() ? ""
                          : fmt::format("there is no clear difference between {} and {}", baseline, listed(undecided));
    const std::string text = clear.empty() ? "" : listed(clear);
    return text + (text.empty() || unclear.empty() ? "" : "; ") + unclear + others_words(named, all.size());
}

/// Where nothing can be compared: who got there.
std::string reaching_sentence(const StudyGroups& groups, std::size_t setting) {
    std::vector<std::string> who;
    std::size_t anybody = 0;
    for (const Group& group : groups.groups) {
        if (group.setting != setting) {
            continue;
        }
        const std::size_t got_there = reached_in(groups, group);
        anybody += got_there;
        const Spread spread = spread_of(costs_of(group, kJoules, groups.target));
        const std::string joules =
            spread.middle ? fmt::format(" (median {} J)", with_interval(*spread.middle, spread.low, spread.high)) : "";
        who.push_back(
            fmt::format("{} in {} of {} runs{}", groups.series_of(group), got_there, group.runs.size(), joules));
    }
    return anybody == 0 ? fmt::format("No run reached {}.", groups.target->text)
                        : fmt::format("{} is reached by {}.", groups.target->text, listed(who));
}

/// One series: "gd spends 45 J [40, 51] (median of 10 replicas)".
std::string single_sentence(const StudyGroups& groups, const Group& group) {
    const Spread spread = spread_of(costs_of(group, kJoules, groups.target));
    if (!spread.middle) {
        return reaching_sentence(groups, group.setting);
    }
    const std::size_t runs = group.runs.size();
    return fmt::format("{} {} spends {} J{}.", aim_words(groups), groups.series_of(group),
                       with_interval(*spread.middle, spread.low, spread.high),
                       runs == 1 ? " (one run, so no interval)" : fmt::format(" (median of {} replicas)", runs));
}

std::string one_setting_sentence(const StudyGroups& groups) {
    if (groups.series.size() == 1) {
        return single_sentence(groups, groups.groups.front());
    }
    const std::vector<Compared> all = compared_in(groups, 0);
    if (all.empty()) {
        return groups.target ? reaching_sentence(groups, 0) : "In whole runs nothing can be compared.";
    }
    const auto named = std::span(all).first(std::min(kMostNamed, all.size()));
    return fmt::format("{} {}{} ({}){}.", aim_words(groups), ratios_sentence(groups, all), rivals_words(groups, all),
                       ratio_words(groups, named), rest_words(groups));
}

/// The series whose median is the least; nothing where none is known.
std::optional<std::size_t> cheapest_in(const StudyGroups& groups, std::size_t setting) {
    std::optional<std::size_t> cheapest;
    double least = 0.0;
    for (const Group& group : groups.groups) {
        const auto middle = group.setting == setting ? spread_of(costs_of(group, kJoules, groups.target)).middle
                                                     : std::optional<double>();
        if (middle && (!cheapest || *middle < least)) {
            cheapest = group.series;
            least = *middle;
        }
    }
    return cheapest;
}

/// Whether it is cheaper than that one in most worlds: with 95 % confidence where there is more than one replica, or
/// because the other one never got there.
bool is_cheaper(const StudyGroups& groups, const Group& group, const Group& other) {
    const Ratio ratio = ratio_to(other, group, kJoules, groups.target);
    if (reached_in(groups, other) == 0) {
        return true;
    }
    return ratio.replicas == 1 ? ratio.middle && *ratio.middle < 1.0 - Ratio::kHidden : ratio.is_less();
}

bool is_winner(const StudyGroups& groups, const Group& group) {
    return std::all_of(groups.groups.begin(), groups.groups.end(), [&](const Group& other) {
        return other.setting != group.setting || &other == &group || is_cheaper(groups, group, other);
    });
}

/// "the fewest joules are spent by ordered-timer in 2 of 4 settings and lag-wk in 1, in 1 there is no clear
/// difference"; empty where nobody gets there in any.
std::string winners_words(const StudyGroups& groups) {
    std::vector<std::size_t> wins(groups.series.size(), 0);
    std::size_t undecided = 0, empty = 0;
    for (std::size_t setting = 0; setting < groups.settings.size(); ++setting) {
        const auto cheapest = cheapest_in(groups, setting);
        if (!cheapest) {
            ++empty;
        } else if (is_winner(groups, *groups.find(*cheapest, setting))) {
            ++wins[*cheapest];
        } else {
            ++undecided;
        }
    }
    std::vector<std::size_t> order;
    for (std::size_t series = 0; series < wins.size(); ++series) {
        if (wins[series] > 0) {
            order.push_back(series);
        }
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return wins[a] > wins[b]; });
    std::vector<std::string> words;
    for (const std::size_t series : order) {
        words.push_back(fmt::format("{} in {}{}", groups.series[series], wins[series],
                                    words.empty() ? fmt::format(" of {} settings", groups.settings.size()) : ""));
    }
    if (empty == groups.settings.size()) {
        return "";
    }
    if (words.empty()) {
        return fmt::format("none is clearly the cheapest in any of {} settings", groups.settings.size());
    }
    return fmt::format("the fewest joules are spent by {}{}{}", listed(words),
                       undecided > 0 ? fmt::format(", in {} none is clearly the cheapest", undecided) : "",
                       empty > 0 ? fmt::format(", in {} none got there in half of its runs", empty) : "");
}

/// ", clearly less in 2 and more in 1 of 4".
std::string clear_words(std::size_t less, std::size_t more, std::size_t all) {
    if (less > 0 && more > 0) {
        return fmt::format(", clearly less in {} and more in {} of {}", less, more, all);
    }
    return fmt::format(", clearly {} in {} of {}", more > 0 ? "more" : "less", less + more, all);
}

/// "ordered-timer from 0.34 (10 workers) to 0.61 (40 workers), clearly less in 3 of 4", of the baseline's joules.
std::string range_words(const StudyGroups& groups, std::size_t series) {
    std::vector<std::pair<double, std::size_t>> ratios;
    std::size_t less = 0, more = 0, judged = 0;
    for (std::size_t setting = 0; setting < groups.settings.size(); ++setting) {
        for (const Compared& one : compared_in(groups, setting)) {
            if (one.group->series == series) {
                ratios.emplace_back(*one.ratio.middle, setting);
                less += one.ratio.is_less() ? 1 : 0;
                more += one.ratio.is_more() ? 1 : 0;
                judged += one.ratio.low ? 1 : 0;
            }
        }
    }
    if (ratios.empty()) {
        return "";
    }
    const auto [least, most] = std::minmax_element(ratios.begin(), ratios.end());
    const auto told = [&](const auto& one) {
        return fmt::format("{} ({})", short_number(one.first), groups.settings[one.second]);
    };
    return fmt::format("{} {}{}", groups.series[series],
                       ratios.size() == 1 ? told(*least) : fmt::format("from {} to {}", told(*least), told(*most)),
                       judged > 0 ? clear_words(less, more, judged) : "");
}

std::string many_settings_sentence(const StudyGroups& groups) {
    const std::string winners = winners_words(groups);
    if (winners.empty()) {
        return groups.target ? fmt::format("In no setting did half of a method's runs reach {}.", groups.target->text)
                             : "In whole runs nothing can be compared.";
    }
    std::vector<std::string> ranges;
    for (std::size_t series = 0; series < groups.series.size(); ++series) {
        const std::string words = series == groups.baseline ? "" : range_words(groups, series);
        if (!words.empty()) {
            ranges.push_back(words);
        }
    }
    const std::size_t named = std::min(kMostNamed, ranges.size());
    const std::string others = others_words(named, ranges.size());
    ranges.resize(named);
    const std::string against = ranges.empty()
                                    ? ""
                                    : fmt::format(" Of {}'s joules, by paired replicas: {}{}.",
                                                  groups.series[groups.baseline], fmt::join(ranges, "; "), others);
    return fmt::format("{} {}.{}", aim_words(groups), winners, against);
}

/// One series under several settings: the cheapest and the dearest of them.
std::string settings_sentence(const StudyGroups& groups) {
    std::optional<std::pair<double, std::size_t>> least, most;
    for (const Group& group : groups.groups) {
        if (const auto middle = spread_of(costs_of(group, kJoules, groups.target)).middle) {
            const std::pair<double, std::size_t> here{*middle, group.setting};
            least = least ? std::min(*least, here) : here;
            most = most ? std::max(*most, here) : here;
        }
    }
    return least ? fmt::format("{} {} spends from {} J ({}) to {} J ({}), medians over replicas.", aim_words(groups),
                               groups.series.front(), short_number(least->first), groups.settings[least->second],
                               short_number(most->first), groups.settings[most->second])
                 : many_settings_sentence(groups);
}

std::string sentence_of(const StudyGroups& groups) {
    if (groups.settings.size() == 1) {
        return one_setting_sentence(groups);
    }
    return groups.series.size() == 1 ? settings_sentence(groups) : many_settings_sentence(groups);
}

}  // namespace

Answer answer_of(const StudyGroups& groups) {
    Answer answer{.sentence = sentence_of(groups),
                  .reading = answer_reading(groups),
                  .notes = answer_notes(groups),
                  .head = answer_head(groups),
                  .rows = {}};
    for (const Group& group : groups.groups) {
        answer.rows.push_back(answer_row(groups, group));
    }
    return answer;
}

}  // namespace ogsim
