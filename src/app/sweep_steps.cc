#include "src/app/sweep_steps.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "src/app/interrupt.h"
#include "src/app/medians.h"
#include "src/app/provenance.h"
#include "src/app/sweep_progress.h"
#include "src/record/run_folder.h"
#include "src/record/study/results.h"
#include "src/record/study/store.h"
#include "src/sweep/dry_run.h"
#include "src/sweep/machine.h"
#include "src/sweep/rows.h"
#include "src/sweep/sweep.h"

namespace ogsim {
namespace {

namespace fs = std::filesystem;

constexpr double kTimeLimitS = 3600.0;
constexpr double kMemoryShare = 0.9;     // of the machine's, for all jobs together
constexpr double kLeastShareMb = 200.0;  // assumed; what a process shares with its parent counts as well
constexpr std::int64_t kMostMb = 1'000'000'000;
constexpr std::size_t kFailuresShown = 5;

void check_request(const SweepRequest& request) {
    if (request.jobs && *request.jobs < 1) {
        throw std::invalid_argument(fmt::format("--jobs {}: must be >= 1", *request.jobs));
    }
    if (request.time_limit_s && !(std::isfinite(*request.time_limit_s) && *request.time_limit_s > 0.0)) {
        throw std::invalid_argument(fmt::format("--time-limit {}: must be finite and > 0", *request.time_limit_s));
    }
    if (request.memory_limit_mb && (*request.memory_limit_mb < 1 || *request.memory_limit_mb > kMostMb)) {
        throw std::invalid_argument(
            fmt::format("--memory-limit {}: must be from 1 to {}", *request.memory_limit_mb, kMostMb));
    }
}

fs::path study_file(const SweepRequest& request, const std::string& name, const StudyShard& shard) {
    if (!request.out.empty()) {
        return request.out;
    }
    const std::string part = request.shard.empty() ? "" : fmt::format(".shard-{}-of-{}", shard.number, shard.of);
    return fs::path("runs") / fmt::format("{}{}.sqlite", name, part);
}

Limits limits_of(const SweepRequest& request, const Study& study, int processes) {
    Limits limits;
    limits.wall_s = request.time_limit_s ? request.time_limit_s : study.time_limit_s;
    limits.wall_s = limits.wall_s.value_or(kTimeLimitS);
    const std::optional<std::int64_t> mb = request.memory_limit_mb ? request.memory_limit_mb : study.memory_limit_mb;
    const double share_mb = kMemoryShare * static_cast<double>(usable_memory_kib()) * 1024 / 1e6 / processes;
    limits.memory_kib = mb.value_or(static_cast<std::int64_t>(std::max(share_mb, kLeastShareMb))) * 1'000'000 / 1024;
    return limits;
}

/// Joules of the nodes in all runs that are done.
double joules_in(const fs::path& file) {
    const std::string sum = query_study(file, "SELECT coalesce(sum(total_j), 0.0) FROM result").at(1).at(0);
    return std::stod(sum);
}

void print_failures(const ReadySweep& sweep, const SweepState& state) {
    const std::string file = shell_word(sweep.file.string());
    if (state.failed.empty()) {
        return;
    }
    fmt::print("\n");
    for (std::size_t index = 0; index < std::min(kFailuresShown, state.failed.size()); ++index) {
        const std::size_t run = state.failed[index];
        const auto rows = query_study(
            sweep.file,
            fmt::format("SELECT failure_kind, failure_detail, repeat FROM run WHERE position = {}", run + 1));
        const std::string& detail = rows.at(1).at(1);
        const StudyRun& failed = sweep.study.runs[run];
        fmt::print("failed ({}): {}replica {}: {}\n  repeat: {}\n", rows.at(1).at(0),
                   failed.varied.empty() ? "" : combination_text(failed) + ", ", failed.replica,
                   detail.substr(0, detail.find('\n')), rows.at(1).at(2));
    }
    fmt::print(
        "{}all of them: ogsim query {} \"SELECT position, failure_kind, failure_detail, repeat FROM run WHERE "
        "state = 'failed'\"\nonce more:   the same command with --retry\n",
        state.failed.size() > kFailuresShown ? fmt::format("... and {} more\n", state.failed.size() - kFailuresShown)
                                             : "",
        file);
}

std::string count_text(const SweepState& state) {
    const std::string failed = state.failed.empty() ? "" : fmt::format(", {} failed", state.failed.size());
    return fmt::format("{} of {} runs are done{}", state.done, state.runs, failed);
}

void print_end(const ReadySweep& sweep, const SweepState& state) {
    const std::string file = shell_word(sweep.file.string());
    const std::string medians = medians_text(sweep.study, sweep.file);
    fmt::print("{}{}{}\n{}\n", medians, medians.empty() ? "" : "\n", count_text(state), sweep.file.string());
    print_failures(sweep, state);
    if (sweep.shard.of > 1) {
        fmt::print("next: ogsim merge STUDY SHARD..., once all {} shards are done\n", sweep.shard.of);
    } else if (state.done > 0) {
        fmt::print("next: ogsim report {}\n      ogsim query {} \"SELECT * FROM result LIMIT 5\"\n", file, file);
    }
}

SweepState run_all(const SweepRequest& request, const ReadySweep& sweep, StudyStore& store, Hands& hands) {
    SweepProgress progress(joules_in(sweep.file));
    const SweepWatch watch{.on_progress = [&](const SweepState& state) { progress.show(state); },
                           .is_stopped = is_interrupted};
    return run_sweep(sweep.study, store, hands, {.shard = sweep.shard, .retries = request.retries}, watch);
}

int end_early(const SweepState& state) {
    fmt::print(stderr, "ogsim: {}; the same command goes on from there\n", count_text(state));
    return kCouldNotFinish;
}

/// Of a disk that has no room: what was put before is there, and whole.
int end_for_want_of_room(const CannotWrite& error, const ReadySweep& sweep, StudyStore& store, Hands& hands) {
    hands.stop();
    fmt::print(stderr, "ogsim: {}\n", error.what());
    const SweepState state = state_of(store, sweep.shard);
    try {
        store.close();
    } catch (const CannotWrite&) {  // said already; the next to open the file completes it
    }
    return end_early(state);
}

}  // namespace

void close_and_tell(StudyStore& store, const fs::path& file) {
    if (!store.close()) {
        fmt::print(stderr,
                   "ogsim: another process keeps reading {0}, so that part of it stays in {0}-wal: copy both, or give "
                   "the same command once more\n",
                   file.string());
    }
}

ReadySweep ready_sweep(const SweepRequest& request, int jobs, int sharers) {
    check_request(request);
    ReadySweep sweep{.tables = std::make_unique<KeptTables>(),
                     .study = {},
                     .shard = parse_shard(request.shard),
                     .file = {},
                     .jobs = request.jobs.value_or(jobs),
                     .limits = {}};
    sweep.study = load_study({.file = request.scenario_file,
                              .settings = request.settings,
                              .each = request.each,
                              .replicas = request.replicas});
    sweep.file = study_file(request, sweep.study.name, sweep.shard);
    sweep.jobs = static_cast<int>(std::min(static_cast<std::size_t>(sweep.jobs), sweep.study.runs.size()));
    sweep.limits = limits_of(request, sweep.study, sweep.jobs * sharers);
    check_data(sweep.study);
    return sweep;
}

int dry_run(const ReadySweep& sweep) {
    std::vector<RunState> states(sweep.study.runs.size(), RunState::kWaiting);
    std::vector<std::optional<double>> wall_s(states.size());
    if (fs::exists(sweep.file)) {
        std::map<std::string, std::size_t> position;
        for (std::size_t run = 0; run < states.size(); ++run) {
            position[sweep.study.runs[run].hash] = run;
        }
        const auto rows =
            query_study(sweep.file, "SELECT hash, state, wall_s FROM run LEFT JOIN effort ON effort.run = run.id");
        for (std::size_t row = 1; row < rows.size(); ++row) {
            const auto known = position.find(rows[row][0]);
            if (known == position.end()) {
                continue;
            }
            states[known->second] = rows[row][1] == "done"     ? RunState::kDone
                                    : rows[row][1] == "failed" ? RunState::kFailed
                                                               : RunState::kWaiting;
            if (!rows[row][2].empty()) {
                wall_s[known->second] = std::stod(rows[row][2]);
            }
        }
    }
    fmt::print("{}", dry_run_text(sweep.study,
                                  {.states = states, .wall_s = wall_s, .jobs = sweep.jobs, .shard = sweep.shard}));
    return kResult;
}

int follow_sweep(const SweepRequest& request, const ReadySweep& sweep, Hands& hands) {
    if (sweep.file.has_parent_path()) {
        std::error_code error;
        fs::create_directories(sweep.file.parent_path(), error);  // that it is not there, the store will say
    }
    listen_for_interrupts();
    StudyStore store(sweep.file);
    store.plan(facts_of(sweep.study, provenance_json(request.command_line)), planned_rows(sweep.study));
    try {
        const SweepState state = run_all(request, sweep, store, hands);
        close_and_tell(store, sweep.file);
        if (state.is_stopped) {
            return end_early(state);
        }
        print_end(sweep, state);
        return state.is_complete() ? kResult : kCouldNotFinish;
    } catch (const CannotWrite& error) {
        return end_for_want_of_room(error, sweep, store, hands);
    }
}

}  // namespace ogsim
