#include "src/report/analysis/answer_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "src/report/analysis/answer_parts.h"

namespace ogsim {

std::string aim_words(const StudyGroups& groups) {
    return groups.target ? "To " + groups.target->text : "In whole runs, without a target to compare at,";
}

std::string with_interval(double value, const std::optional<double>& low, const std::optional<double>& high) {
    const std::string interval = interval_words(low, high);
    return short_number(value) + (interval.empty() ? "" : " " + interval);
}

std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t place = 0; place < names.size(); ++place) {
        text += (place == 0 ? "" : place + 1 == names.size() ? " and " : ", ") + names[place];
    }
    return text;
}

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

}  // namespace ogsim
