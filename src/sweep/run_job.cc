#include "src/sweep/run_job.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <stdexcept>
#include <utility>
#include <vector>

#include "src/record/activity.h"
#include "src/record/table.h"
#include "src/run/experiment.h"
#include "src/run/known_problem.h"

namespace ogsim {
namespace {

/// The parts of a record in the order in which they are sent.
template <class Record>
auto parts_of(Record& record) {
    return std::array{&record.summary_json, &record.rounds_csv, &record.workers_csv, &record.activity_csv};
}

}  // namespace

RunRecord run_record(const StudyRun& run) {
    const bool with_activity = run.replica == 1;
    Scenario bare = run.scenario;
    bare.record = {};
    RunRecord record;
    record.rounds_csv = round_csv_header();
    Activity activity(bare.network.workers);
    std::vector<Sink*> listeners;
    if (with_activity) {
        listeners.push_back(&activity);
    }
    const auto on_row = [&](const RoundRow& row) { record.rounds_csv += csv_line(row); };
    RunResult result = run_experiment(bare, on_row, listeners);
    result.summary.scenario_hash = run.hash;
    record.activity_csv = with_activity ? activity.csv() : "";
    record.workers_csv = worker_csv_header();
    for (const WorkerRow& row : result.workers) {
        record.workers_csv += csv_line(row);
    }
    record.summary_json = json_text(result.summary);
    return record;
}

std::string done_task(const Study& study, const Task& task) {
    const Scenario& scenario = study.runs.at(task.run).scenario;
    if (task.explores) {
        return to_bytes(explore(scenario));
    }
    if (!task.known.empty()) {
        remember(known_problem(task.known));
    }
    return to_bytes(run_record(study.runs[task.run]));
}

bool leaves_nothing_behind(const Study& study, const Task& task) {
    const std::string& medium = study.runs.at(task.run).scenario.network.medium;
    return task.explores || medium == "ideal" || medium == "cell";
}

std::string order_of(const Task& task) {
    return fmt::format("{} {} {}", task.run, task.explores ? 1 : 0, task.known);
}

Task task_of(const std::string& order) {
    const std::size_t after_run = order.find(' ');
    const std::size_t after_all = after_run + 2;
    return {.run = std::stoull(order.substr(0, after_run)),
            .explores = order.at(after_run + 1) == '1',
            .known = order.substr(after_all + 1)};
}

std::string to_bytes(const RunRecord& record) {
    std::string bytes;
    for (const std::string* part : parts_of(record)) {
        bytes += std::to_string(part->size()) + "\n";
        bytes += *part;
    }
    return bytes;
}

RunRecord run_record(const std::string& bytes) {
    RunRecord record;
    const char* at = bytes.data();
    const char* const end = at + bytes.size();
    for (std::string* part : parts_of(record)) {
        std::size_t size = 0;
        const auto [after, error] = std::from_chars(at, end, size);
        if (error != std::errc{} || after == end || static_cast<std::size_t>(end - after) <= size) {
            throw std::invalid_argument("a run's result came incomplete");
        }
        part->assign(after + 1, size);
        at = after + 1 + size;
    }
    return record;
}

}  // namespace ogsim
