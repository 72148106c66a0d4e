#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>

#include "src/app/commands.h"
#include "src/app/interrupt.h"
#include "src/app/progress.h"
#include "src/app/provenance.h"
#include "src/app/run_into.h"
#include "src/dataset/path_list.h"
#include "src/dataset/source.h"
#include "src/network/places.h"
#include "src/record/recordings.h"
#include "src/record/run_folder.h"
#include "src/record/table.h"
#include "src/report/text/summary_text.h"
#include "src/run/air.h"
#include "src/run/experiment.h"
#include "src/scenario/harvest_file.h"
#include "src/scenario/load.h"
#include "src/sweep/study.h"

namespace ogsim {
namespace {

namespace fs = std::filesystem;

std::string workers_csv(const std::vector<WorkerRow>& rows) {
    std::string text = worker_csv_header();
    for (const WorkerRow& row : rows) {
        text += csv_line(row);
    }
    return text;
}

/// So that the scenario of a run folder runs again from there, whatever folder it named the data from.
Scenario movable(Scenario scenario) {
    scenario.problem.data = with_absolute_paths(scenario.problem.data, scenario.folder);
    if (scenario.problem.labels_file) {
        scenario.problem.labels_file = with_absolute_paths(*scenario.problem.labels_file, scenario.folder);
    }
    if (scenario.network.positions) {
        scenario.network.positions = with_absolute_paths(*scenario.network.positions, scenario.folder);
    }
    if (const auto trace = harvest_file(scenario)) {
        scenario.energy.harvest_trace = fs::absolute(*trace).lexically_normal().string();
    }
    return scenario;
}

/// Lets the rows go into the file as they come; opened with the first: a run that cannot start leaves nothing behind.
class RoundsFile {
 public:
    explicit RoundsFile(const fs::path& folder) : path_(folder / "rounds.csv") {}
    void write(const RoundRow& row) {
        if (!file_) {
            file_.emplace(path_);
            file_->write(round_csv_header());
        }
        file_->write(csv_line(row));
        if (is_interrupted()) {
            throw Interrupted(
                fmt::format("interrupted after round {}; its rows so far are in {}", row.round, path_.string()));
        }
    }
    void close() {
        if (file_) {
            file_->close();
        }
    }

 private:
    fs::path path_;
    std::optional<LineFile> file_;
};

/// x and y of the workers in metres, for whoever draws them.
std::vector<std::pair<double, double>> places_of(const Scenario& scenario) {
    std::vector<std::pair<double, double>> places;
    if (scenario.record.netanim) {
        for (const Place& place : worker_places(air_options(scenario))) {
            places.emplace_back(place.x.si, place.y.si);
        }
    }
    return places;
}

void tell_of_sweep(const std::string& file) {
    if (!read_scenario_file(file).entries.sweep) {
        return;
    }
    try {
        fmt::print(stderr, "ogsim: this runs the scenario alone, once; `ogsim sweep {}` runs the {} of its [sweep]\n",
                   file, load_study({.file = file}).runs.size());
    } catch (const ScenarioFaults&) {
        fmt::print(stderr, "ogsim: its [sweep], which this does not run, is not sound: `ogsim check {}` says why\n",
                   file);
    }
}

int threads_of(const RunRequest& request) {
    const int threads = request.threads.value_or(std::max(1, static_cast<int>(std::thread::hardware_concurrency())));
    if (threads < 1) {
        throw std::invalid_argument(fmt::format("--threads must be 1 or more, got {}", threads));
    }
    return threads;
}

}  // namespace

Summary run_into(const PlannedRun& run, const RunRequest& request, const std::string& label) {
    const int threads = threads_of(request);
    RunFolder folder(run.path, run.hash);
    Scenario scenario = run.scenario;
    scenario.output = folder.partial().string();
    folder.write("scenario.toml", expanded_toml(movable(scenario)));
    folder.write("provenance.json", provenance_json(request.command_line));

    listen_for_interrupts();
    RoundsFile rounds(folder.partial());
    Recordings recordings(scenario, folder.partial(), places_of(scenario));
    RunResult result;
    {
        Progress progress(scenario.run, label);
        const auto on_row = [&](const RoundRow& row) {
            progress.show(row);
            rounds.write(row);
        };
        result = run_experiment(scenario, on_row, recordings.sinks(), threads);
        result.summary.scenario_hash = run.hash;
    }
    recordings.finish();
    rounds.close();
    folder.write("workers.csv", workers_csv(result.workers));
    folder.write("summary.json", json_text(result.summary));
    folder.complete();
    return result.summary;
}

PlannedRun planned(Scenario scenario, const std::string& scenario_file, const std::string& out) {
    PlannedRun run{.scenario = std::move(scenario), .hash = "", .path = out};
    run.hash = scenario_hash(run.scenario, data_folder());
    if (out.empty()) {
        run.path = fs::path("runs") / fmt::format("{}-{}", fs::path(scenario_file).stem().string(), run.hash);
    }
    return run;
}

int run_command(const RunRequest& request) {
    if (!request.each.empty()) {
        return run_each_command(request);
    }
    const PlannedRun run =
        planned(load_scenario(request.scenario_file, request.settings), request.scenario_file, request.out);
    tell_of_sweep(request.scenario_file);
    const Summary summary = run_into(run, request);
    fmt::print("{}\n{}\n", summary_text(summary), run.path.string());
    return kResult;
}

}  // namespace ogsim
