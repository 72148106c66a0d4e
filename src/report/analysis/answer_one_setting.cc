#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "src/report/analysis/answer_parts.h"
#include "src/report/analysis/answer_words.h"

namespace ogsim {
namespace {

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

}  // namespace

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

}  // namespace ogsim
