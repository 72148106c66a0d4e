#include <fmt/format.h>

#include <algorithm>

#include "src/report/analysis/answer_parts.h"
#include "src/report/analysis/target.h"
#include "src/scenario/parse.h"

namespace ogsim {
namespace {

constexpr std::size_t kMostSeries = 8;  // that a note names

std::size_t runs_with(const StudyGroups& groups, Status status) {
    const auto& runs = groups.results->runs;
    return static_cast<std::size_t>(std::count_if(
        runs.begin(), runs.end(), [status](const ResultRun& run) { return run.summary.status == status; }));
}

std::string runs_words(std::size_t count) {
    return count == 1 ? "1 run" : fmt::format("{} runs", count);
}

void add_count(std::size_t count, const std::string& words, std::vector<std::string>& notes) {
    if (count > 0) {
        notes.push_back(runs_words(count) + " " + words);
    }
}

std::size_t fewest_replicas(const StudyGroups& groups) {
    std::size_t fewest = groups.groups.front().runs.size();
    for (const Group& group : groups.groups) {
        fewest = std::min(fewest, group.runs.size());
    }
    return fewest;
}

std::size_t most_replicas(const StudyGroups& groups) {
    std::size_t most = 0;
    for (const Group& group : groups.groups) {
        most = std::max(most, group.runs.size());
    }
    return most;
}

/// Whether data, split and start are those of one seed in every replica.
bool has_one_world(const StudyGroups& groups) {
    const auto has_seed = [](const ResultRun& run) {
        const std::vector<Entry> entries = parse_toml(run.scenario, "scenario.toml").entries;
        return std::any_of(entries.begin(), entries.end(),
                           [](const Entry& entry) { return entry.path == "problem.seed"; });
    };
    return std::any_of(groups.groups.begin(), groups.groups.end(),
                       [&](const Group& group) { return has_seed(*group.runs.front()); });
}

/// A run that stops at the target has sent one model more by then: the one that says so.
void add_stops(const StudyGroups& groups, std::vector<std::string>& notes) {
    std::size_t stopped = 0, went_on = 0;
    for (const ResultRun& run : groups.results->runs) {
        if (const auto round = groups.target ? round_of_target(run, *groups.target) : std::nullopt) {
            ++(*round + 1 == run.rounds.rows() ? stopped : went_on);
        }
    }
    if (stopped > 0 && went_on > 0) {
        notes.push_back(
            fmt::format("{} ended in the round that reached {}: their costs hold the last broadcast, which "
                        "stops the workers, and those of the others do not.",
                        runs_words(stopped), groups.target->text));
    }
}

/// "gd in 2 of 10, lag-wk in 7 of 10": who did not get there; empty for one series, or many.
std::string missing_words(const StudyGroups& groups) {
    std::vector<std::size_t> missing(groups.series.size(), 0), runs(groups.series.size(), 0);
    for (const Group& group : groups.groups) {
        runs[group.series] += group.runs.size();
        missing[group.series] += group.runs.size() - reached_in(groups, group);
    }
    std::string text;
    for (std::size_t series = 0; series < missing.size(); ++series) {
        if (missing[series] > 0) {
            text += fmt::format("{}{} {} of {}", text.empty() ? "" : ", ", groups.series[series], missing[series],
                                runs[series]);
        }
    }
    return missing.size() < 2 || missing.size() > kMostSeries ? "" : fmt::format(" ({})", text);
}

/// Where one of the two intervals tells a ratio from 1 and the other does not: the ratios are far from lognormal.
void add_disputes(const StudyGroups& groups, std::vector<std::string>& notes) {
    for (const Group& group : groups.groups) {
        const Group* baseline = groups.find(groups.baseline, group.setting);
        if (baseline == nullptr || baseline == &group || notes.size() > kMostSeries) {
            continue;
        }
        const Ratio ratio = ratio_to(*baseline, group, kJoules, groups.target);
        const auto bootstrap = bootstrap_to(*baseline, group, groups.target);
        if (bootstrap && ratio.is_clear() && bootstrap->low <= 1.0 && bootstrap->high >= 1.0) {
            const std::string& setting = groups.setting_of(group);
            notes.push_back(
                fmt::format("{}{}: Student's interval of the ratio leaves out 1, the bootstrap's does not. "
                            "The ratios are skewed; do not rely on the difference without more replicas.",
                            groups.series_of(group), setting.empty() ? "" : ", " + setting));
        }
    }
}

/// What the costs are, and their intervals.
std::string costs_words(std::size_t fewest, std::size_t most) {
    if (fewest >= kLeastForMedian) {
        return "Joules are medians over replicas with their 95 % interval.";
    }
    return most == 1 ? "Joules are those of single runs."
           : most < kLeastForMedian
               ? "Joules are medians over replicas, with the least and the greatest: fewer than 6 give no interval."
               : "Joules are medians over replicas, with their 95 % interval from 6 replicas on, else with the least "
                 "and the greatest.";
}

}  // namespace

std::string answer_reading(const StudyGroups& groups) {
    const std::size_t most = most_replicas(groups);
    std::string text = costs_words(fewest_replicas(groups), most);
    if (groups.series.size() > 1 && most > 1) {
        text +=
            " A ratio is taken replica by replica: the geometric mean over the pairs, with Student's 95 % interval "
            "and, "
            "from 8 replicas on, the bootstrap's; the median where one of a pair did not get there. It need not be "
            "that of the medians. Each interval holds by itself, not all of them together.";
    }
    return text + " Seconds, rounds, updates (delivered ones) and MB (both ways) are medians.";
}

std::vector<std::string> answer_notes(const StudyGroups& groups) {
    std::vector<std::string> notes;
    if (most_replicas(groups) == 1) {
        notes.emplace_back(
            "One replica: nothing says how much of a difference is chance. Ask for more with --replicas.");
    }
    std::size_t got_there = 0;
    for (const Group& group : groups.groups) {
        got_there += reached_in(groups, group);
    }
    const std::size_t runs = groups.results->runs.size();
    if (groups.target && got_there < runs) {
        notes.push_back(
            fmt::format("{} of {} did not reach {}{}: what they cost counts as more than what they spent, and "
                        "medians and ratios know no more than that.",
                        runs - got_there, runs_words(runs), groups.target->text, missing_words(groups)));
    }
    if (fewest_replicas(groups) > 1 && has_one_world(groups)) {
        notes.emplace_back(
            "Data, split and start are the same in every replica (problem.seed): intervals speak of the chances of "
            "the radio and the method alone, not of other data.");
    }
    add_stops(groups, notes);
    add_disputes(groups, notes);
    if (!groups.target) {
        notes.emplace_back(
            some_have_target(*groups.results)
                ? "The runs do not stop at the same target: --target accuracy=A or gap=G compares costs up "
                  "to one point."
                : "Whole runs do not end equally well: --target accuracy=A or gap=G compares costs up to "
                  "one point.");
    }
    add_count(runs_with(groups, Status::kDiverged), "diverged.", notes);
    add_count(runs_with(groups, Status::kAllWorkersDead), "ended with every battery empty.", notes);
    add_count(runs_with(groups, Status::kNobodyHears), "ended because no worker heard the server.", notes);
    add_count(groups.results->failures.size(), "failed and left no result.", notes);
    add_count(static_cast<std::size_t>(std::max(0, groups.results->waiting)),
              "of the study are not done yet: figures will change.", notes);
    return notes;
}

}  // namespace ogsim
