#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "src/report/analysis/answer_parts.h"
#include "src/report/analysis/answer_words.h"

namespace ogsim {
namespace {

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
std::string one_series_sentence(const StudyGroups& groups) {
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

}  // namespace

std::string settings_sentence(const StudyGroups& groups) {
    return groups.series.size() == 1 ? one_series_sentence(groups) : many_settings_sentence(groups);
}

}  // namespace ogsim
