#include <fmt/format.h>

#include <algorithm>

#include "src/report/answer_parts.h"
#include "src/report/target.h"

namespace ogsim {
namespace {

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

std::string replicas_note(const StudyGroups& groups) {
    const std::size_t fewest = fewest_replicas(groups);
    if (fewest == 1) {
        return "One replica: nothing says how much of a difference is chance. Ask for more with --replicas.";
    }
    return fewest < kLeastForMedian
               ? fmt::format(
                     "{} replicas: costs are medians with the least and the greatest; a median's interval needs "
                     "6 replicas. Ratios have Student's 95 % interval.",
                     fewest)
               : "Costs are medians with their 95 % interval. Ratios are of pairs of the same replica: geometric means "
                 "with "
                 "Student's interval, and beside it the bootstrap's; medians where one of a pair did not get there.";
}

}  // namespace

std::vector<std::string> answer_notes(const StudyGroups& groups) {
    std::vector<std::string> notes{replicas_note(groups)};
    std::size_t got_there = 0;
    for (const Group& group : groups.groups) {
        got_there += reached_in(groups, group);
    }
    const std::size_t runs = groups.results->runs.size();
    if (groups.target && got_there < runs) {
        notes.push_back(
            fmt::format("{} of {} did not reach {}: what they cost counts as more than what they spent, and "
                        "medians and ratios know no more than that.",
                        runs - got_there, runs_words(runs), groups.target->text));
    }
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
