#include "src/sweep/dry_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <vector>

namespace ogsim {
namespace {

constexpr std::size_t kMostRows = 25;  // of a table that fits a screen
constexpr std::size_t kHead = 15, kTail = 5;

using Row = std::vector<std::string>;

void check(const Study& study, const StudyProgress& progress) {
    if (progress.states.size() != study.runs.size() || progress.wall_s.size() != study.runs.size()) {
        throw std::invalid_argument(fmt::format("{} runs need as many states and seconds, got {} and {}",
                                                study.runs.size(), progress.states.size(), progress.wall_s.size()));
    }
    if (progress.jobs < 1) {
        throw std::invalid_argument(fmt::format("jobs must be >= 1, got {}", progress.jobs));
    }
}

/// Of wall seconds.
struct Mean {
    double sum = 0.0;
    double count = 0.0;
    void add(double seconds) {
        sum += seconds;
        count += 1.0;
    }
    [[nodiscard]] double value() const { return sum / count; }
};

std::string word_of(RunState state) {
    switch (state) {
        case RunState::kWaiting:
            return "waiting";
        case RunState::kDone:
            return "done";
        case RunState::kFailed:
            break;
    }
    return "failed";
}

Row header(const Study& study) {
    Row row{"run", "state"};
    row.insert(row.end(), study.varied_keys.begin(), study.varied_keys.end());
    row.emplace_back("replica");
    row.emplace_back("seed");
    return row;
}

Row row_of(const Study& study, const StudyProgress& progress, std::size_t index) {
    const StudyRun& run = study.runs[index];
    Row row{std::to_string(index + 1), word_of(progress.states[index])};
    for (const auto& [key, value] : run.varied) {
        row.push_back(value);
    }
    row.push_back(std::to_string(run.replica));
    row.push_back(std::to_string(run.scenario.run.seed));
    return row;
}

std::string table_text(const std::vector<Row>& rows, std::size_t head, std::size_t left_out) {
    std::vector<std::size_t> widths(rows.front().size(), 0);
    for (const Row& row : rows) {
        for (std::size_t column = 0; column < row.size(); ++column) {
            widths[column] = std::max(widths[column], row[column].size());
        }
    }
    std::string text;
    for (std::size_t index = 0; index < rows.size(); ++index) {
        text += left_out > 0 && index == head + 1 ? fmt::format("... {} more\n", left_out) : "";
        std::string line;
        for (std::size_t column = 0; column < rows[index].size(); ++column) {
            line += fmt::format("{:<{}}  ", rows[index][column], widths[column]);
        }
        text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
    }
    return text;
}

/// Those of the shard.
std::vector<std::size_t> asked_runs(const Study& study, const StudyProgress& progress) {
    std::vector<std::size_t> asked;
    for (std::size_t index = 0; index < study.runs.size(); ++index) {
        if (progress.shard.has(index)) {
            asked.push_back(index);
        }
    }
    return asked;
}

std::string runs_text(const Study& study, const StudyProgress& progress, const std::vector<std::size_t>& asked) {
    const std::size_t number = asked.size();
    const bool is_long = number > kMostRows;
    std::vector<Row> rows{header(study)};
    for (std::size_t place = 0; place < number; ++place) {
        if (!is_long || place < kHead || place >= number - kTail) {
            rows.push_back(row_of(study, progress, asked[place]));
        }
    }
    return table_text(rows, kHead, is_long ? number - kHead - kTail : 0);
}

std::string shard_text(const StudyShard& shard, std::size_t runs) {
    return shard.of == 1
               ? ""
               : fmt::format("shard {}/{}: {} run{} of them\n", shard.number, shard.of, runs, runs == 1 ? "" : "s");
}

std::string remaining_text(const Study& study, const StudyProgress& progress) {
    const auto seconds = remaining_seconds(study, progress);
    if (!seconds) {
        return "unknown until the first run is done";
    }
    return *seconds == 0.0 ? "nothing is left to run"
                           : fmt::format("about {} with {} process{}", span_text(*seconds), progress.jobs,
                                         progress.jobs == 1 ? "" : "es");
}

}  // namespace

std::string span_text(double seconds) {
    constexpr double kMinute = 60.0, kHour = 3600.0, kDay = 86400.0;
    if (seconds < 1.0) {
        return "1 s";
    }
    if (seconds < 2.0 * kMinute) {
        return fmt::format("{:.0f} s", seconds);
    }
    if (seconds < 2.0 * kHour) {
        return fmt::format("{:.0f} min", seconds / kMinute);
    }
    return seconds < 2.0 * kDay ? fmt::format("{:.1f} h", seconds / kHour) : fmt::format("{:.1f} days", seconds / kDay);
}

std::optional<double> remaining_seconds(const Study& study, const StudyProgress& progress) {
    check(study, progress);
    Mean all;
    std::map<std::string, Mean> by_combination;
    for (std::size_t index = 0; index < study.runs.size(); ++index) {
        if (progress.states[index] == RunState::kDone && progress.wall_s[index]) {
            all.add(*progress.wall_s[index]);
            by_combination[combination_text(study.runs[index])].add(*progress.wall_s[index]);
        }
    }
    double sum = 0.0;
    double longest = 0.0;
    for (const std::size_t index : asked_runs(study, progress)) {
        if (progress.states[index] != RunState::kWaiting) {
            continue;
        }
        if (all.count == 0.0) {
            return std::nullopt;
        }
        const auto same = by_combination.find(combination_text(study.runs[index]));
        const double expected = same == by_combination.end() ? all.value() : same->second.value();
        sum += expected;
        longest = std::max(longest, expected);
    }
    return std::max(sum / progress.jobs, longest);
}

std::string dry_run_text(const Study& study, const StudyProgress& progress) {
    check(study, progress);
    const std::vector<std::size_t> asked = asked_runs(study, progress);
    const auto count = [&](RunState state) {
        return std::count_if(asked.begin(), asked.end(),
                             [&](std::size_t index) { return progress.states[index] == state; });
    };
    std::string text = runs_text(study, progress, asked);
    text += fmt::format("\n{}\n{}", study_text(study), shard_text(progress.shard, asked.size()));
    const auto failed = count(RunState::kFailed);
    text += fmt::format("done {}, failed {}{}, waiting {}\n", count(RunState::kDone), failed,
                        failed > 0 ? " (--retry runs them again)" : "", count(RunState::kWaiting));
    return text + fmt::format("remaining time: {}\n", remaining_text(study, progress));
}

}  // namespace ogsim
