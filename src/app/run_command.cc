#include <fmt/format.h>

#include <filesystem>

#include "src/app/commands.h"
#include "src/app/interrupt.h"
#include "src/app/progress.h"
#include "src/app/provenance.h"
#include "src/dataset/path_list.h"
#include "src/dataset/source.h"
#include "src/record/run_folder.h"
#include "src/record/table.h"
#include "src/report/summary_text.h"
#include "src/run/experiment.h"
#include "src/scenario/harvest_file.h"
#include "src/scenario/load.h"

namespace ogsim {
namespace {

namespace fs = std::filesystem;

fs::path run_path(const RunRequest& request, const std::string& hash) {
    if (!request.out.empty()) {
        return request.out;
    }
    return fs::path("runs") / fmt::format("{}-{}", fs::path(request.scenario_file).stem().string(), hash);
}

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
    if (const auto trace = harvest_file(scenario)) {
        scenario.energy.harvest_trace = fs::absolute(*trace).lexically_normal().string();
    }
    return scenario;
}

}  // namespace

int run_command(const RunRequest& request) {
    std::vector<std::string> settings = request.settings;
    if (request.seed) {
        settings.push_back("run.seed=" + *request.seed);
    }
    const Scenario scenario = load_scenario(request.scenario_file, settings);
    const std::string hash = scenario_hash(scenario, data_folder());
    const fs::path path = run_path(request, hash);
    RunFolder folder(path, hash);
    folder.write("scenario.toml", expanded_toml(movable(scenario)));
    folder.write("provenance.json", provenance_json(request.command_line));

    listen_for_interrupts();
    std::optional<LineFile> rounds;  // opened with the first row: a run that cannot start leaves nothing behind
    RunResult result;
    {
        Progress progress(scenario.run);
        result = run_experiment(scenario, [&](const RoundRow& row) {
            if (!rounds) {
                rounds.emplace(folder.partial() / "rounds.csv");
                rounds->write(round_csv_header());
            }
            rounds->write(csv_line(row));
            progress.show(row);
            if (is_interrupted()) {
                throw Interrupted(fmt::format("interrupted after round {}; its rows so far are in {}", row.round,
                                              (folder.partial() / "rounds.csv").string()));
            }
        });
    }
    rounds->close();
    folder.write("workers.csv", workers_csv(result.workers));
    folder.write("summary.json", json_text(result.summary));
    folder.complete();
    fmt::print("{}\n{}\n", summary_text(result.summary), path.string());
    return kResult;
}

}  // namespace ogsim
